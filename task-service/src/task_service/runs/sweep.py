"""The sweep: moves the runs of a dead worker to another one, a few seconds after its last heartbeat."""

import asyncio
from datetime import timedelta
from time import monotonic

from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.logging import logs
from task_service.queue.limits import Queue
from task_service.runs import claims
from task_service.runs.admission import wake_workers
from task_service.runs.changes import report_changes
from task_service.runs.ending import free_places

log = logs.get_logger(__name__)


class Sweep:
    """Every worker sweeps; row locks decide which worker finds a run."""

    def __init__(
        self, database: Database, queue: Queue, clock: Clock, *, worker_lost_after_s: float, keep: timedelta
    ) -> None:
        self._database = database
        self._queue = queue
        self._clock = clock
        self._worker_lost_after_s = worker_lost_after_s
        self._keep = keep

    async def later(self, every_s: float) -> None:
        """Waits and sweeps. After a stall of this process, heartbeats are late: it waits once more."""
        asleep = monotonic()
        await asyncio.sleep(every_s)
        if monotonic() - asleep <= 2 * every_s:
            await self.sweep()

    async def sweep(self) -> int:
        """Runs one round; returns how many runs it took from lost workers."""
        now = self._clock.now()
        async with self._database.transaction() as connection:
            changes = await claims.requeue_lost(
                connection,
                worker_lost_after_s=self._worker_lost_after_s,
                now=now,
                expires_at=now + self._keep,
            )
            if changes:
                await report_changes(connection, changes, now)
                over = [change for change in changes if change.status == "failed"]
                await free_places(connection, self._queue, over, now)
                await wake_workers(connection)
        for change in changes:
            log.warning(
                "A run lost its worker", run_id=str(change.id), kind=change.kind, status=change.status
            )
        return len(changes)
