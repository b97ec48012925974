"""Reports that a run changed, to its owner and nobody else, in the transaction that changes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from altsports.task.v1.events_models import TaskUpdated
from service_kit.db.connection import Connection
from service_kit.events.outbox import append_events
from task_service.runs.domain import AREA, Run, Status


@dataclass(frozen=True, slots=True)
class Change:
    """The state of a run that its owner follows."""

    id: UUID
    user_id: str | None
    kind: str
    status: Status
    progress: float
    message: str
    attempts: int
    error: str | None
    recovery: list[str]
    started_at: datetime | None = None
    completed_at: datetime | None = None
    fence: int = 0

    @classmethod
    def of(cls, run: Run) -> "Change":
        return cls(*(getattr(run, name) for name in cls.__slots__))


async def report_change(connection: Connection, change: Change, now: datetime) -> None:
    """Appends the event. Nobody follows a run without an owner."""
    await report_changes(connection, [change], now)


async def report_changes(connection: Connection, changes: Iterable[Change], now: datetime) -> None:
    """Appends the events of the runs that have an owner."""
    events = [_event(change, change.user_id, now) for change in changes if change.user_id is not None]
    await append_events(connection, AREA, *events, time=now)


def _event(change: Change, user_id: str, now: datetime) -> TaskUpdated:
    goes_on = change.status == "running"  # the error of an earlier attempt is no longer news
    return TaskUpdated(
        task_id=str(change.id),
        user_id=user_id,
        task_type=change.kind,
        status=change.status,
        progress=change.progress,
        message=change.message or None,
        attempt=change.attempts,
        error=None if goes_on else change.error,
        recovery=[] if goes_on else change.recovery,
        timestamp=now,
    )
