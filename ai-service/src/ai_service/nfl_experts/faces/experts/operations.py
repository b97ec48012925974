"""Computes the history of a bankroll, and its risk, from the entries of the ledger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Final

from ai_service.nfl_experts.betting.risk import Risk, risk_of
from ai_service.nfl_experts.books.state import STARTING, ZERO
from ai_service.nfl_experts.faces.experts.repository import EntryRow

SPANS: Final = {"week": timedelta(days=7), "month": timedelta(days=30)}
_SETTLING: Final = frozenset({"bet_won", "bet_lost", "bet_pushed", "settlement_reversed"})
"""The transactions that have a return. A returned stake has none, as it counts in no other statistic."""


@dataclass(frozen=True, slots=True)
class Change:
    """One transaction of a bankroll: by how much it changed the worth, and the bankroll after it."""

    at: datetime
    available: Decimal
    at_risk: Decimal
    change: Decimal
    reason: str
    bet_id: str | None

    @property
    def worth(self) -> Decimal:
        """Cash plus open stakes."""
        return self.available + self.at_risk


@dataclass(frozen=True, slots=True)
class History:
    """Every transaction of a bankroll, oldest first, with its highest and lowest worth and its risk."""

    changes: tuple[Change, ...]
    available: Decimal
    at_risk: Decimal
    peak: Decimal
    lowest: Decimal
    risk: Risk

    @property
    def current(self) -> Decimal:
        """Cash plus open stakes."""
        return self.available + self.at_risk


def history_of(entries: Sequence[EntryRow]) -> History:
    """The history of a bankroll, from the entries of its transactions.

    Everything uses worth: cash plus open stakes. A stake is lost when the bet loses, not when it is placed,
    so placing a bet changes nothing but what is available.
    """
    available, at_risk, changes = ZERO, ZERO, list[Change]()
    for _, transaction in groupby(entries, lambda entry: entry.transaction_id):
        moved = [entry for entry in transaction if entry.account != "house"]
        cash = sum((entry.amount for entry in moved if entry.account == "bankroll"), ZERO)
        stakes = sum((entry.amount for entry in moved if entry.account == "open_stakes"), ZERO)
        available, at_risk = available + cash, at_risk + stakes
        first = moved[0]
        changes.append(Change(first.booked_at, available, at_risk, cash + stakes, first.reason, first.bet_id))
    worths = [change.worth for change in changes] or [STARTING]
    return History(
        tuple(changes),
        available=available if changes else STARTING,
        at_risk=at_risk,
        peak=max(worths),
        lowest=min(worths),
        risk=risk_of([STARTING, *(change.worth for change in changes if change.reason in _SETTLING)]),
    )


def since(changes: Iterable[Change], timeframe: str, now: datetime) -> list[Change]:
    """The transactions within a timeframe, newest first."""
    span = SPANS.get(timeframe)
    first = now - span if span else None
    return [change for change in reversed(tuple(changes)) if first is None or change.at >= first]
