"""The schedule of an event: the changes of its status and time, and its status at a time. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

Kind = Literal["cancelled", "postponed", "moved", "reinstated"]

OFF: Final = frozenset({"cancelled", "postponed"})
"""The states of an event that is not going to start."""

_BEFORE_ALL: Final = datetime.min.replace(tzinfo=UTC)


def kind_of(before: str, after: str) -> Kind:
    """What the change from one status to another is called."""
    if after == "cancelled":
        return "cancelled"
    if after == "postponed":
        return "postponed"
    return "reinstated" if before in OFF else "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the schedule: what held before it, what holds from `effective_at` on, and why."""

    revision: int
    kind: Kind
    status: str
    scheduled_at: datetime
    week: int
    previous_status: str
    previous_reason: str
    previous_at: datetime
    previous_week: int
    reason: str
    source: str
    observed_at: datetime
    effective_at: datetime


@dataclass(frozen=True, slots=True)
class Period:
    """A status from one time until the next status; `since` is None for the first one."""

    status: str
    reason: str
    since: datetime | None


def status_at(
    status: str, reason: str, scheduled_at: datetime, at: datetime, *, has_final: bool, live_for: timedelta
) -> tuple[str, str]:
    """The status of an event at a time, and its reason if it needs one.

    `status`, `reason` and `scheduled_at` are those of its schedule at that time.
    """
    if has_final:
        return "final", ""
    if status in OFF or at < scheduled_at:
        return status, reason
    if at < scheduled_at + live_for:
        return "in_progress", ""
    return "awaiting_result", "No result has been reported"


def periods(
    schedule: tuple[str, str, datetime],
    changes: Sequence[Change],
    *,
    final_at: datetime | None,
    live_for: timedelta,
) -> list[Period]:
    """The status over time, by `status_at`, of an event that always had its present scheduled time.

    `schedule` is the present status, reason and time; the first final result took effect at `final_at`.
    """
    status, reason, scheduled_at = schedule
    first = (changes[0].previous_status, changes[0].previous_reason) if changes else (status, reason)
    found: list[Period] = []
    for time in _boundaries(changes, scheduled_at, final_at, live_for):
        at = time or _BEFORE_ALL
        known = [(change.status, change.reason) for change in changes if change.effective_at <= at]
        state, why = known[-1] if known else first
        has_final = final_at is not None and final_at <= at
        shown = status_at(state, why, scheduled_at, at, has_final=has_final, live_for=live_for)
        if not found or (found[-1].status, found[-1].reason) != shown:
            found.append(Period(*shown, since=time))
    return found


def _boundaries(
    changes: Sequence[Change], scheduled_at: datetime, final_at: datetime | None, live_for: timedelta
) -> Iterator[datetime | None]:
    """The times at which the status may change, in order; first None, for the time before all of them."""
    times = {scheduled_at, scheduled_at + live_for, *(change.effective_at for change in changes)}
    yield None
    yield from sorted(times | ({final_at} if final_at is not None else set()))
