"""A run while a worker carries it out: what its handler reports is written under the fence."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any, Final

from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.runs.work import Work
from task_service.runs import claims
from task_service.runs.changes import report_changes
from task_service.runs.claims import Write
from task_service.runs.domain import Claim
from task_service.runs.ledger import Ledger

_BURST: Final = 8
_PER_S: Final = 4.0


class ClaimLost(Exception):
    """Another worker has taken over the run, or it has ended: this worker must not write to it any more."""


class RunningRun(Work):
    """What a handler gets. `saved` is the state after the last step, empty at the start.

    Progress is written at once, but of many reports within a second only some: the last one always.
    """

    def __init__(self, database: Database, ledger: Ledger, claim: Claim, clock: Clock) -> None:
        self._database = database
        self._ledger = ledger
        self._claim = claim
        self._clock = clock
        self._allowance = float(_BURST)
        self._refilled = monotonic()
        self._unwritten: dict[str, Any] | None = None
        self._later: asyncio.Task[None] | None = None
        self.id = claim.run_id
        self.area = claim.area
        self.kind = claim.kind
        self.attempt = claim.attempts
        self.fence = claim.fence
        self.params = claim.params
        self.saved = dict(claim.saved)
        self.user_id = claim.user_id
        self.organisation_id = claim.organisation_id

    async def progress(
        self, percent: float, *, message: str = "", partial: dict[str, Any] | None = None
    ) -> None:
        """Raises ClaimLost."""
        earlier = (self._unwritten or {}).get("partial")
        self._unwritten = {
            "progress": min(max(percent, 0.0), 100.0),
            "message": message,
            "partial": earlier if partial is None else partial,
        }
        if self._may_write():
            await self.flush()
        elif self._later is None or self._later.done():
            self._later = asyncio.create_task(self._flush_later())

    async def save(self, state: dict[str, Any]) -> None:
        """Raises ClaimLost."""
        self.saved = dict(state)
        await self._write(claims.save(self._claim, progress=0, saved=self.saved))

    @asynccontextmanager
    async def step(self, *, progress: float) -> AsyncGenerator[Connection]:
        """One step: its changes through the connection, `saved` and the progress are one commit.

            async with run.step(progress=50) as connection:
                run.saved["deleted"] += await delete_some(connection)

        Raises ClaimLost, and rolls back the step.
        """
        async with self._database.transaction() as connection:
            yield connection
            changes = await claims.write(
                connection, [claims.save(self._claim, progress=progress, saved=self.saved)]
            )
            if not changes:
                raise ClaimLost
            if progress:
                await report_changes(connection, changes.values(), self._clock.now())

    async def flush(self) -> None:
        """Writes the last report, if it is not written yet. Raises ClaimLost."""
        report, self._unwritten = self._unwritten, None
        if report is not None:
            await self._write(claims.report(self._claim, **report))

    async def _write(self, write: Write) -> None:
        if await self._ledger.write(write) is None:
            raise ClaimLost

    async def close(self) -> None:
        """Ends what is left in the background."""
        if self._later is not None:
            self._later.cancel()
            await asyncio.gather(self._later, return_exceptions=True)

    async def _flush_later(self) -> None:
        await asyncio.sleep(1 / _PER_S)
        with contextlib.suppress(ClaimLost):  # the next report, or the end of the work, finds it too
            await self.flush()

    def _may_write(self) -> bool:
        now = monotonic()
        self._allowance = min(_BURST, self._allowance + (now - self._refilled) * _PER_S)
        self._refilled = now
        if self._allowance < 1:
            return False
        self._allowance -= 1
        return True


Handler = Callable[[RunningRun], Awaitable[dict[str, Any]]]
"""Does the work of one kind and returns the result, as `service_kit.runs.work.Handler`."""
