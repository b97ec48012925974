"""The task service on a real database, called through a real server."""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.db.settings import PoolSettings
from service_kit.testing.in_process import Serve
from task_service.main import registrations_of
from task_service.queue.limits import Queue
from task_service.runs import repository as runs
from task_service.runs.admission import admit_due
from task_service.runs.domain import Claim, Run
from task_service.runs.executor import Executor
from task_service.runs.operations import start_run
from task_service.runs.sweep import Sweep
from task_service.settings import TaskSettings

pytest_plugins = ["service_kit.testing.plugin"]

Call = Callable[..., Awaitable[dict[str, Any]]]
Start = Callable[..., Awaitable[Run]]
Look = Callable[[UUID], Awaitable[Run]]
Take = Callable[[Executor, int], Awaitable[list[Claim]]]
Process = asyncio.subprocess.Process
Spawn = Callable[..., Awaitable[Process]]


@pytest_asyncio.fixture
async def spawn(tmp_path: Path, mesh_secret: bytes) -> AsyncGenerator[Spawn]:
    """`await spawn(WORKER, dsn)`: a process with quick heartbeats, ended with the test."""
    running: list[Process] = []

    async def start(arguments: list[str], dsn: str, **settings: str) -> Process:
        environment = {
            **os.environ,
            "ALTSPORTS_HOME": str(tmp_path),
            "ALTSPORTS_ENV": "test",
            "ALTSPORTS_MESH_SECRET": mesh_secret.decode(),
            "TASK_DATABASE_URL": dsn,
            "WORKER_HEARTBEAT": "0.3",
            "WORKER_LOST_AFTER": "1.5",
            "WORKER_GRACE": "0.1",
            "HOUSEKEEPING_SCHEDULE": "0 0 1 1 *",
            **settings,
        }
        process = await asyncio.create_subprocess_exec(sys.executable, *arguments, env=environment)
        running.append(process)
        return process

    yield start
    for process in running:
        if process.returncode is None:
            process.kill()
        await process.wait()


@pytest.fixture
def cloned_dsn(cloned) -> str:
    """A migrated database for this test, connected as the service's role."""
    return cloned("task").dsn("task")


@pytest_asyncio.fixture
async def database(cloned_dsn: str) -> AsyncGenerator[Database]:
    async with Database(cloned_dsn, PoolSettings(max_size=10), service="task") as opened:
        yield opened


@pytest_asyncio.fixture
async def call(database: Database, clock: FixedClock, serve: Serve) -> Call:
    """`await call("GetTaskStatus", {"task_id": ...}, caller)`: returns the answer of a server as JSON."""
    calls = await serve("task", registrations_of(TaskSettings(runs_per_user=2), database, clock))

    async def make(name: str, data: dict[str, Any], caller: Caller | None = None) -> dict[str, Any]:
        return await calls.call(name, data, caller=caller)

    return make


@pytest.fixture
def start(database: Database, clock: FixedClock) -> Start:
    """`await start("slow")`: a committed run of any kind, in the queue."""

    async def make(kind: str, *, user_id: str | None = None, request_id: str | None = None) -> Run:
        async with database.transaction() as connection:
            return await start_run(
                connection, Queue(), kind=kind, user_id=user_id, request_id=request_id, now=clock.now()
            )

    return make


@pytest.fixture
def look(database: Database) -> Look:
    """Returns the current state of a run."""

    async def get(run_id: UUID) -> Run:
        async with database.read() as connection:
            run = await runs.get(connection, run_id)
        assert run is not None
        return run

    return get


@pytest.fixture
def admit(database: Database, clock: FixedClock) -> Callable[[], Awaitable[int]]:
    """`await admit()`: what the workers' loop does every second."""

    async def due() -> int:
        return await admit_due(database, Queue(per_user=2), clock)

    return due


@pytest.fixture
def take(database: Database) -> Take:
    """`await take(executor, 3)`: the worker starts the next runs of the queue."""

    async def next_runs(executor: Executor, most: int) -> list[Claim]:
        async with database.transaction() as connection:
            return await executor.take(connection, most)

    return next_runs


@pytest.fixture
def perform(take: Take) -> Callable[[Executor, UUID], Awaitable[None]]:
    """`await perform(executor, run.id)`: carries out this run, if it is queued, and leaves the others."""

    async def carry_out(executor: Executor, run_id: UUID) -> None:
        taken = await take(executor, 100)
        for claim in taken:
            if claim.run_id != run_id:
                await executor.hand_back(claim)
        for claim in taken:
            if claim.run_id == run_id:
                await executor.carry_out(claim)

    return carry_out


@pytest.fixture
def sweep(database: Database, clock: FixedClock) -> Callable[[], Awaitable[int]]:
    """`await sweep()`: takes their runs from workers without a heartbeat; returns how many."""
    sweeping = Sweep(database, Queue(), clock, worker_lost_after_s=0.05, keep=timedelta(days=7))
    return sweeping.sweep
