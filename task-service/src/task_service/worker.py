"""The worker process: fetches jobs, shows that it lives, and takes over from workers that do not."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from time import monotonic
from typing import Final

import psycopg
from procrastinate import App
from procrastinate.exceptions import ConnectorException

from service_kit import logs, telemetry
from service_kit.clock import SystemClock
from service_kit.db.database import Database
from service_kit.db.settings import pool_settings
from service_kit.errors import Unavailable
from task_service.housekeeping.jobs import Housekeeping
from task_service.queue.engine import QUEUE, Queue, engine_for
from task_service.queue.sweep import sweep_forever
from task_service.runs.domain import HOUSEKEEPING
from task_service.runs.jobs import Executor
from task_service.runs.schedule import Schedule
from task_service.settings import TaskSettings

WORKER: Final = "task-worker"
_POLL_S: Final = 1.0
_RECONNECT_S: Final = 1.0
log = logs.get_logger(__name__)


async def work(stop: asyncio.Event) -> None:
    """Works until `stop` is set; what runs then goes back into the queue.

    Raises Unavailable when PostgreSQL has been away for `worker_patience` seconds: whoever started it knows.
    """
    settings = TaskSettings.model_validate({})
    logs.configure(settings, WORKER)
    telemetry.configure(settings, WORKER)
    # It logs every failed attempt with its stack; the executor has done so by then.
    logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
    dsn = settings.area_dsn("task")
    async with Database(dsn, pool_settings(settings), service=WORKER) as database:
        sweeping = asyncio.create_task(
            sweep_forever(
                database,
                every_s=settings.worker_heartbeat / 2,
                worker_lost_after_s=settings.worker_lost_after,
            )
        )
        try:
            await _stay(settings, stop, lambda: _engine(settings, dsn, database))
        finally:
            sweeping.cancel()
            await asyncio.gather(sweeping, return_exceptions=True)


def _engine(settings: TaskSettings, dsn: str, database: Database) -> App:
    clock = SystemClock()
    handlers = {
        HOUSEKEEPING: Housekeeping(
            clock, run_days=settings.run_retention_days, job_days=settings.job_retention_days
        )
    }
    executor = Executor(database, clock, handlers, retry_delay_s=settings.run_retry_delay)
    schedule = Schedule(database, Queue(), clock)
    return engine_for(dsn, executor.execute, {settings.housekeeping_schedule: schedule.housekeeping})


async def _stay(settings: TaskSettings, stop: asyncio.Event, make_engine: Callable[[], App]) -> None:
    """Runs the engine, and starts it anew when it lost the database."""
    seen = monotonic()
    while not stop.is_set():
        engine = make_engine()
        try:
            async with engine.open_async():
                seen = monotonic()
                log.info("Started task-worker", concurrency=settings.worker_concurrency, env=settings.env)
                await _run(engine, settings, stop)
                seen = monotonic()
        except (ConnectorException, psycopg.Error) as error:
            log.warning("The worker lost the database", error=type(error).__name__)
        if not stop.is_set() and monotonic() - seen > settings.worker_patience:
            raise Unavailable(f"PostgreSQL has not answered for {settings.worker_patience:g} s")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_RECONNECT_S):
                await stop.wait()
    log.info("Stopped task-worker")


async def _run(engine: App, settings: TaskSettings, stop: asyncio.Event) -> None:
    """Until `stop` is set, or until the engine ends because the database went away."""
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
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        working.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await working
