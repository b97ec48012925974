"""How a worker carries out a run: it executes the handler, and records how the attempt ended."""

import asyncio
import contextlib
from collections import Counter as CounterOf
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from prometheus_client import Counter

from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.errors import NO_ANSWER
from service_kit.logging import logs
from task_service.queue.limits import Queue
from task_service.runs import claims
from task_service.runs.admission import wake_workers
from task_service.runs.domain import (
    AREA,
    AWAY_TOO_LONG,
    MAX_WAITS,
    Claim,
    Failure,
    OwnerAway,
    database_is_away,
    failure_of,
    may_retry,
    retry_at,
    wait_until,
)
from task_service.runs.ledger import Ledger
from task_service.runs.running import ClaimLost, Handler, RunningRun

log = logs.get_logger(__name__)
_RUNS = Counter("task_runs", "Attempts at runs by this worker, by outcome.", ["kind", "outcome"])


def outcomes() -> CounterOf[str]:
    """How many attempts this process has ended, by outcome."""
    found: CounterOf[str] = CounterOf()
    for sample in (sample for family in _RUNS.collect() for sample in family.samples):
        if sample.name.endswith("_total"):
            found[sample.labels["outcome"]] += int(sample.value)
    return found


class Executor:
    """Takes runs from the queue and carries them out.

    A worker that dies leaves runs that name it without a heartbeat, which the sweep moves to another one.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        handlers: Mapping[str, Handler],
        elsewhere: Handler | None = None,
        *,
        queue: Queue | None = None,
        retry_delay_s: float,
        result_ttl_s: float = 7 * 86_400,
    ) -> None:
        """`handlers` are those of this service, `elsewhere` carries out the kinds of other services."""
        self.worker_id = uuid4()
        self._database = database
        self._clock = clock
        self._handlers = handlers
        self._elsewhere = elsewhere
        self._ledger = Ledger(database, clock, queue or Queue())
        self._retry_delay_s = retry_delay_s
        self._keep = timedelta(seconds=result_ttl_s)
        self._working: dict[Claim, asyncio.Future[Any]] = {}

    async def take(self, connection: Connection, most: int) -> list[Claim]:
        """Starts the next runs of the queue; the caller carries them out."""
        return await claims.take(connection, self.worker_id, self._clock.now(), most=most)

    async def return_all_but(self, known: Iterable[Claim]) -> None:
        """Returns the runs to the queue that this worker has taken without learning of it."""
        known_ids = [claim.claim_id for claim in known]
        async with self._database.transaction() as connection:
            if await claims.return_all_but(connection, self.worker_id, known_ids):
                await wake_workers(connection)

    async def carry_out(self, claim: Claim) -> None:
        """Works on the run until it ends or has to wait."""
        facts = {"run_id": str(claim.run_id), "kind": claim.kind}
        log.info("Run started", attempt=claim.attempts, **facts)
        outcome = "failed"
        try:
            result = await self._work(claim)
            await self._complete(claim, result)
            outcome = "completed"
        except ClaimLost:
            outcome = "taken_over"
            log.warning("Run was cancelled, or taken over by another worker", **facts)
        except OwnerAway as away:
            outcome = "waiting"
            await self._wait(claim, str(away))
        except asyncio.CancelledError:
            outcome = "handed_back"
            await asyncio.shield(self.hand_back(claim))
            raise
        except Exception as error:  # noqa: BLE001 - the job runner: every failure is recorded in the run
            outcome = await self._settle(claim, error)
        finally:
            _RUNS.labels(claim.kind, outcome).inc()

    @property
    def working(self) -> list[UUID]:
        """The runs that it works on now."""
        return [claim.run_id for claim in self._working]

    async def stop_lost(self) -> None:
        """Stops the work on runs that were cancelled or taken over, or whose start was forgotten."""
        if not self._working:
            return
        async with self._database.read() as connection:
            lost = await claims.lost(connection, list(self._working))
        for claim in lost:
            self._stop(claim)

    def _stop(self, claim: Claim) -> None:
        working = self._working.get(claim)
        if working is not None:
            working.cancel()

    async def hand_back(self, claim: Claim) -> None:
        """Returns the run to the queue because the worker must stop; the attempt is not counted."""
        await self._ledger.write(claims.hand_back(claim))
        log.info("Run handed back", run_id=str(claim.run_id), kind=claim.kind)

    async def abandon(self, claim: Claim) -> None:
        """Leaves the run to the sweep, because how the attempt ended could not be written."""
        await self._ledger.write(claims.abandon(claim))

    async def _work(self, claim: Claim) -> dict[str, Any]:
        """Returns the result of the handler. Raises its error, ClaimLost, or CancelledError to stop."""
        run = RunningRun(self._database, self._ledger, claim, self._clock)
        reporting = asyncio.create_task(self._report_start(claim)) if claim.user_id is not None else None
        working = asyncio.ensure_future(self._handler(claim)(run))
        self._working[claim] = working
        try:
            result = await working
            await run.flush()
            return result
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            raise ClaimLost from None  # by _stop
        except OwnerAway:
            raise
        except Exception:
            with contextlib.suppress(ClaimLost):
                await run.flush()
            raise
        finally:
            if reporting is not None:
                reporting.cancel()  # which does not take back what it writes
            await run.close()
            del self._working[claim]

    async def _report_start(self, claim: Claim) -> None:
        """Reports the start to the owner of the run, and stops work that PostgreSQL has forgotten."""
        try:
            if await self._ledger.write(claims.begin(claim)) is None:
                self._stop(claim)
        except NO_ANSWER as error:
            log.warning(
                "The start of a run could not be reported", run_id=str(claim.run_id), reason=str(error)
            )

    def _handler(self, claim: Claim) -> Handler:
        if claim.area != AREA and self._elsewhere is not None:
            return self._elsewhere
        return self._handlers.get(claim.kind, _not_here)

    async def _complete(self, claim: Claim, result: dict[str, Any]) -> None:
        write = claims.complete(claim, result=result, now=self._clock.now(), keep=self._keep)
        if await self._ledger.write(write) is None:
            raise ClaimLost
        log.info("Run completed", run_id=str(claim.run_id), kind=claim.kind)

    async def _wait(self, claim: Claim, waits_for: str) -> None:
        """Waits for a service, or a database, that is away; fails after a day."""
        log.info("Run waits", run_id=str(claim.run_id), kind=claim.kind, waits_for=waits_for)
        if claim.waits >= MAX_WAITS:
            failure = Failure(waits_for, AWAY_TOO_LONG, ["Retry the task when the service is back"])
            await self._fail(claim, failure)
            return
        run_at = wait_until(self._clock.now(), claim.waits + 1)
        await self._ledger.write(claims.wait(claim, waits_for=waits_for, run_at=run_at))

    async def _settle(self, claim: Claim, error: Exception) -> str:
        """After a failed attempt, schedules another one or ends the run; returns which.

        If a database went away in the middle, the work is not the reason, and the attempt does not count.
        """
        if database_is_away(error):
            await self._wait(claim, failure_of(error).message)
            return "waiting"
        retried = may_retry(error, claim.attempts)
        facts = {"run_id": str(claim.run_id), "kind": claim.kind, "attempt": claim.attempts}
        log.error("Run failed; it will be retried" if retried else "Run failed", exc_info=error, **facts)
        failure = failure_of(error)
        if not retried:
            await self._fail(claim, failure)
            return "failed"
        run_at = retry_at(self._clock.now(), claim.attempts, self._retry_delay_s)
        await self._ledger.write(claims.retry(claim, failure, run_at=run_at))
        return "retried"

    async def _fail(self, claim: Claim, failure: Failure) -> None:
        await self._ledger.write(claims.fail(claim, failure, now=self._clock.now(), keep=self._keep))


async def _not_here(run: RunningRun) -> dict[str, Any]:
    raise OwnerAway(f"The {run.area} service has no handler for tasks of type {run.kind}")
