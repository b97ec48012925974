"""What a model call needs from budgets: reserve the worst case, then settle what was used."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

from ai_service.models.providers.port import Usage
from service_kit.caller import Caller

Payer = Literal["user", "platform"]


@dataclass(frozen=True, slots=True)
class Purpose:
    """Who a call is for, and why. `caller` has the user, key, plan, organisation and request id.

    `endpoint` is the RPC or the kind of run, such as "GetAnalysis"; `task` is the type of the task that
    routing decides by, such as "business_analysis". `call_id` identifies the call, so that nothing is
    reserved or booked twice.
    """

    call_id: str
    caller: Caller
    endpoint: str
    task: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A provider and model that may answer, in the order in which they are tried."""

    provider: str
    model: str


@dataclass(frozen=True, slots=True)
class WorstCase:
    """The most that one attempt can use. Only one attempt is billed to the user, by any of the candidates."""

    candidates: tuple[Candidate, ...]
    input_tokens: int
    output_tokens: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request to a provider. Its usage is zero if the provider refused it before any work.

    `error` is the reason of the failure (PROVIDER_OVERLOADED, ...), "CANCELLED" if the client left, and empty
    for an answer. The user pays for the answer, and for the part that a client received before it left; the
    platform pays for failed attempts.
    """

    number: int
    provider: str
    model: str
    usage: Usage
    payer: Payer
    duration_ms: int
    error: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a call cost, in US dollars. `tokens` are those that the user pays for."""

    user_cost: Decimal
    platform_cost: Decimal
    tokens: int


class Reservation(Protocol):
    """Tokens and money that are set aside for one call. It expires by itself when its holder dies."""

    async def settle(self, attempts: Sequence[Attempt]) -> Settlement:
        """Books what the attempts used and returns the rest. Safe to repeat; never fails for a budget."""
        ...

    async def release(self) -> None:
        """Returns everything, because no provider was asked. Safe to repeat."""
        ...


class Accounts(Protocol):
    """Budgets and quotas."""

    async def reserve(self, purpose: Purpose, worst: WorstCase) -> Reservation:
        """Sets the worst case aside. Raises the error of the quota or budget that is used up."""
        ...
