"""Writes what the runs of a worker report: what several runs write at the same time is one commit."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.errors import NO_ANSWER
from service_kit.rpc.again import again
from task_service.queue.limits import Queue
from task_service.runs import claims
from task_service.runs.admission import wake_workers
from task_service.runs.changes import Change, report_changes
from task_service.runs.claims import Write
from task_service.runs.ending import free_places
from task_service.runs.patience import patiently

_MOST: Final = 64


@dataclass(frozen=True, slots=True)
class _Waiting:
    write: Write
    written: asyncio.Future[Change | None] = field(default_factory=asyncio.Future[Change | None])


class Ledger:
    """Group commit: while one commit is under way, further writes wait, and are the next commit together."""

    def __init__(self, database: Database, clock: Clock, queue: Queue) -> None:
        self._database = database
        self._clock = clock
        self._queue = queue
        self._waiting: list[_Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    @patiently
    async def write(self, write: Write) -> Change | None:
        """Returns the change after its commit, or None if the claim is lost.

        A caller that is cancelled does not take its write back.
        """
        waiting = _Waiting(write)
        self._waiting.append(waiting)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        return await waiting.written

    async def _write_all(self) -> None:
        while self._waiting:
            batch = self._next_batch()
            error = await self._write(batch)
            if error is None:
                continue
            if len(batch) == 1 or isinstance(error, NO_ANSWER):
                _fail(batch, error)
                continue
            for each in batch:  # so that a value that cannot be stored fails its own run only
                if (error := await self._write([each])) is not None:
                    _fail([each], error)

    def _next_batch(self) -> list[_Waiting]:
        """One write of each run, so that the writes of a run keep their order."""
        batch: dict[UUID, _Waiting] = {}
        later: list[_Waiting] = []
        for each in self._waiting:
            if each.write.claim.run_id in batch or len(batch) == _MOST:
                later.append(each)
            else:
                batch[each.write.claim.run_id] = each
        self._waiting = later
        return list(batch.values())

    async def _write(self, batch: Sequence[_Waiting]) -> Exception | None:
        try:
            changes = await self._commit([each.write for each in batch])
        except Exception as error:  # noqa: BLE001 - it belongs to those who wait for the write
            return error
        for each in batch:
            if not each.written.done():
                each.written.set_result(changes.get(each.write.claim.run_id))
        return None

    @again
    async def _commit(self, writes: Sequence[Write]) -> Mapping[UUID, Change]:
        now = self._clock.now()
        async with self._database.transaction() as connection:
            changes = await claims.write(connection, writes)
            held = [write for write in writes if write.claim.run_id in changes]
            reported = [changes[write.claim.run_id] for write in held if not write.silent]
            ended = [changes[write.claim.run_id] for write in held if write.ends]
            await report_changes(connection, reported, now)
            await free_places(connection, self._queue, ended, now)
            if any(write.wakes for write in held):
                await wake_workers(connection)
        return changes


def _fail(batch: Sequence[_Waiting], error: Exception) -> None:
    for each in batch:
        if not each.written.done():
            each.written.set_exception(error)
