"""How a worker carries out a run: it claims the run, executes it in steps, and records how it ended."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final
from uuid import UUID

from prometheus_client import Counter

from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.errors import DomainError
from service_kit.logging import logs
from service_kit.rpc.again import again
from service_kit.runs.work import Work
from task_service.queue.engine import TryAgain
from task_service.runs import repository as runs
from task_service.runs.domain import LOST_WORKER, Claim, may_retry, public_error, retry_delay
from task_service.runs.telling import tell_completed, tell_failed

AREA: Final = "task"
log = logs.get_logger(__name__)
_RUNS = Counter("task_runs", "Attempts at runs by this worker, by outcome.", ["kind", "outcome"])


class ClaimLost(Exception):
    """Another worker has taken over the run, or it has ended: this worker must not write to it any more."""


class RunningRun(Work):
    """A run while a handler works on it: what it reports is written at once, if this is the latest start."""

    def __init__(self, database: Database, claim: Claim) -> None:
        self._database = database
        self._claim = claim
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
        shown = min(max(percent, 0.0), 100.0)
        async with self._database.transaction() as connection:
            if not await runs.report(
                connection, self._claim, progress=shown, message=message, partial=partial
            ):
                raise ClaimLost

    async def save(self, state: dict[str, Any]) -> None:
        """Raises ClaimLost."""
        self.saved = dict(state)
        async with self.step(progress=0):
            pass

    @asynccontextmanager
    async def step(self, *, progress: float) -> AsyncGenerator[Connection]:
        """One step: its changes through the connection, `saved` and the progress are one commit.

            async with run.step(progress=50) as connection:
                run.saved["deleted"] += await delete_some(connection)

        Raises ClaimLost, and rolls back the step.
        """
        async with self._database.transaction() as connection:
            yield connection
            if not await runs.save(connection, self._claim, progress=progress, saved=self.saved):
                raise ClaimLost


Handler = Callable[[RunningRun], Awaitable[dict[str, Any]]]
"""Does the work of one kind and returns the result, as `service_kit.runs.work.Handler`."""


class Executor:
    """Carries out the runs that the engine's jobs name.

    Each outcome is written to the run before it is reported to the engine. A worker that dies in between
    leaves a job without a heartbeat, which the sweep moves to another one.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        handlers: Mapping[str, Handler],
        elsewhere: Handler | None = None,
        *,
        retry_delay_s: float,
    ) -> None:
        """`handlers` are those of this service, `elsewhere` carries out the kinds of other services."""
        self._elsewhere = elsewhere
        self._database = database
        self._clock = clock
        self._handlers = handlers
        self._retry_delay_s = retry_delay_s

    async def execute(self, run_id: UUID, job_id: int) -> None:
        """Works on the run until it ends; does nothing if the job is not the run's. Raises TryAgain."""
        claim = await self._claim(run_id, job_id)
        if claim is None:
            return
        log.info("Run started", run_id=str(run_id), kind=claim.kind, attempt=claim.attempts)
        outcome = "failed"
        try:
            result = await self._handler(claim)(RunningRun(self._database, claim))
            await self._complete(claim, result)
            outcome = "completed"
        except ClaimLost:
            outcome = "taken_over"
            log.warning("Run was taken over by another worker", run_id=str(run_id), kind=claim.kind)
        except asyncio.CancelledError:
            outcome = "handed_back"
            await asyncio.shield(self._hand_back(claim))
            raise
        except Exception as error:  # noqa: BLE001 - the job runner: every failure is recorded in the run
            await self._settle(claim, error)
        finally:
            _RUNS.labels(claim.kind, outcome).inc()

    def _handler(self, claim: Claim) -> Handler:
        if claim.area != AREA and self._elsewhere is not None:
            return self._elsewhere
        return self._handlers[claim.kind]

    @again
    async def _claim(self, run_id: UUID, job_id: int) -> Claim | None:
        now = self._clock.now()
        async with self._database.transaction() as connection:
            claim = await runs.claim(connection, run_id, job_id, now)
            if claim is None and await runs.give_up(connection, run_id, job_id, LOST_WORKER, now):
                log.error("Run failed: its worker was lost too often", run_id=str(run_id))
                await tell_failed(connection, run_id, recovery=[])
        return claim

    @again
    async def _complete(self, claim: Claim, result: dict[str, Any]) -> None:
        async with self._database.transaction() as connection:
            if not await runs.complete(connection, claim, result=result, now=self._clock.now()):
                raise ClaimLost
            await tell_completed(connection, claim.run_id)
        log.info("Run completed", run_id=str(claim.run_id), kind=claim.kind)

    @again
    async def _hand_back(self, claim: Claim) -> None:
        """Returns the run to the queue because the worker must stop; the attempt is not counted."""
        async with self._database.transaction() as connection:
            await runs.hand_back(connection, claim)
        log.info("Run handed back", run_id=str(claim.run_id), kind=claim.kind)

    async def _settle(self, claim: Claim, error: Exception) -> None:
        """After a failed attempt, schedules another one or ends the run."""
        retried = may_retry(error, claim.attempts)
        facts = {"run_id": str(claim.run_id), "kind": claim.kind, "attempt": claim.attempts}
        log.error("Run failed; it will be retried" if retried else "Run failed", exc_info=error, **facts)
        if await self._write_failure(claim, error, retried=retried):
            raise TryAgain(retry_delay(claim.attempts, self._retry_delay_s))

    @again
    async def _write_failure(self, claim: Claim, error: Exception, *, retried: bool) -> bool:
        """Returns whether there is another attempt."""
        async with self._database.transaction() as connection:
            if retried:
                return await runs.retry(connection, claim, error=public_error(error))
            if await runs.fail(connection, claim, error=public_error(error), now=self._clock.now()):
                recovery = error.recovery if isinstance(error, DomainError) else []
                await tell_failed(connection, claim.run_id, recovery)
            return False
