"""What is computed from the rows of an expert: the history of a bankroll and its risk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from ai_service.nfl_experts.betting.risk import Risk, risk_of
from ai_service.nfl_experts.books.state import STARTING, ZERO
from ai_service.nfl_experts.faces.experts.repository import EntryRow

SPANS: Final = {"week": timedelta(days=7), "month": timedelta(days=30)}
_SETTLING: Final = frozenset({"bet_won", "bet_lost", "bet_pushed", "bet_voided", "settlement_reversed"})


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a bankroll, and the bankroll after it."""

    at: datetime
    balance: Decimal
    change: Decimal
    reason: str
    bet_id: str | None


@dataclass(frozen=True, slots=True)
class History:
    """Every change of a bankroll, oldest first, with its highest and lowest balance and the risk taken.

    `at_stake` is what open bets hold.
    """

    changes: tuple[Change, ...]
    current: Decimal
    at_stake: Decimal
    peak: Decimal
    lowest: Decimal
    risk: Risk


def history_of(entries: Sequence[EntryRow]) -> History:
    """The bankroll as the ledger tells it.

    Peak and lowest are of the bankroll itself. Risk looks at bankroll and open stakes together after each
    settlement: a stake is lost when the bet is, not when it is placed.
    """
    balance, changes = ZERO, list[Change]()
    equity, settled = ZERO, [STARTING]
    for entry in entries:
        if entry.account == "house":
            continue
        equity += entry.amount
        if entry.account == "bankroll":
            balance += entry.amount
            changes.append(Change(entry.booked_at, balance, entry.amount, entry.reason, entry.bet_id))
        if entry.account == "open_stakes" and entry.reason in _SETTLING:
            settled.append(equity)
    balances = [change.balance for change in changes] or [STARTING]
    return History(
        tuple(changes),
        current=balances[-1],
        at_stake=equity - balance,
        peak=max(balances),
        lowest=min(balances),
        risk=risk_of(settled),
    )


def since(changes: Iterable[Change], timeframe: str, now: datetime) -> list[Change]:
    """The changes of a timeframe, newest first."""
    span = SPANS.get(timeframe)
    first = now - span if span else None
    return [change for change in reversed(tuple(changes)) if first is None or change.at >= first]
