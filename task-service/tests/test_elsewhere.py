"""Runs that another service carries out: a toy service in the real server, called by the executor."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest

from altsports.task.v1 import queue_pb2 as pb
from altsports.task.v1.queue_pb2_grpc import add_QueueServiceServicer_to_server
from service_kit.caller import service_caller
from service_kit.db.errors import DatabaseUnavailable
from service_kit.errors import NotFound, ValidationFailed
from service_kit.runs.requests import RunRequest
from service_kit.runs.rpc import work_registration
from service_kit.testing.waiting import eventually
from task_service.queue.limits import Queue
from task_service.runs import operations
from task_service.runs.elsewhere import Elsewhere
from task_service.runs.executor import Executor
from task_service.runs.intake import QueueRpc

REPORT = RunRequest("report", area="toys", user_id="ada", params={"pages": 3}, organisation_id="club")


@pytest.fixture
def ask(database, clock, look):
    """`await ask(REPORT)`: the run of a request, accepted."""

    async def make(request: RunRequest):
        async with database.transaction() as connection:
            run_id = request.new_id()
            await operations.enqueue(connection, Queue(), run_id, request, clock.now())
        return await look(run_id)

    return make


@pytest.fixture
def carry_out(database, clock, perform, serve, admit):
    """`await carry_out(run, handler)`: a worker carries out the run; the toy service has this handler."""

    async def execute(run, handler, *, kind: str = "report") -> None:
        await admit()
        calls = await serve("toys", [work_registration({kind: handler})])
        executor = Executor(database, clock, {}, Elsewhere(calls.client), retry_delay_s=5)
        await perform(executor, run.id)

    return execute


async def test_the_owner_gets_what_was_asked_and_its_result_is_stored(ask, look, carry_out):
    seen = []

    async def write(work):
        seen.append((work.kind, work.params, work.user_id, work.organisation_id, work.attempt, work.fence))
        return {"pages": work.params["pages"]}

    run = await ask(REPORT)
    await carry_out(run, write)
    after = await look(run.id)
    assert seen == [("report", {"pages": 3}, "ada", "club", 1, 1)]
    assert (after.status, after.progress, after.result) == ("completed", 100, {"pages": 3})


async def test_reports_are_written_while_the_work_goes_on(ask, look, carry_out):
    run = await ask(REPORT)
    going_on = asyncio.Event()

    async def write(work):
        await work.progress(20, message="Collecting data", partial={"pages": 1})
        await going_on.wait()
        return {}

    working = asyncio.create_task(carry_out(run, write))
    seen = await eventually(partial(look, run.id), lambda run: run.progress == 20)
    assert seen.status == "running"
    going_on.set()
    await working


async def test_the_next_attempt_goes_on_from_what_was_saved(ask, look, carry_out, clock):
    run = await ask(REPORT)

    async def breaks(work):
        await work.save({"pages": 2})
        raise RuntimeError

    async def goes_on(work):
        return {"went_on_from": work.saved["pages"], "attempt": work.attempt}

    await carry_out(run, breaks)
    clock.advance(timedelta(seconds=5))
    await carry_out(run, goes_on)
    assert (await look(run.id)).result == {"went_on_from": 2, "attempt": 2}


async def test_the_work_goes_on_when_its_state_is_stored(ask, carry_out, database):
    run = await ask(REPORT)
    found = []

    async def saves(work):
        for pages in (1, 2):
            await work.save({"pages": pages})
            async with database.read() as connection:
                query = "SELECT saved FROM task.runs WHERE id = %s"
                found.append(await connection.fetch_value(query, [run.id]))
        return {}

    await carry_out(run, saves)
    assert found == [{"pages": 1}, {"pages": 2}]


async def test_an_error_of_the_owner_that_will_not_pass_fails_the_run(ask, look, carry_out):
    run = await ask(REPORT)

    async def fails(_):
        raise NotFound("League not found")

    await carry_out(run, fails)
    after = await look(run.id)
    assert (after.status, after.attempts, after.error) == ("failed", 1, "League not found")


async def test_a_database_that_goes_away_in_the_middle_of_the_work_costs_no_attempt(
    ask, look, carry_out, clock
):
    run = await ask(REPORT)

    async def breaks(work):
        await work.save({"pages": 2})
        raise DatabaseUnavailable("The database does not answer")

    async def goes_on(work):
        return {"went_on_from": work.saved["pages"]}

    await carry_out(run, breaks)
    after = await look(run.id)
    assert (after.status, after.attempts, after.waits_for) == ("pending", 0, "The database does not answer")
    clock.advance(timedelta(seconds=5))
    await carry_out(run, goes_on)
    after = await look(run.id)
    assert (after.status, after.attempts, after.result) == ("completed", 1, {"went_on_from": 2})


async def test_stopping_the_worker_stops_the_work(ask, look, carry_out):
    run = await ask(REPORT)
    started, stopped = asyncio.Event(), asyncio.Event()

    async def write(_):
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    working = asyncio.create_task(carry_out(run, write))
    await asyncio.wait_for(started.wait(), 20)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    await asyncio.wait_for(stopped.wait(), 20)
    after = await look(run.id)
    assert (after.status, after.attempts) == ("pending", 0)


async def test_a_run_is_accepted_once(database, clock, serve, look):
    calls = await serve("task", [(add_QueueServiceServicer_to_server, QueueRpc(database, Queue(), clock))])
    request = {"run_id": "4d6de3ab-9c7a-4b0e-9d3b-2f9c4f0a6c11", "area": "toys", "kind": "report"}
    answers = [await calls.call("EnqueueRun", request, caller=service_caller("toys")) for _ in range(2)]
    assert [answer["created"] for answer in answers] == [True, False]
    async with database.read() as connection:
        assert await connection.fetch_value("SELECT count(*) FROM task.runs") == 1


@pytest.mark.parametrize("params", [b"[]", b"{", b'"text"'])
async def test_parameters_that_are_no_object_are_refused(database, clock, serve, params):
    calls = await serve("task", [(add_QueueServiceServicer_to_server, QueueRpc(database, Queue(), clock))])
    message = pb.EnqueueRunRequest(run_id=str(REPORT.new_id()), area="toys", kind="report", params=params)
    with pytest.raises(ValidationFailed) as caught:
        await calls.client.call(calls.method("EnqueueRun"), message, caller=service_caller("toys"))
    assert caught.value.violations[0]["loc"] == ["params"]
