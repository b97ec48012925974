"""Counts, sums and rates over settled bets."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from ai_service.nfl_experts.betting.settlement import Outcome


class SettledBet(Protocol):
    """The attributes of a settled bet that the statistics use."""

    @property
    def outcome(self) -> Outcome: ...

    @property
    def stake(self) -> Decimal: ...

    @property
    def profit(self) -> Decimal: ...


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts and sums over settled bets. Void bets do not count.

    wagered    stakes of won, lost and pushed bets
    won        profits of won bets, without their stakes
    lost       stakes of lost bets
    """

    wins: int
    losses: int
    pushes: int
    wagered: Decimal
    won: Decimal
    lost: Decimal

    @property
    def total_bets(self) -> int:
        """wins + losses + pushes."""
        return self.wins + self.losses + self.pushes

    @property
    def decided_bets(self) -> int:
        """wins + losses: the denominator of `win_rate`."""
        return self.wins + self.losses

    @property
    def profit(self) -> Decimal:
        """won - lost: the change of the bankroll."""
        return self.won - self.lost

    @property
    def win_rate(self) -> float:
        """wins / (wins + losses), or 0 without decided bets."""
        return self.wins / self.decided_bets if self.decided_bets else 0.0

    @property
    def roi(self) -> float:
        """profit / wagered, or 0 without bets. `change_percent` is relative to the starting balance."""
        return float(self.profit / self.wagered) if self.wagered else 0.0

    @property
    def avg_bet_size(self) -> float:
        """wagered / total_bets to the cent, or 0 without bets."""
        return float(round(self.wagered / self.total_bets, 2)) if self.total_bets else 0.0


def statistics_of(bets: Iterable[SettledBet]) -> Statistics:
    """The statistics of settled bets."""
    counted = [bet for bet in bets if bet.outcome != "void"]
    won = [bet for bet in counted if bet.outcome == "won"]
    lost = [bet for bet in counted if bet.outcome == "lost"]
    return Statistics(
        wins=len(won),
        losses=len(lost),
        pushes=len(counted) - len(won) - len(lost),
        wagered=_sum(bet.stake for bet in counted),
        won=_sum(bet.profit for bet in won),
        lost=_sum(bet.stake for bet in lost),
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal("0.00"))
