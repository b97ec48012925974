"""Reports that a run changed, to its owner and nobody else, in the transaction that changes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from altsports.task.v1.events_models import TaskUpdated
from service_kit.db.connection import Connection
from service_kit.events.outbox import append_events
from task_service.runs.domain import AREA, Claim, Run, Status


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

    @classmethod
    def of_start(cls, claim: Claim) -> "Change":
        """A run that a worker has just started."""
        return cls(
            id=claim.run_id,
            user_id=claim.user_id,
            kind=claim.kind,
            status="running",
            progress=claim.progress,
            message=claim.message,
            attempts=claim.attempts,
            error=None,
            recovery=[],
        )


async def report_change(connection: Connection, change: Change, now: datetime) -> None:
    """Appends the event. Nobody follows a run without an owner."""
    await report_changes(connection, [change], now)


async def report_changes(connection: Connection, changes: Iterable[Change], now: datetime) -> None:
    """Appends the events of the runs that have an owner."""
    events = [_event(change, change.user_id, now) for change in changes if change.user_id is not None]
    await append_events(connection, AREA, *events, time=now)


def _event(change: Change, user_id: str, now: datetime) -> TaskUpdated:
    return TaskUpdated(
        task_id=str(change.id),
        user_id=user_id,
        task_type=change.kind,
        status=change.status,
        progress=change.progress,
        message=change.message or None,
        attempt=change.attempts,
        error=change.error,
        recovery=change.recovery,
        timestamp=now,
    )
