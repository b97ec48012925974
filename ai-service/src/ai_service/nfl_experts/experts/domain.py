"""What an expert is, and what it thinks of a game; the words that all of the experts share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import NormalDist
from typing import Final, Literal

from ai_service.nfl_experts.betting.markets import CATEGORIES, Category, Market, Side
from ai_service.nfl_experts.experts.features import Features

Decides = Literal["early", "late"]
Style = Literal["kelly", "flat", "percent", "all_in"]


MOST_SURE: Final = 0.99
"""Nobody is surer than this of anything."""

_NORMAL: Final = NormalDist()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an expert thinks of one game. `margin` is home minus away.

    `line_margin` and `line_total` are the lines it saw. `scatter` is how many points from a line make the
    expert as sure as one standard deviation. `reasons` speak for the margin and the winner, `total_reasons`
    for the total; each cites the numbers it stands on.
    """

    margin: float
    total: float
    home_win_probability: float
    line_margin: float
    line_total: float
    scatter: float
    reasons: tuple[str, ...]
    total_reasons: tuple[str, ...]

    def point(self, category: Category) -> float | None:
        """The home handicap or the points of the line it saw; the winner has none."""
        if category == "winner":
            return None
        return self.line_total if category == "total" else 0.0 - self.line_margin

    @property
    def picks(self) -> Mapping[Category, Side]:
        """The side taken in each category, against the lines it saw."""
        return {category: self.side(category, self.point(category)) for category in CATEGORIES}

    @property
    def confidence(self) -> Mapping[Category, float]:
        """The probability it gives to each of its picks, against the lines it saw."""
        return {category: self.confidence_at(category, self.point(category)) for category in CATEGORIES}

    def side(self, category: Category, point: float | None) -> Side:
        """The side it takes against the home handicap of a spread or the points of a total."""
        if category == "winner" or point is None:
            return "home" if self.home_win_probability >= 0.5 else "away"
        if category == "spread":
            return "home" if self.margin + point >= 0 else "away"
        return "over" if self.total >= point else "under"

    def confidence_at(self, category: Category, point: float | None) -> float:
        """The probability it gives to its side against this handicap or these points; the winner has none."""
        if category == "winner" or point is None:
            return round(max(self.home_win_probability, 1 - self.home_win_probability), 4)
        off = self.margin + point if category == "spread" else self.total - point
        return round(min(_NORMAL.cdf(abs(off) / self.scatter), MOST_SURE), 4)

    def reasons_for(self, category: Category) -> tuple[str, ...]:
        """What speaks for the pick of a category."""
        return self.total_reasons if category == "total" else self.reasons


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
    voice: str
    """How its reasoning begins."""
