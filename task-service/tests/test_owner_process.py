"""A run whose service and whose workers are stopped, killed and frozen in turn, as real processes."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

from service_kit.clock.clocks import SystemClock
from service_kit.runs.requests import RunRequest
from service_kit.testing.callers import ADMIN
from service_kit.testing.waiting import eventually
from task_service.queue.limits import Queue
from task_service.runs import operations
from task_service.runs.domain import Run

OWNER = [str(Path(__file__).with_name("toy_owner.py"))]
WORKER = ["-m", "task_service", "worker"]
WITHIN_S = 60
ONE_DAY = timedelta(days=1)

Process = asyncio.subprocess.Process
Spawn = Callable[[list[str]], Awaitable[Process]]


@pytest.fixture
def spawn(spawn: Callable[..., Awaitable[Process]], tmp_path: Path, cloned_dsn: str) -> Spawn:
    """`await spawn(OWNER)`: the same for the owner of the runs and its workers."""
    address = f"unix:{tmp_path / 'league.sock'}"
    return partial(spawn, dsn=cloned_dsn, ALTSPORTS_LEAGUE_ADDRESS=address, RUN_RETRY_DELAY="0.1")


async def _end(process: Process, with_: signal.Signals) -> None:
    process.send_signal(with_)
    await asyncio.wait_for(process.wait(), WITHIN_S)


@pytest.fixture
def seen(look, tmp_path: Path):
    """`await seen(run_id, "attempt 1 step 2", steps=2)`: the last note of the owner, and what is stored."""
    notes = tmp_path / "notes"

    async def noted() -> list[str]:
        return notes.read_text().splitlines() if notes.exists() else []

    async def wait(run_id, last: str, *, steps: int) -> Run:
        await eventually(noted, lambda lines: lines[-1:] == [last], within_s=WITHIN_S)
        return await eventually(
            lambda: look(run_id), lambda run: run.partial == {"steps": steps}, within_s=WITHIN_S
        )

    return wait


async def test_what_ends_a_service_or_a_worker_neither_loses_nor_repeats_a_step(spawn, database, look, seen):
    run_id = await _asked(database)
    first = await spawn(WORKER)
    waiting = await eventually(lambda: look(run_id), lambda run: run.waits_for, within_s=WITHIN_S)
    assert (waiting.status, waiting.attempts) == ("pending", 0)
    assert waiting.waits_for == "The league service does not answer"

    owner = await spawn(OWNER)
    await seen(run_id, "attempt 1 step 1", steps=1)
    await _end(owner, signal.SIGTERM)  # a deploy costs no attempt
    owner = await spawn(OWNER)
    await seen(run_id, "attempt 1 step 2", steps=2)
    await _end(owner, signal.SIGKILL)  # may be the fault of the work
    owner = await spawn(OWNER)
    await seen(run_id, "attempt 2 step 3", steps=3)

    first.send_signal(signal.SIGSTOP)  # to the others, it is dead
    second = await spawn(WORKER)
    await seen(run_id, "attempt 3 step 4", steps=4)
    first.send_signal(signal.SIGCONT)
    await seen(run_id, "stopped step 3", steps=4)

    await _cancel(database, run_id)
    after = await seen(run_id, "stopped step 4", steps=4)
    assert (after.status, after.attempts) == ("cancelled", 3)
    for worker in (first, second):
        await _end(worker, signal.SIGTERM)
        assert worker.returncode == 0


async def _asked(database) -> UUID:
    request = RunRequest("report", area="league", user_id="ann")
    async with database.transaction() as connection:
        run_id = request.new_id()
        await operations.enqueue(connection, Queue(), run_id, request, SystemClock().now())
    return run_id


async def _cancel(database, run_id: UUID) -> None:
    async with database.transaction() as connection:
        await operations.cancel_run(
            connection, Queue(), ADMIN, run_id, now=SystemClock().now(), result_ttl=ONE_DAY
        )
