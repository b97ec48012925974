"""Who enters the queue: a few runs of each user at a time, urgent ones first, each when its time has come."""

import asyncio
from datetime import timedelta

import pytest

from service_kit.runs.requests import RunRequest
from service_kit.testing.callers import ADMIN
from task_service.queue.limits import Queue
from task_service.runs import operations
from task_service.runs.admission import admit_due
from task_service.runs.executor import Executor

QUEUE = Queue(per_user=2)


@pytest.fixture
def ask(database, clock):
    """`await ask(RunRequest(...))`: the id of the accepted run."""

    async def make(request: RunRequest):
        async with database.transaction() as connection:
            run_id = request.new_id()
            await operations.enqueue(connection, QUEUE, run_id, request, clock.now())
        clock.advance(timedelta(milliseconds=1))
        return run_id

    return make


@pytest.fixture
def admitted(database):
    """The ids of the runs in the queue, in the order in which workers take them."""

    async def get():
        query = """
            SELECT id FROM task.runs WHERE status = 'pending' AND queued_at IS NOT NULL
            ORDER BY priority DESC, queued_at"""
        async with database.read() as connection:
            return [run_id for (run_id,) in await connection.fetch_rows(query)]

    return get


@pytest.fixture
def finish(database, clock, perform):
    async def execute(run_id):
        async def done(_):
            return {}

        executor = Executor(database, clock, {"report": done}, queue=QUEUE, retry_delay_s=5)
        await perform(executor, run_id)

    return execute


async def test_one_user_does_not_starve_another(ask, admitted, finish):
    many = [await ask(RunRequest("report", user_id="ann")) for _ in range(5)]
    one = await ask(RunRequest("report", user_id="ben"))
    assert await admitted() == [*many[:2], one]
    await finish(many[0])
    assert await admitted() == [many[1], one, many[2]]


async def test_the_urgent_run_of_a_user_comes_first(ask, admitted, finish):
    usual = [await ask(RunRequest("report", user_id="ann")) for _ in range(3)]
    urgent = await ask(RunRequest("report", user_id="ann", priority=10))
    assert await admitted() == usual[:2]
    await finish(usual[0])
    assert await admitted() == [urgent, usual[1]]


async def test_runs_that_nobody_owns_have_no_limit(ask, admitted):
    runs = [await ask(RunRequest("report")) for _ in range(4)]
    assert await admitted() == runs


async def test_a_run_starts_when_its_time_has_come_and_takes_no_place_before(ask, admitted, clock, admit):
    at = clock.now() + timedelta(hours=1)
    later = [await ask(RunRequest("report", user_id="ann", run_at=at)) for _ in range(2)]
    nobodys = await ask(RunRequest("report", run_at=at))
    now = await ask(RunRequest("report", user_id="ann"))
    assert await admit() == 0
    assert await admitted() == [now]
    clock.advance(timedelta(hours=1))
    assert await admit() == 2
    assert set(await admitted()) == {now, nobodys, later[0]}


async def test_a_cancelled_run_gives_its_place_away(ask, admitted, call):
    runs = [await ask(RunRequest("report", user_id="ann")) for _ in range(3)]
    assert runs[2] not in await admitted()
    await call("CancelTask", {"task_id": str(runs[0])}, ADMIN)
    assert runs[2] in await admitted()


async def test_many_at_once_stay_below_the_limit(ask, admitted, database, clock):
    await asyncio.gather(*(ask(RunRequest("report", user_id="ann")) for _ in range(8)))
    await asyncio.gather(*(admit_due(database, QUEUE, clock) for _ in range(4)))
    assert len(await admitted()) == 2
