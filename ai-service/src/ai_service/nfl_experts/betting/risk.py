"""Measures of the risk that an expert took, from the worth of its bankroll in the ledger.

Worth is cash plus the stakes of open bets, because a stake is lost when the bet loses, not when it is placed.
All measures use one series: the worth at the start and after each settlement, in the order of the ledger. The
reversal of a settlement after a corrected result counts as a settlement, a returned stake does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import fsum, sqrt
from typing import Final, Literal

Status = Literal["safe", "warning", "danger", "eliminated"]

BANKRUPT_BELOW: Final = Decimal("10.00")
"""The smallest stake. An expert who cannot pay it and has no open bet is eliminated."""

_DANGER_BELOW: Final = Decimal("0.30")
_WARNING_BELOW: Final = Decimal("0.70")


@dataclass(frozen=True, slots=True)
class Risk:
    """The measures of one series of balances; the functions of the same names state the formulas."""

    volatility: float
    sharpe_ratio: float
    max_drawdown: float


def risk_of(balances: Sequence[Decimal]) -> Risk:
    """All measures of a series. The series starts with the starting balance, so it is never empty."""
    return Risk(
        volatility=volatility(balances),
        sharpe_ratio=sharpe_ratio(balances),
        max_drawdown=max_drawdown(balances),
    )


def returns_of(balances: Sequence[Decimal]) -> list[float]:
    """The return of each settlement: (balance after - balance before) / balance before.

    A settlement from a balance of 0 has no return and is left out.
    """
    return [float((after - before) / before) for before, after in pairwise(balances) if before]


def volatility(balances: Sequence[Decimal]) -> float:
    """The sample standard deviation (n - 1) of the returns per settlement; 0 for fewer than two returns."""
    returns = returns_of(balances)
    if len(returns) < 2:
        return 0.0
    mean = fsum(returns) / len(returns)
    return sqrt(fsum((each - mean) ** 2 for each in returns) / (len(returns) - 1))


def sharpe_ratio(balances: Sequence[Decimal]) -> float:
    """Mean / sample standard deviation of the returns per settlement; 0 if the returns do not vary.

    It is per settled bet, assumes a risk-free return of 0, and is not scaled to a year or season.
    """
    returns, deviation = returns_of(balances), volatility(balances)
    return fsum(returns) / len(returns) / deviation if deviation > 0 else 0.0


def max_drawdown(balances: Sequence[Decimal]) -> float:
    """The largest fall from an earlier peak, as a share of that peak: 10000 to 9200 is 0.08."""
    deepest, peak = Decimal(0), Decimal(0)
    for balance in balances:
        peak = max(peak, balance)
        if peak:
            deepest = max(deepest, (peak - balance) / peak)
    return float(deepest)


def change_percent(balance: Decimal, starting: Decimal) -> float:
    """(balance - starting) / starting * 100: 24.5 for 12450 of 10000. `balance` includes open stakes."""
    return float((balance - starting) / starting * 100)


def is_bankrupt(balance: Decimal, *, open_stakes: Decimal = Decimal(0)) -> bool:
    """Whether an expert can place no more bets and has none open. `balance` excludes open stakes.

    An expert with an open bet may still be paid. If its game is called off, the stake is returned.
    """
    return balance < BANKRUPT_BELOW and open_stakes <= 0


def status_of(balance: Decimal, starting: Decimal, *, eliminated: bool = False) -> Status:
    """The state of a bankroll. `balance` includes open stakes.

    eliminated  bankrupt
    danger      below 30 % of the starting balance
    warning     below 70 % of the starting balance
    safe        otherwise
    """
    if eliminated:
        return "eliminated"
    share = balance / starting
    if share < _DANGER_BELOW:
        return "danger"
    return "warning" if share < _WARNING_BELOW else "safe"
