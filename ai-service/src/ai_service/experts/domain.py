"""What an expert is, and what it thinks of a game; the words that all of the experts share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from ai_service.experts.features import Features

Category = Literal["spread", "winner", "total"]
Market = Literal["spread", "moneyline", "total"]
Side = Literal["home", "away", "over", "under"]
Decides = Literal["early", "late"]
Style = Literal["kelly", "flat", "percent", "all_in"]

CATEGORIES: Final[tuple[Category, ...]] = ("spread", "winner", "total")
CATEGORY_OF: Final[Mapping[Market, Category]] = {
    "spread": "spread",
    "moneyline": "winner",
    "total": "total",
}


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an expert thinks of one game. `margin` is home minus away.

    `confidence` is the probability the expert gives to its own pick in each category. `reasons` speak for
    the margin, `total_reasons` for the total; each cites the numbers it stands on.
    """

    margin: float
    total: float
    home_win_probability: float
    confidence: Mapping[Category, float]
    reasons: tuple[str, ...]
    total_reasons: tuple[str, ...] = ()

    def side(self, category: Category, point: float | None = None) -> Side:
        """The side this opinion takes, against the home handicap of a spread or the points of a total."""
        if category == "winner":
            return "home" if self.home_win_probability >= 0.5 else "away"
        if point is None:
            raise ValueError(f"a {category} needs its points")
        if category == "spread":
            return "home" if self.margin + point >= 0 else "away"
        return "over" if self.total >= point else "under"


@dataclass(frozen=True, slots=True)
class RiskProfile:
    """How much an expert puts on what.

    kelly     `share` of the Kelly stake, which follows from confidence and price
    flat      `amount` on every bet
    percent   `share` of the balance on every bet
    all_in    up to `share` of the balance, the more the surer it is

    `habit` is the least this expert ever plays for, `ceiling` the most of its balance for one bet, `edge` the
    expected profit per unit below which it lets a bet be, and `markets` where it bets at all.
    """

    style: Style
    edge: float
    markets: tuple[Market, ...]
    share: float = 0.0
    amount: Decimal = Decimal("0.00")
    habit: Decimal = Decimal("10.00")
    ceiling: float = 1.0


@dataclass(frozen=True, slots=True)
class Expert:
    """One of the experts: who it is, how it thinks, when it makes up its mind, and how it bets."""

    id: str
    name: str
    emoji: str
    archetype: str
    specialization_category: str
    specialization_weight: float
    decides: Decides
    risk: RiskProfile
    strategy: Callable[[Features], Opinion]
    creed: str
    """The strategy in one sentence, for people."""
