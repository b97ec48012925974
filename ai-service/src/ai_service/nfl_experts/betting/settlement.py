"""How a bet ends by the score, and what comes back from it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ai_service.nfl_experts.betting.markets import Market, Side
from ai_service.nfl_experts.betting.odds import payout

Outcome = Literal["won", "lost", "push", "void"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a bet was placed on, frozen at placement.

    `point` is the home handicap of a spread (negative: the home team gives points, whoever is backed), the
    points of a total, and None of a moneyline.
    """

    market: Market
    side: Side
    point: float | None = None

    def __post_init__(self) -> None:
        sides = ("over", "under") if self.market == "total" else ("home", "away")
        if self.side not in sides:
            raise ValueError(f"a {self.market} has no side {self.side}")
        if (self.point is None) != (self.market == "moneyline"):
            raise ValueError(f"a {self.market} at {self.point} points")


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a bet ended. `payout` is what goes back to the bankroll, `profit` is `payout` minus the stake."""

    outcome: Outcome
    payout: Decimal
    profit: Decimal


def lead(terms: Terms, *, home_score: int, away_score: int) -> float:
    """By how many points the bet is ahead of its line: above 0 it wins, below it loses, at 0 it is a push.

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
    """How a bet ends by the score of a game that was played."""
    ahead = lead(terms, home_score=home_score, away_score=away_score)
    if ahead == 0:
        return "push"
    return "won" if ahead > 0 else "lost"


def settle(terms: Terms, *, stake: Decimal, price: int, home_score: int, away_score: int) -> Settlement:
    """What a bet pays by the score of a game that was played."""
    return paid(outcome_of(terms, home_score=home_score, away_score=away_score), stake=stake, price=price)


def voided(*, stake: Decimal) -> Settlement:
    """A bet on a game that was cancelled: the stake goes back, exactly."""
    return Settlement("void", stake, Decimal(0))


def paid(outcome: Outcome, *, stake: Decimal, price: int) -> Settlement:
    """What an outcome pays: stake and profit when won, the very stake of a push or void, 0 when lost."""
    back = {"won": payout(stake, price), "lost": Decimal("0.00"), "push": stake, "void": stake}[outcome]
    return Settlement(outcome, back, back - stake)
