"""What operators see of workers and of the queue."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from service_kit.caller import Caller
from service_kit.errors import DomainError
from service_kit.testing.callers import ADMIN
from service_kit.testing.waiting import eventually
from task_service.queue.limits import Queue
from task_service.runs.executor import Executor
from task_service.workers.presence import Presence

ANN = Caller(kind="user", user_id="ann", role="user", permissions=frozenset({"tasks:read"}))


@pytest.fixture
def executor(database, clock):
    return Executor(database, clock, {}, queue=Queue(), retry_delay_s=1)


@pytest.fixture
def worker(database, executor):
    return Presence(database, executor, concurrency=8)


async def _workers(call) -> list[dict]:
    return (await call("ListWorkers", {}, ADMIN))["workers"]


async def _silence(database, seconds: float) -> None:
    async with database.transaction() as connection:
        query = "UPDATE task.workers SET seen_at = seen_at - make_interval(secs => %s)"
        await connection.execute(query, [seconds])


async def test_a_worker_shows_what_it_works_on_and_how_much_it_has_done(
    call, database, clock, start, perform
):
    going_on, enough = asyncio.Event(), asyncio.Event()

    async def slow(run) -> dict:
        going_on.set()
        await enough.wait()
        return {}

    executor = Executor(database, clock, {"slow": slow}, queue=Queue(), retry_delay_s=1)
    worker = Presence(database, executor, concurrency=3)
    run = await start("slow", user_id="ann")
    working = asyncio.create_task(perform(executor, run.id))
    await asyncio.wait_for(going_on.wait(), 20)
    await worker.report()
    (shown,) = await _workers(call)
    assert (shown["status"], shown["concurrency"]) == ("working", 3)
    assert [one["task_id"] for one in shown["active"]] == [str(run.id)]
    before = shown["processed"]
    enough.set()
    await working
    await worker.report()
    (shown,) = await _workers(call)
    assert (shown["active"], shown["processed"]) == ([], before + 1)


async def test_a_silent_worker_is_lost_and_forgotten_after_an_hour(call, database, worker, executor):
    await worker.report()
    await _silence(database, 60)
    (shown,) = await _workers(call)
    assert (shown["status"], shown["active"]) == ("lost", [])
    assert (await call("GetTaskQueue", {}, ADMIN))["queue"]["workers"] == 0
    await _silence(database, 3600)
    assert await _workers(call) == []
    other = Presence(database, executor, concurrency=1)
    await other.report()
    async with database.read() as connection:
        assert await connection.fetch_rows("SELECT id FROM task.workers") == [(other.id,)]


async def test_a_stopped_worker_says_so_and_then_disappears(call, worker):
    stop = asyncio.Event()
    async with worker.until_stopped(stop):
        await worker.report()
        stop.set()
        await eventually(lambda: _workers(call), lambda found: found[0]["status"] == "stopping")
    assert await _workers(call) == []


async def test_the_queue_counts_what_waits_and_why(call, database, start, clock):
    for _ in range(6):  # a user has at most four in the queue
        await start("report", user_id="ann")
    await start("report")
    async with database.transaction() as connection:
        await connection.execute(
            "INSERT INTO task.runs (id, kind, status, run_at, created_at)"
            " VALUES (%s, 'later', 'pending', %s, %s)",
            [uuid4(), clock.now() + timedelta(days=1), clock.now()],
        )
    clock.advance(timedelta(seconds=30))
    queue = (await call("GetTaskQueue", {}, ADMIN))["queue"]
    waiting = [queue[name] for name in ("queued", "held_back", "scheduled", "running")]
    assert waiting == [5, 2, 1, 0]
    assert queue["oldest_queued_s"] == 30


async def test_types_have_figures_of_the_window(call, database, clock):
    now = clock.now()
    ended = [("completed", 10, 1), ("completed", 20, 1), ("failed", 90, 3), ("completed", 5000, 1)]
    async with database.transaction() as connection:
        for status, ago_s, attempts in ended:
            at = now - timedelta(seconds=ago_s)
            await connection.execute(
                "INSERT INTO task.runs (id, kind, status, attempts, created_at, started_at, completed_at)"
                " VALUES (%s, 'report', %s, %s, %s, %s, %s)",
                [uuid4(), status, attempts, at, at - timedelta(seconds=4), at],
            )
    queue = (await call("GetTaskQueue", {}, ADMIN))["queue"]
    (report,) = queue["types"]
    assert (report["completed"], report["failed"], report["retries"]) == (2, 1, 2)
    assert (report["mean_duration_s"], report["p95_duration_s"]) == (4, 4)
    assert [(one["completed"], one["failed"]) for one in queue["timeline"]] == [(0, 1), (2, 0)]


@pytest.mark.parametrize("name", ["ListWorkers", "GetTaskQueue"])
async def test_only_administrators_look_at_workers(call, name):
    with pytest.raises(DomainError) as caught:
        await call(name, {}, ANN)
    assert caught.value.reason == "insufficient_permissions"
