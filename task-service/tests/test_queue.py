"""The queue: its health check, and how runs of dead workers return to it."""

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from uuid import UUID

import pytest

from service_kit.db.errors import DatabaseUnavailable
from service_kit.process.loops import running
from service_kit.testing.waiting import eventually
from task_service.crew import Crew
from task_service.queue.diagnostics import QueueCheck
from task_service.queue.limits import Queue
from task_service.runs.executor import Executor
from task_service.runs.sweep import Sweep
from task_service.workers.presence import Presence

LOST_AFTER_S = 5


@pytest.fixture
def fetch(database, clock, take):
    """`await fetch(silent_for_s=9)`: a worker takes the next run; its last heartbeat was 9 s ago."""

    async def start_next(*, silent_for_s: float = 0) -> UUID:
        worker = Executor(database, clock, {}, retry_delay_s=5)
        await Presence(database, worker, concurrency=1).report()
        async with database.transaction() as connection:
            query = "UPDATE task.workers SET seen_at = now() - make_interval(secs => %s) WHERE id = %s"
            await connection.execute(query, [silent_for_s, worker.worker_id])
        (claim,) = await take(worker, 1)
        return claim.run_id

    return start_next


@pytest.fixture
def check(database):
    return QueueCheck(database, worker_lost_after_s=LOST_AFTER_S)


@pytest.fixture
def crew(database, clock):
    """`async with crew({"report": handler})`: a worker that only notifications wake, until it is stopped."""

    @asynccontextmanager
    async def run(handlers, **settings):
        executor = Executor(database, clock, handlers, retry_delay_s=5)
        presence = Presence(database, executor, concurrency=2)
        crew = Crew(database, executor, presence, concurrency=2, grace_s=settings.get("grace_s", 0))
        try:
            async with running(crew.loops()):
                yield executor
        finally:
            await crew.leave()

    return run


async def _states(database) -> list[str]:
    query = "SELECT status FROM task.runs ORDER BY queued_at"
    async with database.read() as connection:
        return await connection.fetch_all(lambda status: status, query)


async def test_a_queue_without_a_worker_is_unhealthy_and_says_what_helps(check, start):
    await start("report")
    found = await check()
    assert (found["status"], found["recovery"]) == (
        "unhealthy",
        "Start a worker: python -m task_service worker",
    )
    assert (found["details"]["waiting"], found["details"]["workers"]) == (1, 0)


async def test_a_queue_with_a_worker_tells_what_waits_runs_and_failed(check, start, fetch, database):
    for _ in range(3):
        await start("report")
    await fetch()
    async with database.transaction() as connection:
        await connection.execute("UPDATE task.runs SET queued_at = now() - interval '40 s'")
        await connection.execute(
            "INSERT INTO task.runs (id, kind, status, created_at, completed_at)"
            " VALUES (gen_random_uuid(), 'report', 'failed', now(), now())"
        )
    found = await check()
    details = found["details"]
    assert found["status"] == "healthy"
    assert (details["waiting"], details["doing"], details["failed"], details["workers"]) == (2, 1, 1, 1)
    assert 40 <= details["oldest_waiting_s"] < 60


async def test_a_run_that_waits_for_its_time_is_not_late(check, start, fetch, database):
    await start("report")
    async with database.transaction() as connection:
        await connection.execute("UPDATE task.runs SET queued_at = NULL, run_at = now() + interval '1 h'")
    assert (await check())["details"]["oldest_waiting_s"] == 0


async def test_runs_of_a_silent_worker_go_back_and_those_of_a_living_one_stay(
    database, start, fetch, sweep, look
):
    runs = [await start("report") for _ in range(3)]
    await fetch(silent_for_s=60)
    await fetch(silent_for_s=-60)
    assert await sweep() == 1
    assert await _states(database) == ["pending", "running", "pending"]
    assert (await look(runs[0].id)).attempts == 1


async def test_runs_of_a_worker_that_is_already_forgotten_go_back(database, start, fetch, sweep):
    await start("report")
    await fetch()
    async with database.transaction() as connection:
        await connection.execute("DELETE FROM task.workers")
    assert await sweep() == 1


