"""The worker process: fetches jobs, sends heartbeats, and takes over the jobs of lost workers."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from time import monotonic
from typing import Final

from procrastinate import App
from procrastinate.exceptions import ConnectorException

from service_kit.clock.clocks import Clock
from service_kit.clock.mesh import running_clock
from service_kit.db.database import Database
from service_kit.db.settings import pool_settings
from service_kit.errors import Unavailable
from service_kit.logging import logs
from service_kit.process.loops import Loop, once, running
from service_kit.process.starting import configured
from service_kit.rpc.diagnostics import Diagnostics
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.grpc_server import Server
from task_service.housekeeping.jobs import Housekeeping
from task_service.queue.engine import QUEUE, Queue, engine_for
from task_service.queue.sweep import sweep_later
from task_service.runs.admission import admit_due
from task_service.runs.domain import HOUSEKEEPING
from task_service.runs.elsewhere import Elsewhere
from task_service.runs.jobs import Executor, Handler
from task_service.schedules.declared import declare_own
from task_service.schedules.firing import fire_due
from task_service.settings import TaskSettings
from task_service.workers.presence import Presence

WORKER: Final = "task-worker"
_POLL_S: Final = 1.0
_RECONNECT_S: Final = 1.0
log = logs.get_logger(__name__)


async def work(stop: asyncio.Event) -> None:
    """Works until `stop` is set; jobs that are running then go back into the queue.

    Raises Unavailable when PostgreSQL has not answered for `worker_patience` seconds: its supervisor decides.
    """
    settings = configured(TaskSettings, WORKER)
    _quieten()
    async with running_clock(settings) as clock:
        await carry_out(settings, handlers_for(settings, clock), stop, clock=clock)


def _quieten() -> None:
    """Silences the engine's logs of failed attempts and connections, which we log ourselves."""
    for name in ("procrastinate", "psycopg.pool"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def handlers_for(settings: TaskSettings, clock: Clock) -> dict[str, Handler]:
    """The handler of each kind of run."""
    housekeeping = Housekeeping(
        clock,
        run_days=settings.run_retention_days,
        job_days=settings.job_retention_days,
        notification_days=settings.notification_retention_days,
    )
    return {HOUSEKEEPING: housekeeping}


async def carry_out(
    settings: TaskSettings, handlers: Mapping[str, Handler], stop: asyncio.Event, *, clock: Clock
) -> None:
    """Carries out runs with these handlers, and requeues jobs of lost workers, until `stop` is set."""
    dsn = settings.area_dsn("task")
    async with (
        Database(dsn, pool_settings(settings), service=WORKER) as database,
        MeshClient.from_settings(settings) as client,
    ):
        executor = executor_for(settings, database, client, handlers, clock)
        presence = Presence(database, executor, concurrency=settings.worker_concurrency)
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
            await _stay(settings, database, stop, partial(_engine, settings, executor))


def executor_for(
    settings: TaskSettings,
    database: Database,
    client: MeshClient,
    handlers: Mapping[str, Handler],
    clock: Clock,
) -> Executor:
    """What carries out the runs that the engine's jobs name."""
    return Executor(
        database,
        clock,
        handlers,
        Elsewhere(client),
        queue=Queue(per_user=settings.runs_per_user),
        retry_delay_s=settings.run_retry_delay,
        result_ttl_s=settings.run_result_ttl,
    )


def loops_of(settings: TaskSettings, database: Database, executor: Executor, clock: Clock) -> list[Loop]:
    """The loops that run beside the engine."""
    every_s = settings.worker_heartbeat / 2
    sweep = partial(sweep_later, database, every_s=every_s, worker_lost_after_s=settings.worker_lost_after)
    queue = Queue(per_user=settings.runs_per_user)
    return [
        Loop("sweep", sweep, every_s=0),
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


def _engine(settings: TaskSettings, executor: Executor) -> App:
    return engine_for(settings.area_dsn("task"), executor.execute)


async def _stay(
    settings: TaskSettings, database: Database, stop: asyncio.Event, make_engine: Callable[[], App]
) -> None:
    """Runs the engine, and starts a new one after it failed or lost the database."""
    seen = monotonic()
    while not stop.is_set():
        if await _answers(database):
            log.info("Started task-worker", concurrency=settings.worker_concurrency, env=settings.env)
            await _run(make_engine(), settings, stop)
            seen = monotonic()
        elif monotonic() - seen > settings.worker_patience:
            raise Unavailable(f"PostgreSQL has not answered for {settings.worker_patience:g} s")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_RECONNECT_S):
                await stop.wait()
    log.info("Stopped task-worker")


async def _answers(database: Database) -> bool:
    return (await database.check()).get("status") == "healthy"


async def _run(engine: App, settings: TaskSettings, stop: asyncio.Event) -> None:
    """Runs the engine until `stop` is set, or until it ends because the database became unavailable."""
    async with engine.open_async():
        working = asyncio.create_task(
            engine.run_worker_async(
                queues=[QUEUE],
                concurrency=settings.worker_concurrency,
                fetch_job_polling_interval=_POLL_S,
                update_heartbeat_interval=settings.worker_heartbeat,
                stalled_worker_timeout=settings.worker_lost_after,
                shutdown_graceful_timeout=settings.worker_grace,
                install_signal_handlers=False,
            )
        )
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        working.cancel()
        (ended,) = await asyncio.gather(working, return_exceptions=True)
    if isinstance(ended, ConnectorException):
        log.warning("The worker lost the database", error=type(ended).__name__)
    elif isinstance(ended, Exception):
        log.error("The worker's engine failed; a new one is started", exc_info=ended)
