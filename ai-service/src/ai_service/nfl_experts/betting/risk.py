"""How much risk a bankroll took, from the balances that its ledger shows.

All measures read one series: the balance at the start, then after each settlement, in the ledger's order. The
balance is the whole bankroll, money at stake in open bets included: a stake is lost when the bet is, not
when it is placed. Reversals of a corrected result are settlements as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import fsum, sqrt
from typing import Final, Literal

Status = Literal["safe", "warning", "danger", "eliminated"]

BANKRUPT_BELOW: Final = Decimal("10.00")
"""The least stake there is: whoever cannot pay it, with nothing at stake, is out."""

_DANGER_BELOW: Final = Decimal("0.30")
_WARNING_BELOW: Final = Decimal("0.70")


@dataclass(frozen=True, slots=True)
class Risk:
    """The measures of one series of balances; formulas stand at the functions of the same names."""

    peak: Decimal
    lowest: Decimal
    volatility: float
    sharpe_ratio: float
    max_drawdown: float


def risk_of(balances: Sequence[Decimal]) -> Risk:
    """All measures of a series, which begins with the starting balance and so is never empty."""
    return Risk(
        peak=max(balances),
        lowest=min(balances),
        volatility=volatility(balances),
        sharpe_ratio=sharpe_ratio(balances),
        max_drawdown=max_drawdown(balances),
    )


def returns_of(balances: Sequence[Decimal]) -> list[float]:
    """The return of each settlement: (balance after - balance before) / balance before.

    A settlement from a balance of nothing has no return and is left out.
    """
    return [float((after - before) / before) for before, after in pairwise(balances) if before]


def volatility(balances: Sequence[Decimal]) -> float:
    """The sample standard deviation (n - 1) of the returns per settlement; 0 below two returns."""
    returns = returns_of(balances)
    if len(returns) < 2:
        return 0.0
    mean = fsum(returns) / len(returns)
    return sqrt(fsum((each - mean) ** 2 for each in returns) / (len(returns) - 1))


def sharpe_ratio(balances: Sequence[Decimal]) -> float:
    """Mean / sample standard deviation of the returns per settlement; 0 where nothing varies.

    Per settled bet, against a riskless return of 0, and not scaled to a year or season.
    """
    returns, deviation = returns_of(balances), volatility(balances)
    return fsum(returns) / len(returns) / deviation if deviation > 0 else 0.0


def max_drawdown(balances: Sequence[Decimal]) -> float:
    """The deepest fall from a peak before it, as a share of the peak: 10000 to 9200 is 0.08."""
    deepest, peak = Decimal(0), Decimal(0)
    for balance in balances:
        peak = max(peak, balance)
        if peak:
            deepest = max(deepest, (peak - balance) / peak)
    return float(deepest)


def change_percent(balance: Decimal, starting: Decimal) -> float:
    """(balance - starting) / starting * 100: 24.5 for 12450 of 10000."""
    return float((balance - starting) / starting * 100)


def is_bankrupt(balance: Decimal, *, open_stakes: Decimal = Decimal(0)) -> bool:
    """Whether no bet can be placed any more and none is open. `balance` is what may still be bet.

    Who waits for a game that is postponed may still be paid, so is in danger and not out; when the game is
    called off the stake comes back.
    """
    return balance < BANKRUPT_BELOW and open_stakes <= 0


def status_of(balance: Decimal, starting: Decimal, *, eliminated: bool = False) -> Status:
    """How a bankroll stands, money at stake included.

    eliminated  it went bankrupt
    danger      below 30 % of the start
    warning     below 70 % of the start
    safe        otherwise
    """
    if eliminated:
        return "eliminated"
    share = balance / starting
    if share < _DANGER_BELOW:
        return "danger"
    return "warning" if share < _WARNING_BELOW else "safe"
