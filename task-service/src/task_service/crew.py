"""Takes runs from the queue as far as this worker has room, and carries them out beside each other."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final, NoReturn

from service_kit import backoff
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.errors import NO_ANSWER
from service_kit.events.notified import Notified
from service_kit.logging import logs
from service_kit.process.loops import Loop
from task_service.queue.limits import CHANNEL
from task_service.runs.domain import Claim
from task_service.runs.executor import Executor
from task_service.workers.presence import Presence

_LOOK_S: Final = 5.0  # a notification wakes the worker; this is for missed notifications

log = logs.get_logger(__name__)


class Crew:
    """`concurrency` runs at a time. A notification of PostgreSQL wakes it when runs enter the queue.

    Runs are taken on the connection that receives the notifications, with one statement. Its commit need not
    be durable (see `claims.take`), so a run starts without waiting for the disk.
    """

    def __init__(
        self, database: Database, executor: Executor, presence: Presence, *, concurrency: int, grace_s: float
    ) -> None:
        self._database = database
        self._executor = executor
        self._presence = presence
        self._concurrency = concurrency
        self._grace_s = grace_s
        self._tasks: dict[asyncio.Task[None], Claim] = {}
        self._notified: Notified | None = None
        self._may_be_more = False

    def loops(self) -> list[Loop]:
        """What takes runs. When this loop has ended, `leave` ends the work."""
        return [Loop("queue", self._take)]

    async def leave(self) -> None:
        """Lets the runs finish for a while, and hands those that are left back."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=self._grace_s)
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _take(self) -> NoReturn:
        # The answer to the last statement may have been lost with the connection, and its runs with it.
        await self._executor.return_all_but(self._tasks.values())
        async with self._database.session() as connection:
            await connection.execute("SET synchronous_commit = off")
            await connection.execute(f"LISTEN {CHANNEL}")
            self._notified = notified = Notified(connection)
            while True:
                while (room := self._concurrency - len(self._tasks)) > 0:
                    await self._presence.be_seen()
                    await _to_its_end(self._take_some(connection, room))
                    if not self._may_be_more:
                        break
                await notified.wait(_LOOK_S)

    async def _take_some(self, connection: Connection, room: int) -> None:
        taken = await self._executor.take(connection, room)
        connection.rest()
        self._may_be_more = len(taken) == room
        for claim in taken:
            task = asyncio.create_task(self._carry_out(claim))
            self._tasks[task] = claim
            task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        del self._tasks[task]
        if self._may_be_more and self._notified is not None:
            self._notified.wake()

    async def _carry_out(self, claim: Claim) -> None:
        try:
            await self._executor.carry_out(claim)
        except NO_ANSWER as error:
            log.warning(
                "A run is handed back when PostgreSQL answers", run_id=str(claim.run_id), reason=str(error)
            )
            await _until_written(self._executor.hand_back, claim)
        except Exception:
            log.exception("The end of an attempt could not be written", run_id=str(claim.run_id))
            await _until_written(self._executor.abandon, claim)


async def _until_written(write: Callable[[Claim], Awaitable[None]], claim: Claim) -> None:
    """Repeats until PostgreSQL takes it, or the worker stops."""
    failures = 0
    while True:
        try:
            return await write(claim)
        except Exception:  # noqa: BLE001 - otherwise the run would belong to this worker forever
            failures += 1
            await asyncio.sleep(backoff.pause(failures, first_s=0.5, longest_s=5.0))


async def _to_its_end(work: Coroutine[Any, Any, None]) -> None:
    """Awaits work that goes on if this is cancelled: what was taken is carried out, or handed back."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
