"""Takes runs from the queue as far as this worker has room, and carries them out beside each other."""

import asyncio
from typing import Final, NoReturn

from service_kit import backoff
from service_kit.db.database import Database
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
    """`concurrency` runs at a time. A notification of PostgreSQL wakes it when runs enter the queue."""

    def __init__(
        self, database: Database, executor: Executor, presence: Presence, *, concurrency: int, grace_s: float
    ) -> None:
        self._database = database
        self._executor = executor
        self._presence = presence
        self._concurrency = concurrency
        self._grace_s = grace_s
        self._look = asyncio.Event()
        self._tasks: dict[asyncio.Task[None], Claim] = {}
        self._taking: asyncio.Future[None] | None = None
        self._may_be_more = False

    def loops(self) -> list[Loop]:
        """What takes runs. When these loops have ended, `leave` ends the work."""
        return [Loop("queue", self._take), Loop("notifications of the queue", self._listen)]

    async def leave(self) -> None:
        """Lets the runs finish for a while, and hands those that are left back."""
        if self._taking is not None:
            await asyncio.gather(self._taking, return_exceptions=True)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=self._grace_s)
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _listen(self) -> NoReturn:
        connection = await self._database.connect()
        try:
            await connection.execute(f"LISTEN {CHANNEL}")
            notified = Notified(connection)
            while True:
                self._look.set()
                await notified.wait(_LOOK_S)
        finally:
            await connection.close()

    async def _take(self) -> NoReturn:
        # The commit of the last round may have been lost with the connection, and its runs with it.
        await self._executor.return_all_but(self._tasks.values())
        while True:
            await self._look.wait()
            self._look.clear()
            while (room := self._concurrency - len(self._tasks)) > 0:
                await self._presence.be_seen()
                self._taking = asyncio.ensure_future(self._take_some(room))
                await asyncio.shield(self._taking)  # what was taken is carried out, or handed back
                if not self._may_be_more:
                    break

    async def _take_some(self, room: int) -> None:
        taken = await self._executor.take(room)
        self._may_be_more = len(taken) == room
        for claim in taken:
            task = asyncio.create_task(self._carry_out(claim))
            self._tasks[task] = claim
            task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        del self._tasks[task]
        if self._may_be_more:
            self._look.set()

    async def _carry_out(self, claim: Claim) -> None:
        try:
            await self._executor.carry_out(claim)
        except Exception:
            log.exception("The end of an attempt could not be written", run_id=str(claim.run_id))
            await self._abandon(claim)

    async def _abandon(self, claim: Claim) -> None:
        """Repeats until PostgreSQL takes it, or the worker stops."""
        failures = 0
        while True:
            try:
                return await self._executor.abandon(claim)
            except Exception:  # noqa: BLE001 - otherwise the run would belong to this worker forever
                failures += 1
                await asyncio.sleep(backoff.pause(failures, first_s=0.5, longest_s=5.0))
