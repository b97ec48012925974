"""Computes the history of a bankroll, and its risk, from the entries of the ledger."""

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
    """A change of a bankroll, and the balance after it."""

    at: datetime
    balance: Decimal
    change: Decimal
    reason: str
    bet_id: str | None


@dataclass(frozen=True, slots=True)
class History:
    """Every change of a bankroll, oldest first, with its highest and lowest balance and its risk.

    `at_stake` is the sum of the stakes of open bets.
    """

    changes: tuple[Change, ...]
    current: Decimal
    at_stake: Decimal
    peak: Decimal
    lowest: Decimal
    risk: Risk


def history_of(entries: Sequence[EntryRow]) -> History:
    """The history of a bankroll.

    Peak and lowest balance exclude open stakes. The risk includes them: it uses bankroll plus open stakes
    after each settlement, because a stake is lost when the bet loses, not when it is placed.
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
    """The changes within a timeframe, newest first."""
    span = SPANS.get(timeframe)
    first = now - span if span else None
    return [change for change in reversed(tuple(changes)) if first is None or change.at >= first]
