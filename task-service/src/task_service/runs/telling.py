"""Notifies the user of a run that ended, in the transaction that ends it."""

from datetime import timedelta
from typing import Final

from altsports.task.v1.notices_models import RunCompleted, RunFailed
from service_kit.db.connection import Connection
from task_service.notifications.operations import notify
from task_service.runs.changes import Change

LONG: Final = timedelta(minutes=1)
"""Whoever started a run that takes longer is not expected to watch it."""


async def tell_ended(connection: Connection, change: Change) -> None:
    """Notifies the user, if the run has one and failed, or completed after long."""
    now = change.completed_at
    if change.user_id is None or now is None:
        return
    run_id, title = str(change.id), _title(change.kind)
    if change.status == "failed":
        error = change.error or "Internal error"
        failed = RunFailed(
            run_id=run_id, title=title, error=error, recovery=change.recovery, fence=change.fence
        )
        await notify(connection, failed, [change.user_id], now=now)
    elif change.status == "completed" and change.started_at is not None and now - change.started_at >= LONG:
        done = RunCompleted(run_id=run_id, title=title, duration=_duration(now - change.started_at))
        await notify(connection, done, [change.user_id], now=now)


def _title(kind: str) -> str:
    """Writes "deep_league_analysis" as "Deep league analysis"."""
    return kind.replace("_", " ").replace(".", " ").capitalize()


def _duration(took: timedelta) -> str:
    minutes = round(took / timedelta(minutes=1))
    if minutes < 60:
        return f"{minutes} minute{'s' * (minutes != 1)}"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min"
