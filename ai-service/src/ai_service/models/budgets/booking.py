"""What the attempts of a call cost, and who pays; no I/O."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import orjson

from ai_service.models.calls.accounts import Attempt, Candidate, Settlement, WorstCase
from ai_service.models.prices.domain import Price
from ai_service.models.prices.price_list import PriceList

LOCAL: Final = "local"


@dataclass(frozen=True, slots=True)
class Line:
    """One attempt in the ledger. `user_usd` is the part of the cost that the user pays."""

    attempt: Attempt
    price: Price
    cost_usd: Decimal
    user_usd: Decimal


@dataclass(frozen=True, slots=True)
class Held:
    """The most that a call may cost its user and the platform, and the tokens that it may use."""

    user_usd: Decimal
    platform_usd: Decimal
    tokens: int


def held_for(worst: WorstCase, prices: PriceList, at: datetime) -> Held:
    """The worst case: the user pays for the dearest candidate; the platform for one attempt at each."""
    costs = [
        prices.cost(
            candidate.provider,
            candidate.model,
            at,
            input_tokens=worst.input_tokens,
            output_tokens=worst.output_tokens,
        )
        for candidate in worst.candidates
    ]
    uses_model = any(candidate.provider != LOCAL for candidate in worst.candidates)
    tokens = worst.input_tokens + worst.output_tokens if uses_model else 0
    return Held(max(costs, default=Decimal(0)), sum(costs, Decimal(0)), tokens)


def book(
    attempts: Sequence[Attempt], held: Held, worst: WorstCase, prices: PriceList, at: datetime
) -> tuple[list[Line], Settlement]:
    """The lines of the attempts, and what the call cost.

    The user never pays more than was reserved, whatever a provider reports; the platform pays the rest.
    Text that no model wrote costs no tokens.
    """
    lines: list[Line] = []
    left = held.user_usd
    for attempt in attempts:
        price = _price_of(attempt, worst.candidates, prices, at)
        cost = price.cost(attempt.usage.input_tokens, attempt.usage.output_tokens)
        paid = min(cost, left) if attempt.payer == "user" else Decimal(0)
        left -= paid
        lines.append(Line(attempt, price, cost, paid))
    tokens = sum(line.attempt.usage.total for line in lines if _is_billed(line.attempt))
    user_cost = held.user_usd - left
    total = sum((line.cost_usd for line in lines), Decimal(0))
    return lines, Settlement(user_cost, total - user_cost, min(tokens, held.tokens))


def on_the_platform(attempts: Sequence[Attempt]) -> list[Attempt]:
    """The same attempts, paid by the platform: the user has paid another holder of the call."""
    return [replace(attempt, payer="platform") for attempt in attempts]


def _price_of(attempt: Attempt, candidates: Sequence[Candidate], prices: PriceList, at: datetime) -> Price:
    """The price of the model that answered or, if it is unknown, of the one that was asked for."""
    sizes = {
        "input_tokens": attempt.usage.input_tokens,
        "output_tokens": attempt.usage.output_tokens,
    }
    price = prices.price(attempt.provider, attempt.model, at, **sizes)
    if price.known:
        return price
    asked = (c.model for c in candidates if c.provider == attempt.provider)
    listed = (prices.price(attempt.provider, model, at, **sizes) for model in asked)
    return next((known for known in listed if known.known), price)


def _is_billed(attempt: Attempt) -> bool:
    return attempt.payer == "user" and attempt.provider != LOCAL


def attempts_of(lines: Sequence[Line]) -> str:
    """The lines as the JSON that the ledger's statement takes: a value is bound faster than 14 arrays."""
    return orjson.dumps([_attempt(line) for line in lines], default=str).decode()


def _attempt(line: Line) -> dict[str, Any]:
    attempt, price = line.attempt, line.price
    return {
        "attempt": attempt.number,
        "provider": attempt.provider,
        "model": attempt.model,
        "payer": attempt.payer,
        "input_tokens": attempt.usage.input_tokens,
        "output_tokens": attempt.usage.output_tokens,
        "estimated": attempt.usage.estimated,
        "input_usd": price.input_usd,
        "output_usd": price.output_usd,
        "price_source": price.source,
        "cost_usd": line.cost_usd,
        "user_cost_usd": line.user_usd,
        "duration_ms": attempt.duration_ms,
        "error": attempt.error,
    }
