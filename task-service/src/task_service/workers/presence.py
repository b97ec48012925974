"""What a worker says about itself: a row that it writes with each heartbeat and deletes when it stops."""

import asyncio
import os
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Final

from service_kit.db.database import Database
from service_kit.errors import DomainError
from service_kit.process.loops import Loop
from task_service.runs.executor import Executor, outcomes
from task_service.workers import repository as workers

_GOODBYE_S: Final = 2.0


class Presence:
    """The row of this worker. Times are those of the database, so workers on several machines agree."""

    def __init__(
        self, database: Database, executor: Executor, *, concurrency: int, lost_after_s: float = 5.0
    ) -> None:
        self._executor = executor
        self.id = executor.worker_id
        self._database = database
        self._concurrency = concurrency
        self._lost_after_s = lost_after_s
        self._stopping = False
        self._seen: float | None = None

    def loop(self, *, every_s: float) -> Loop:
        return Loop("presence", self.report, every_s=every_s)

    async def report(self) -> None:
        """Writes the row, and forgets workers that have been lost for long."""
        done = outcomes()
        row = workers.Report(
            id=self.id,
            host=socket.gethostname(),
            pid=os.getpid(),
            stopping=self._stopping,
            concurrency=self._concurrency,
            active=self._executor.working,
            completed=done["completed"],
            failed=done["failed"] + done["retried"],
            retried=done["retried"],
            processed=sum(done.values()),
        )
        async with self._database.transaction() as connection:
            await workers.put(connection, row)
            await workers.forget_lost(connection)
        self._seen = monotonic()

    @property
    def silent_s(self) -> float | None:
        """How long ago PostgreSQL took the last heartbeat; None before the first one."""
        return None if self._seen is None else monotonic() - self._seen

    async def be_seen(self) -> None:
        """Writes the row if this worker may count as lost, as after a stall: others would take its runs."""
        if self.silent_s is None or self.silent_s > self._lost_after_s / 2:
            await self.report()

    @asynccontextmanager
    async def until_stopped(self, stop: asyncio.Event) -> AsyncGenerator[None]:
        """Says so when the worker is told to stop, and deletes the row when the block ends."""
        telling = asyncio.create_task(self._tell_stopping(stop))
        try:
            yield
        finally:
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)
            await self._within_seconds(self._leave)

    async def _tell_stopping(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._stopping = True
        await self._within_seconds(self.report)

    async def _leave(self) -> None:
        async with self._database.transaction() as connection:
            await workers.delete(connection, self.id)

    async def _within_seconds(self, write: Callable[[], Awaitable[None]]) -> None:
        """A database that is down must not keep the worker: the row then looks lost, and is forgotten."""
        with suppress(DomainError, OSError, TimeoutError):
            async with asyncio.timeout(_GOODBYE_S):
                await write()
