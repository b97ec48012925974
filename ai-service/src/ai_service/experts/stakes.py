"""Which bet an expert places on a game, and how much of its balance it puts on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, Protocol

from ai_service.experts.domain import Expert, Market, Opinion, Side
from ai_service.seasons.facts import Quote

RiskLevel = Literal["low", "medium", "high", "extreme"]

LEAST_STAKE: Final = Decimal("10.00")


class Recollection(Protocol):
    """What betting needs of a memory."""

    @property
    def emotional_valence(self) -> float: ...

    @property
    def importance(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Wager:
    """A bet as it would be placed. It always backs the expert's own prediction of its category.

    `point` is the home handicap of a spread, the points of a total, and None of a moneyline.
    """

    market: Market
    side: Side
    stake: Decimal
    price: int
    point: float | None
    confidence: float
    risk_level: RiskLevel
    reasoning: str


def choose_bet(
    expert: Expert,
    opinion: Opinion,
    *,
    quotes: Iterable[Quote],
    balance: Decimal,
    recalled: Sequence[Recollection] = (),
) -> Wager | None:
    """The bet with the best edge of those the expert likes; None without one, or without money.

    `quotes` are the standing ones, at most one of each market; estimates are never bet against.
    """
    raise NotImplementedError
