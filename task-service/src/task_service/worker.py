"""The worker process: carries out runs, sends heartbeats, and takes over the runs of lost workers."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from time import monotonic
from typing import Final

from service_kit.clock.clocks import Clock
from service_kit.clock.mesh import running_clock
from service_kit.db.database import Database
from service_kit.db.settings import pool_settings
from service_kit.errors import DomainError, Unavailable
from service_kit.logging import logs
from service_kit.process.loops import Loop, once, running
from service_kit.process.starting import configured
from service_kit.rpc.diagnostics import Diagnostics
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.grpc_server import Server
from task_service.crew import Crew
from task_service.housekeeping.work import Housekeeping
from task_service.queue.limits import Queue
from task_service.runs.admission import admit_due
from task_service.runs.domain import HOUSEKEEPING
from task_service.runs.elsewhere import Elsewhere
from task_service.runs.executor import Executor
from task_service.runs.running import Handler
from task_service.runs.sweep import Sweep
from task_service.schedules.declared import declare_own
from task_service.schedules.firing import fire_due
from task_service.settings import TaskSettings
from task_service.workers.presence import Presence

WORKER: Final = "task-worker"
_POLL_S: Final = 1.0
log = logs.get_logger(__name__)


async def work(stop: asyncio.Event) -> None:
    """Works until `stop` is set; runs that are not finished then go back into the queue.

    Raises Unavailable when PostgreSQL has not answered for `worker_patience` seconds: its supervisor decides.
    """
    settings = configured(TaskSettings, WORKER)
    settings.note_broker()
    async with running_clock(settings) as clock:
        await carry_out(settings, handlers_for(settings, clock), stop, clock=clock)


def handlers_for(settings: TaskSettings, clock: Clock) -> dict[str, Handler]:
    """The handler of each kind of run."""
    housekeeping = Housekeeping(
        clock,
        run_days=settings.run_retention_days,
        notification_days=settings.notification_retention_days,
    )
    return {HOUSEKEEPING: housekeeping}


async def carry_out(
    settings: TaskSettings, handlers: Mapping[str, Handler], stop: asyncio.Event, *, clock: Clock
) -> None:
    """Carries out runs with these handlers, and those of lost workers, until `stop` is set."""
    dsn = settings.area_dsn("task")
    async with (
        Database(dsn, pool_settings(settings), service=WORKER) as database,
        MeshClient.from_settings(settings) as client,
    ):
        executor = executor_for(settings, database, client, handlers, clock)
        presence = presence_for(settings, database, executor)
        crew = Crew(
            database,
            executor,
            presence,
            concurrency=settings.worker_concurrency,
            grace_s=settings.worker_grace,
        )
        async with (
            presence.until_stopped(stop),
            running(
                [
                    *loops_of(settings, database, executor, clock),
                    presence.loop(every_s=settings.worker_heartbeat),
                ]
            ),
            _diagnostics(settings, database),
        ):
            log.info("Started task-worker", concurrency=settings.worker_concurrency, env=settings.env)
            try:
                async with running(crew.loops()):
                    await _until_stopped(stop, presence, settings.worker_patience)
            finally:
                await crew.leave()
            log.info("Stopped task-worker")


def executor_for(
    settings: TaskSettings,
    database: Database,
    client: MeshClient,
    handlers: Mapping[str, Handler],
    clock: Clock,
) -> Executor:
    """What carries out the runs."""
    return Executor(
        database,
        clock,
        handlers,
        Elsewhere(client),
        queue=Queue(per_user=settings.runs_per_user),
        retry_delay_s=settings.run_retry_delay,
        result_ttl_s=settings.run_result_ttl,
    )


def presence_for(settings: TaskSettings, database: Database, executor: Executor) -> Presence:
    """What the worker says about itself."""
    return Presence(
        database,
        executor,
        concurrency=settings.worker_concurrency,
        lost_after_s=settings.worker_lost_after,
    )


def loops_of(settings: TaskSettings, database: Database, executor: Executor, clock: Clock) -> list[Loop]:
    """The loops that run beside the work."""
    every_s = settings.worker_heartbeat / 2
    queue = Queue(per_user=settings.runs_per_user)
    sweep = Sweep(
        database,
        queue,
        clock,
        worker_lost_after_s=settings.worker_lost_after,
        keep=timedelta(seconds=settings.run_result_ttl),
    )
    return [
        Loop("sweep", partial(sweep.later, every_s), every_s=0),
        once("schedules", partial(declare_own, settings, database, clock)),
        Loop("schedule", partial(fire_due, database, queue, clock)),
        Loop("admission", partial(admit_due, database, queue, clock), every_s=_POLL_S),
        Loop("cancelled runs", executor.stop_lost, every_s=min(every_s, _POLL_S)),
    ]


@asynccontextmanager
async def _diagnostics(settings: TaskSettings, database: Database) -> AsyncGenerator[None]:
    """Serves health and metrics; if several workers share a home, only the first one does."""
    diagnostics = Diagnostics(WORKER)
    diagnostics.add("database", database.check)
    server = Server(settings.secret, diagnostics, shares_streams=settings.link)
    try:
        await server.start(settings.bind_address("worker"))
    except OSError as error:
        log.warning("This worker does not serve metrics", reason=str(error))
        yield
        return
    try:
        yield
    finally:
        await server.stop(0)


async def _until_stopped(stop: asyncio.Event, presence: Presence, patience_s: float) -> None:
    """Raises Unavailable if PostgreSQL takes no heartbeat for so long."""
    began = monotonic()
    while not stop.is_set():
        silent_s = presence.silent_s
        if (monotonic() - began if silent_s is None else silent_s) > patience_s:
            await _last_try(presence, patience_s)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_POLL_S):
                await stop.wait()


async def _last_try(presence: Presence, patience_s: float) -> None:
    """A process that was itself suspended for long has sent no heartbeat either."""
    try:
        await presence.report()
    except (DomainError, OSError) as error:
        raise Unavailable(f"PostgreSQL has not answered for {patience_s:g} s") from error
