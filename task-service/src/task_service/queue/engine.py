"""The engine: procrastinate's queue in our schema. A job only names a run; its state is in task.runs."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar
from uuid import UUID

from procrastinate import App, BaseRetryStrategy, JobContext, PsycopgConnector, RetryDecision
from procrastinate.jobs import Job
from psycopg import AsyncConnection
from psycopg.abc import PQGen

from service_kit.db.connection import Connection
from service_kit.errors import DomainError
from service_kit.logging import logs

T = TypeVar("T")
QUEUE: Final = "runs"
EXECUTE: Final = "execute"
_AFTER_FAILURE_S: Final = 2.0
_POOL_TIMEOUT_S: Final = 5.0
_INTERVAL_S: Final = 60.0
_OPTIONS: Final = "-c search_path=task -c synchronous_commit=off"
"""PostgreSQL may lose what the engine itself wrote last: a job that is fetched again finds that its run was
taken over or has ended, and the sweep takes back a job whose worker is gone. Runs are committed elsewhere."""

log = logs.get_logger(__name__)

Execute = Callable[[UUID, int], Awaitable[None]]
"""Carries out the run of a job: `(run_id, job_id)`."""


class Queue:
    """Puts jobs into the queue on the caller's connection, so that a run and its job are one commit.

    `per_user` is the number of runs of one user that are in the queue or with a worker at the same time.
    """

    def __init__(self, *, per_user: int = 4) -> None:
        self.per_user = per_user
        self._app = App(connector=PsycopgConnector())  # never opened: the connection is always the caller's

    async def enqueue(self, connection: Connection, run_id: UUID, *, priority: int = 0) -> int:
        """Returns the number of the new job, which a worker fetches right after the commit."""
        job = self._app.configure_task(EXECUTE, queue=QUEUE, connection=connection, priority=priority)
        return await job.defer_async(run_id=str(run_id))


class NamesNoRun(ValueError):
    """The arguments of a job are not those of a run: the job is put aside as failed."""


class AlwaysAgain(BaseRetryStrategy):
    """No job that names a run fails for good: the executor decides, and records, how a run ends.

    A job is run again if the worker stops, or if the database does not take what happened.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, NamesNoRun):
            log.error(
                "A job names no run and was put aside", job_id=job.id, arguments=str(job.task_kwargs)[:200]
            )
            return None
        if not isinstance(exception, asyncio.CancelledError | DomainError):
            log.error("A job failed and will be retried", job_id=job.id, exc_info=exception)
        delay_s = 0.0 if isinstance(exception, asyncio.CancelledError) else _AFTER_FAILURE_S
        return RetryDecision(retry_in={"milliseconds": round(delay_s * 1000)})


class _Connection(AsyncConnection[Any]):
    """Does not wake up ten times a second while it waits for notifications, as psycopg does."""

    async def wait(self, gen: PQGen[T], interval: float = _INTERVAL_S, timeout: float | None = None) -> T:  # noqa: ASYNC109 - psycopg's signature
        return await super().wait(gen, interval, timeout)


def engine_for(dsn: str, execute: Execute) -> App:
    """Creates a closed engine whose jobs go to `execute`."""
    connector = PsycopgConnector(
        conninfo=dsn,
        min_size=0,  # otherwise opening takes 30 s while the database does not answer
        max_size=4,
        timeout=_POOL_TIMEOUT_S,
        connection_class=_Connection,
        kwargs={"options": _OPTIONS, "application_name": "altsports-task-engine"},
    )
    app = App(connector=connector)

    @app.task(name=EXECUTE, queue=QUEUE, pass_context=True, retry=AlwaysAgain())
    async def _execute(context: JobContext, run_id: object = None, **_others: object) -> None:
        await execute(_run_of(run_id), context.job.id or 0)

    return app


def _run_of(run_id: object) -> UUID:
    try:
        return UUID(str(run_id))
    except ValueError:
        raise NamesNoRun from None
