"""Requests to change a schedule, and the change that follows from one. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from league_service.competition.competitions.domain import ADMIN
from league_service.competition.errors import ChangeInTheFuture
from league_service.competition.ledger.schedule import Change, kind_of


@dataclass(frozen=True, slots=True)
class Schedule:
    """The present schedule of an event."""

    status: str
    reason: str
    scheduled_at: datetime
    week: int


@dataclass(frozen=True, slots=True)
class Wish:
    """How an event should be scheduled from `effective_at` on; None keeps what holds, or means now."""

    status: str
    reason: str = ""
    source: str = ADMIN
    scheduled_at: datetime | None = None
    week: int | None = None
    effective_at: datetime | None = None


def change_of(present: Schedule, before: Sequence[Change], wish: Wish, now: datetime) -> Change | None:
    """The next change of an event; None if it is scheduled as wished already. Raises ChangeInTheFuture."""
    effective_at = wish.effective_at or now
    if effective_at > now:
        raise ChangeInTheFuture(effective_at)
    scheduled_at = wish.scheduled_at or present.scheduled_at
    week = present.week if wish.week is None else wish.week
    wished = (wish.status, scheduled_at, week)
    if wished == (present.status, present.scheduled_at, present.week):
        return None
    return Change(
        revision=before[-1].revision + 1 if before else 1,
        kind=kind_of(present.status, wish.status),
        status=wish.status,
        scheduled_at=scheduled_at,
        week=week,
        previous_status=present.status,
        previous_reason=present.reason,
        previous_at=present.scheduled_at,
        previous_week=present.week,
        reason=wish.reason,
        source=wish.source,
        observed_at=now,
        effective_at=max([effective_at, *(change.effective_at for change in before)]),
    )
