"""What an expert is and what it thinks of a game: the types that all strategies share."""

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
"""The highest confidence that any expert states."""

_NORMAL: Final = NormalDist()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an expert thinks of a game. `margin` is home minus away.

    `line_margin` and `line_total` are the lines that the expert saw, or its estimates if nobody offered one.
    `scatter` is the distance from a line, in points, that counts as one standard deviation. `reasons` support
    the margin and the winner, `total_reasons` the total; each cites its numbers.
    """

    margin: float
    total: float
    home_win_probability: float
    line_margin: float
    line_total: float
    scatter: float
    reasons: tuple[str, ...]
    total_reasons: tuple[str, ...]
    spread_estimated: bool = False
    total_estimated: bool = False

    def is_estimated(self, category: Category) -> bool:
        """Whether the prediction of a category is stated at an estimate. The winner has no line."""
        if category == "winner":
            return False
        return self.total_estimated if category == "total" else self.spread_estimated

    def point(self, category: Category) -> float | None:
        """The home handicap, or the points of the total, that the expert saw; None for the winner."""
        if category == "winner":
            return None
        return self.line_total if category == "total" else 0.0 - self.line_margin

    @property
    def picks(self) -> Mapping[Category, Side]:
        """The side picked in each category, at the lines that the expert saw."""
        return {category: self.side(category, self.point(category)) for category in CATEGORIES}

    @property
    def confidence(self) -> Mapping[Category, float]:
        """The probability of each pick, at the lines that the expert saw."""
        return {category: self.confidence_at(category, self.point(category)) for category in CATEGORIES}

    def side(self, category: Category, point: float | None) -> Side:
        """The side picked at a home handicap or at the points of a total."""
        if category == "winner" or point is None:
            return "home" if self.home_win_probability >= 0.5 else "away"
        if category == "spread":
            return "home" if self.margin + point >= 0 else "away"
        return "over" if self.total >= point else "under"

    def confidence_at(self, category: Category, point: float | None) -> float:
        """The probability of the side picked at a home handicap or at the points of a total."""
        if category == "winner" or point is None:
            return round(max(self.home_win_probability, 1 - self.home_win_probability), 4)
        off = self.margin + point if category == "spread" else self.total - point
        return round(min(_NORMAL.cdf(abs(off) / self.scatter), MOST_SURE), 4)

    def reasons_for(self, category: Category) -> tuple[str, ...]:
        """The reasons for the pick of a category."""
        return self.total_reasons if category == "total" else self.reasons


@dataclass(frozen=True, slots=True)
class RiskProfile:
    """How much an expert stakes, and on what. Shares are of the worth of its bankroll: cash and open stakes.

    kelly     `share` of the Kelly stake, which follows from confidence and price
    flat      `amount` on every bet
    percent   `share` of the bankroll on every bet
    all_in    up to `share` of the bankroll, growing with the confidence

    `ceiling` is the largest share of the bankroll for one bet, and `at_once` for all open bets together.
    `habit` is the smallest stake of an expert who has as much, even above the ceiling. Bets with an expected
    profit per unit below `edge` are not placed. `markets` are those that the expert bets on.
    """

    style: Style
    edge: float
    markets: tuple[Market, ...]
    share: float = 0.0
    amount: Decimal = Decimal("0.00")
    habit: Decimal = Decimal("10.00")
    ceiling: float = 1.0
    at_once: float = 1.0

    @property
    def words(self) -> str:
        """The stakes and their limits in words."""
        most = f"{self.ceiling:.0%}".replace("%", " %")
        match self.style:
            case "kelly":
                return f"{_part(self.share)} the Kelly stake, up to {most} of the bankroll"
            case "flat":
                return f"up to {self.amount:.0f} on each"
            case "percent":
                least = f", at least {self.habit:.0f}" if self.habit > 10 else ""
                return f"up to {most} of the bankroll on each{least}"
            case "all_in":
                return f"up to {most} of the bankroll at once, in bets of {self.habit:.0f} or more"


def _part(share: float) -> str:
    """A share in words, to stand before what it is a part of."""
    return {0.5: "half", 0.25: "a quarter of"}.get(share, f"{share:.0%} of".replace("%", " %"))


@dataclass(frozen=True, slots=True)
class Expert:
    """An expert: its identity, its strategy, when it decides, and how it bets."""

    id: str
    name: str
    emoji: str
    archetype: str
    specialization_category: str
    specialization_weight: float
    decides: Decides
    risk: RiskProfile
    strategy: Callable[[Features], Opinion]
    view: str
    """What it believes, in a few words."""
    voice: str
    """The first words of its reasonings."""
    throws_dice: bool = False
    """Whether its picks depend on no fact, so that its confidence says nothing."""

    @property
    def creed(self) -> str:
        """What it believes and what it stakes, in one sentence for people; the code keeps the same limits."""
        return f"{self.view}; {self.risk.words}."
