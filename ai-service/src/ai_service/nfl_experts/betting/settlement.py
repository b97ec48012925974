"""The outcome of a bet, given the score of its game, and what the bet pays."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ai_service.nfl_experts.betting.markets import Market, Side
from ai_service.nfl_experts.betting.odds import payout

Outcome = Literal["won", "lost", "push", "void"]


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a bet, which never change after it is placed.

    `point` is the home handicap of a spread, the points of a total, and None for a moneyline. A negative home
    handicap means that the home team gives points, whichever side is backed.
    """

    market: Market
    side: Side
    point: float | None = None

    def __post_init__(self) -> None:
        sides = ("over", "under") if self.market == "total" else ("home", "away")
        if self.side not in sides:
            raise ValueError(f"A {self.market} bet cannot be placed on {self.side}")
        if (self.point is None) != (self.market == "moneyline"):
            raise ValueError(f"A {self.market} bet cannot be placed at {self.point} points")


@dataclass(frozen=True, slots=True)
class Settlement:
    """The outcome of a bet. `payout` is what the bankroll receives; `profit` is `payout` minus the stake."""

    outcome: Outcome
    payout: Decimal
    profit: Decimal


def lead(terms: Terms, *, home_score: int, away_score: int) -> float:
    """How many points the bet is ahead of its line. It wins above 0, loses below 0, and is a push at 0.

    spread     (home - away + home handicap) for home, the negative of it for away
    total      (home + away - points) for over, the negative of it for under
    moneyline  (home - away) for home, the negative of it for away: a tie is a push
    """
    point = terms.point or 0.0
    over = home_score + away_score - point
    covered = home_score - away_score + point
    ahead = over if terms.market == "total" else covered
    return ahead if terms.side in ("home", "over") else -ahead


def outcome_of(terms: Terms, *, home_score: int, away_score: int) -> Outcome:
    """The outcome of a bet on a game that was played."""
    ahead = lead(terms, home_score=home_score, away_score=away_score)
    if ahead == 0:
        return "push"
    return "won" if ahead > 0 else "lost"


def settle(terms: Terms, *, stake: Decimal, price: int, home_score: int, away_score: int) -> Settlement:
    """What a bet on a game that was played pays."""
    return paid(outcome_of(terms, home_score=home_score, away_score=away_score), stake=stake, price=price)


def voided(*, stake: Decimal) -> Settlement:
    """What a bet on a cancelled game pays: exactly the stake."""
    return Settlement("void", stake, Decimal(0))


def paid(outcome: Outcome, *, stake: Decimal, price: int) -> Settlement:
    """What an outcome pays: stake and profit if won, exactly the stake for a push or void, 0 if lost."""
    back = {"won": payout(stake, price), "lost": Decimal("0.00"), "push": stake, "void": stake}[outcome]
    return Settlement(outcome, back, back - stake)
