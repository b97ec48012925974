"""Housekeeping: deletes expired results, and old runs and notifications, and reports how many."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final

from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from task_service.housekeeping.repository import delete_results, delete_runs
from task_service.notifications import repository as notifications
from task_service.runs.running import RunningRun

_BATCH: Final = 1000


class Housekeeping:
    """Deletes runs that ended, and notifications, so many days afterwards."""

    def __init__(self, clock: Clock, *, run_days: int, notification_days: int) -> None:
        self._clock = clock
        self._run_days = run_days
        self._notification_days = notification_days

    async def __call__(self, run: RunningRun) -> dict[str, Any]:
        """The numbers of what was deleted, such as `{"runs_deleted": 3}`, counted over all attempts."""
        now = self._clock.now()
        runs_before = now - timedelta(days=self._run_days)

        async def expired_results(connection: Connection) -> int:
            return await delete_results(connection, now=now, limit=_BATCH)

        async def old_runs(connection: Connection) -> int:
            return await delete_runs(connection, before=runs_before, limit=_BATCH)

        async def old_notifications(connection: Connection) -> int:
            before = now - timedelta(days=self._notification_days)
            return await notifications.delete_old(connection, before=before, limit=_BATCH)

        await _repeat(run, "results_deleted", expired_results, progress=10)
        await _repeat(run, "runs_deleted", old_runs, progress=30)
        await _repeat(run, "notifications_deleted", old_notifications, progress=80)
        return run.saved


async def _repeat(
    run: RunningRun, name: str, delete: Callable[[Connection], Awaitable[int]], *, progress: float
) -> None:
    deleted = _BATCH
    while deleted == _BATCH:
        async with run.step(progress=progress) as connection:
            deleted = await delete(connection)
            run.saved[name] = run.saved.get(name, 0) + deleted
