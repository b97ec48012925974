"""Notifies the user of a run that ended, in the transaction that ends it."""

from datetime import timedelta
from typing import Final

from altsports.task.v1.notices_models import RunCompleted, RunFailed
from service_kit.db.connection import Connection
from task_service.notifications.operations import notify
from task_service.runs import repository as runs
from task_service.runs.changes import Change

LONG: Final = timedelta(minutes=1)
"""Whoever started a run that takes longer is not expected to watch it."""


async def tell_ended(connection: Connection, change: Change) -> None:
    """Notifies the user, if the run has one and failed, or completed after long."""
    if change.user_id is None or change.status not in ("failed", "completed"):
        return
    run = await runs.get(connection, change.id)
    if run is None or run.user_id is None or run.completed_at is None:
        return
    if run.status == "failed":
        notice = RunFailed(
            run_id=str(run.id),
            title=_title(run.kind),
            error=run.error or "Internal error",
            recovery=run.recovery,
        )
        await notify(connection, notice, [run.user_id], now=run.completed_at)
    elif run.started_at is not None and run.completed_at - run.started_at >= LONG:
        took = _duration(run.completed_at - run.started_at)
        done = RunCompleted(run_id=str(run.id), title=_title(run.kind), duration=took)
        await notify(connection, done, [run.user_id], now=run.completed_at)


def _title(kind: str) -> str:
    """Writes "deep_league_analysis" as "Deep league analysis"."""
    return kind.replace("_", " ").replace(".", " ").capitalize()


def _duration(took: timedelta) -> str:
    minutes = round(took / timedelta(minutes=1))
    if minutes < 60:
        return f"{minutes} minute{'s' * (minutes != 1)}"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min"
