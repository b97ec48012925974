"""Requests to change a schedule, and the change that follows from one. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from league_service.competition.competitions.domain import ADMIN
from league_service.competition.errors import ChangeInTheFuture, InvalidSchedule
from league_service.competition.ledger.schedule import Change, kind_of
from league_service.core.moments import shown_moment

_FURTHEST: Final = timedelta(days=366)
"""How far from a time that it had an event may be scheduled."""
_ROUNDS_TO_COME: Final = 4
"""How many rounds may follow the last one that is known: a season may be known before its playoffs."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The present schedule of an event, and the last round of its season that is known."""

    status: str
    reason: str
    scheduled_at: datetime
    week: int
    last_week: int


@dataclass(frozen=True, slots=True)
class Wish:
    """How an event should be scheduled from `effective_at` on; None keeps what holds, or means now.

    `later` requires that a new time is later than the present one.
    """

    status: str
    reason: str = ""
    source: str = ADMIN
    scheduled_at: datetime | None = None
    week: int | None = None
    effective_at: datetime | None = None
    later: bool = False


def change_of(present: Schedule, before: Sequence[Change], wish: Wish, now: datetime) -> Change | None:
    """The next change of an event; None if it is scheduled as wished already.

    Raises ChangeInTheFuture, InvalidSchedule.
    """
    effective_at = wish.effective_at or now
    if effective_at > now:
        raise ChangeInTheFuture(effective_at)
    scheduled_at = wish.scheduled_at or present.scheduled_at
    week = present.week if wish.week is None else wish.week
    wished = (wish.status, scheduled_at, week)
    if wished == (present.status, present.scheduled_at, present.week):
        return None
    _check_week(present, week)
    _check_time(present, before, wish)
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


def _check_week(present: Schedule, week: int) -> None:
    last = present.last_week + _ROUNDS_TO_COME
    if week != present.week and week > last:
        message = f"The season has {present.last_week} rounds so far, so the number can be at most {last}"
        raise InvalidSchedule.at("week", message)


def _check_time(present: Schedule, before: Sequence[Change], wish: Wish) -> None:
    """A typing error in a time would keep bets open for years, or end a game before it is played."""
    wished, now = wish.scheduled_at, present.scheduled_at
    if wished is None or wished == now:
        return
    if wish.later and wished < now:
        message = (
            f"Must be later than the present time, {shown_moment(now)}. To move it forward, reinstate it"
        )
        raise InvalidSchedule.at("scheduled_at", message)
    if all(abs(wished - known) > _FURTHEST for known in (now, *(change.previous_at for change in before))):
        message = f"Must be within {_FURTHEST.days} days of the present time, {shown_moment(now)}"
        raise InvalidSchedule.at("scheduled_at", message)