async def test_a_worker_is_not_lost_because_postgresql_was_away(database, start, fetch, clock):
    await start("report")
    await fetch(silent_for_s=timedelta(days=9000).total_seconds())
    lost_after_s = timedelta(days=8000).total_seconds()  # longer than any server of the tests runs
    sweep = Sweep(database, Queue(), clock, worker_lost_after_s=lost_after_s, keep=timedelta(days=1))
    assert await sweep.sweep() == 0


async def test_two_sweeps_at_once_give_each_run_back_once(start, fetch, sweep):
    for _ in range(5):
        await start("report")
        await fetch(silent_for_s=60)
    found = await asyncio.gather(*(sweep() for _ in range(4)))
    assert sum(found) == 5


async def test_what_enters_the_queue_wakes_a_worker(start, look, crew, database, clock, monkeypatch):
    monkeypatch.setattr("task_service.crew._LOOK_S", 600)

    async def done(_):
        return {}

    waiting = await start("report")
    async with crew({"report": done}):
        await eventually(lambda: look(waiting.id), lambda run: run.status == "completed")
        for user_id in (None, "ann"):
            run = await start("report", user_id=user_id)
            await eventually(lambda run=run: look(run.id), lambda run: run.status == "completed")


async def test_a_worker_that_stops_hands_its_runs_to_another_one(start, look, crew, monkeypatch):
    monkeypatch.setattr("task_service.crew._LOOK_S", 600)
    begun = asyncio.Event()

    async def wait(_):
        begun.set()
        await asyncio.Event().wait()

    async def done(_):
        return {}

    run = await start("report")
    async with AsyncExitStack() as second:
        async with crew({"report": wait}):
            await asyncio.wait_for(begun.wait(), 20)
            await second.enter_async_context(crew({"report": done}))
        after = await eventually(lambda: look(run.id), lambda run: run.status == "completed")
    assert after.attempts == 1


async def test_more_runs_than_there_is_room_for_are_carried_out_one_after_the_other(start, look, crew):
    at_once: list[int] = []
    going_on = 0

    async def count(_):
        nonlocal going_on
        going_on += 1
        at_once.append(going_on)
        await asyncio.sleep(0.01)
        going_on -= 1
        return {}

    runs = [await start("report") for _ in range(7)]
    async with crew({"report": count}):
        for run in runs:
            await eventually(lambda run=run: look(run.id), lambda run: run.status == "completed")
    assert max(at_once) == 2


async def test_what_a_worker_took_without_learning_of_it_goes_back_and_costs_no_attempt(
    start, look, take, database, clock
):
    executor = Executor(database, clock, {}, retry_delay_s=5)
    runs = [await start("report") for _ in range(2)]
    (known, _) = await take(executor, 2)  # the answer with the second one was lost with the connection
    await executor.return_all_but([known])
    states = [(after.status, after.attempts) for after in [await look(run.id) for run in runs]]
    assert sorted(states) == [("pending", 0), ("running", 1)]


async def test_an_attempt_whose_end_cannot_be_written_is_left_to_the_sweep(
    start, look, crew, sweep, monkeypatch
):
    broke_off = asyncio.Event()

    async def break_off(*_, **__):
        broke_off.set()
        raise ZeroDivisionError

    async def done(_):
        return {}

    run = await start("report")
    async with crew({"report": done}) as executor:
        monkeypatch.setattr(executor, "_settle", break_off)
        monkeypatch.setattr(executor, "_complete", break_off)
        await broke_off.wait()
    await eventually(sweep, lambda found: found == 1)  # nobody is left who could take the run again
    after = await look(run.id)
    assert (after.status, after.attempts) == ("pending", 1)


async def test_an_attempt_whose_end_postgresql_does_not_take_for_long_is_handed_back(
    start, look, crew, monkeypatch
):
    tried = []

    async def away(*_, **__):
        tried.append("to write")
        if len(tried) == 2:  # the result, and that the run waits
            monkeypatch.undo()
        raise DatabaseUnavailable("The database does not answer")

    async def done(_):
        return {}

    run = await start("report")
    async with crew({"report": done}) as executor:
        monkeypatch.setattr(executor._ledger, "write", away)
        after = await eventually(lambda: look(run.id), lambda run: run.status == "completed")
    assert (len(tried), after.attempts) == (2, 1)
