"""Runs that nobody asks for: the schedule starts them, once per date, however many workers there are."""

from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from task_service.queue.engine import Queue
from task_service.runs.domain import HOUSEKEEPING
from task_service.runs.operations import start_run


class Schedule:
    """What the engine calls when a date of the schedule has come."""

    def __init__(self, database: Database, queue: Queue, clock: Clock) -> None:
        self._database = database
        self._queue = queue
        self._clock = clock

    async def housekeeping(self, timestamp: int) -> None:
        """Starts the housekeeping of a date, in epoch seconds; once, however often it is called."""
        async with self._database.transaction() as connection:
            await start_run(
                connection,
                self._queue,
                kind=HOUSEKEEPING,
                user_id=None,
                request_id=f"{HOUSEKEEPING}:{timestamp}",
                now=self._clock.now(),
            )
