"""Notifies the user of a run that ended, in the transaction that ends it."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from altsports.task.v1.notices_models import RunCompleted, RunFailed
from service_kit.db.connection import Connection
from task_service.notifications.operations import notify
from task_service.runs import repository as runs

LONG: Final = timedelta(minutes=1)
"""Whoever started a run that takes longer is not expected to watch it."""

_AGAIN: Final = "Start it again. If it fails again, report the id of the run to the operators"


async def tell_failed(connection: Connection, run_id: UUID, recovery: list[str]) -> None:
    """Notifies the user, if the run has one, of what went wrong and what to do now."""
    run = await runs.get(connection, run_id)
    if run is None or run.user_id is None or run.completed_at is None:
        return
    notice = RunFailed(
        run_id=str(run.id),
        title=_title(run.kind),
        error=run.error or "Internal error",
        recovery=recovery or [_AGAIN],
    )
    await notify(connection, notice, [run.user_id], now=run.completed_at)


async def tell_completed(connection: Connection, run_id: UUID) -> None:
    """Notifies the user, if the run has one and took long."""
    run = await runs.get(connection, run_id)
    if run is None or run.user_id is None or run.completed_at is None or run.started_at is None:
        return
    took = run.completed_at - run.started_at
    if took >= LONG:
        notice = RunCompleted(run_id=str(run.id), title=_title(run.kind), duration=_duration(took))
        await notify(connection, notice, [run.user_id], now=run.completed_at)


def _title(kind: str) -> str:
    """Writes "deep_league_analysis" as "Deep league analysis"."""
    return kind.replace("_", " ").replace(".", " ").capitalize()


def _duration(took: timedelta) -> str:
    minutes = round(took / timedelta(minutes=1))
    if minutes < 60:
        return f"{minutes} minute{'s' * (minutes != 1)}"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min"
