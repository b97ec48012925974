"""Scheduled runs: started once per date, regardless of the number of workers."""

from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from task_service.queue.engine import Queue
from task_service.runs.domain import HOUSEKEEPING
from task_service.runs.operations import start_run


class Schedule:
    """The functions that the engine calls on scheduled dates."""

    def __init__(self, database: Database, queue: Queue, clock: Clock) -> None:
        self._database = database
        self._queue = queue
        self._clock = clock

    async def housekeeping(self, timestamp: int) -> None:
        """Starts the housekeeping of a date (in epoch seconds) once, even if it is called several times."""
        async with self._database.transaction() as connection:
            await start_run(
                connection,
                self._queue,
                kind=HOUSEKEEPING,
                user_id=None,
                request_id=f"{HOUSEKEEPING}:{timestamp}",
                now=self._clock.now(),
            )
