"""The end of a task: its result and expiry, cancelling in every state, retrying, sharing."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from service_kit.caller import Caller
from service_kit.errors import DomainError, NotFound
from service_kit.runs.requests import RunRequest
from service_kit.testing.callers import ADMIN
from service_kit.testing.waiting import eventually
from task_service.queue.limits import Queue
from task_service.runs import operations
from task_service.runs.executor import Executor

MAY = frozenset({"tasks:read", "tasks:write"})
ANN = Caller(kind="user", user_id="ann", role="user", permissions=MAY)
BEN = Caller(kind="user", user_id="ben", role="user", permissions=MAY)
KIND = "report"


@pytest.fixture
def carry_out(database, clock, perform):
    """`await carry_out(run, handler)`: returns the executor, which has ended the attempt."""

    async def execute(run, handler) -> Executor:
        executor = Executor(database, clock, {KIND: handler}, retry_delay_s=5, result_ttl_s=60)
        await perform(executor, run.id)
        return executor

    return execute


@pytest.fixture
def task_of(call):
    """`await task_of(run)`: the status that the owner reads."""

    async def get(run, caller=ANN):
        return (await call("GetTaskStatus", {"task_id": str(run.id)}, caller))["task"]

    return get


async def _done(_):
    return {"pages": 3, "share": 0.5, "title": "Q1"}


async def _refused(awaitable) -> DomainError:
    with pytest.raises(DomainError) as caught:
        await awaitable
    return caught.value


async def test_the_owner_gets_the_result_until_it_expires(call, start, carry_out, task_of, clock):
    run = await start(KIND, user_id="ann")
    asked = {"task_id": str(run.id)}
    early = await _refused(call("GetTaskResult", asked, ANN))
    assert (early.kind, early.reason) == ("conflict", "TASK_NOT_FINISHED")
    await carry_out(run, _done)
    answer = await call("GetTaskResult", asked, ANN)
    assert answer["result"] == {"pages": 3, "share": 0.5, "title": "Q1"}
    assert answer["expires_at"] == "2026-03-01T12:01:00Z"
    assert (await _refused(call("GetTaskResult", asked, BEN))).reason == "TASK_NOT_FOUND"
    clock.advance(timedelta(seconds=60))
    late = await _refused(call("GetTaskResult", asked, ANN))
    assert (late.kind, late.reason) == ("gone", "TASK_RESULT_EXPIRED")
    assert late.metadata["expired_at"] == "2026-03-01T12:01:00Z"
    assert (await task_of(run))["result"] is None


async def test_a_failed_task_has_no_result_but_a_way_on(call, start, carry_out, task_of):
    run = await start(KIND, user_id="ann")

    async def fails(_):
        raise NotFound("No such league", reason="LEAGUE_NOT_FOUND", recovery=["Search for the league"])

    await carry_out(run, fails)
    task = await task_of(run)
    assert (task["status"], task["error"]) == ("failed", "No such league")
    assert (task["error_code"], task["recovery"]) == ("LEAGUE_NOT_FOUND", ["Search for the league"])
    assert (
        await _refused(call("GetTaskResult", {"task_id": str(run.id)}, ANN))
    ).reason == "TASK_HAS_NO_RESULT"


async def test_a_task_that_waits_is_cancelled_and_never_carried_out(call, start, carry_out, task_of):
    run = await start(KIND, user_id="ann")
    answer = await call("CancelTask", {"task_id": str(run.id)}, ANN)
    assert answer == {"cancellation": {"message": "Task cancellation requested"}}
    await carry_out(run, _done)
    assert (await task_of(run))["status"] == "cancelled"


async def test_cancelling_a_running_task_stops_its_work_and_keeps_the_partial_result(
    call, start, database, clock, perform, task_of
):
    run = await start(KIND, user_id="ann")
    stopped = asyncio.Event()

    async def works(work):
        await work.progress(20, message="Collecting data", partial={"pages": 1})
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()
        return {}

    executor = Executor(database, clock, {KIND: works}, retry_delay_s=5)
    working = asyncio.create_task(perform(executor, run.id))
    task = await eventually(lambda: task_of(run), lambda task: task["progress"] == 20)
    assert (task["status"], task["message"], task["partial_result"]) == (
        "running",
        "Collecting data",
        {"pages": 1},
    )
    await executor.stop_lost()
    assert not stopped.is_set()
    await call("CancelTask", {"task_id": str(run.id)}, ANN)
    await executor.stop_lost()
    await asyncio.wait_for(working, 20)
    assert stopped.is_set()
    task = await task_of(run)
    assert (task["status"], task["progress"], task["partial_result"]) == ("cancelled", 20, {"pages": 1})
    assert task["completed_at"] is not None


async def test_what_a_cancelled_work_still_writes_is_refused(call, start, carry_out, task_of):
    run = await start(KIND, user_id="ann")

    async def goes_on(work):
        await call("CancelTask", {"task_id": str(run.id)}, ANN)
        await work.progress(90, partial={"pages": 99})
        return {"pages": 100}

    await carry_out(run, goes_on)
    task = await task_of(run)
    assert (task["status"], task["progress"], task["partial_result"], task["result"]) == (
        "cancelled",
        0,
        None,
        None,
    )


@pytest.mark.parametrize("end", ["completed", "failed", "cancelled"])
async def test_a_task_that_has_ended_cannot_be_cancelled(call, start, carry_out, task_of, end):
    run = await start(KIND, user_id="ann")

    async def fails(_):
        raise NotFound("gone")

    if end == "cancelled":
        await call("CancelTask", {"task_id": str(run.id)}, ANN)
    else:
        await carry_out(run, _done if end == "completed" else fails)
    before = await task_of(run)
    refused = await _refused(call("CancelTask", {"task_id": str(run.id)}, ANN))
    assert (refused.kind, refused.reason) == ("failed_precondition", "TASK_ENDED")
    assert refused.message == "Cannot cancel completed task"
    assert await task_of(run) == before


@pytest.mark.parametrize("name", ["CancelTask", "RetryTask", "ShareTask", "GetTaskResult", "GetTaskStatus"])
async def test_a_task_of_somebody_else_is_not_there(call, start, name):
    run = await start(KIND, user_id="ann")
    refused = await _refused(call(name, {"task_id": str(run.id)}, BEN))
    assert (refused.kind, refused.reason, refused.message) == (
        "not_found",
        "TASK_NOT_FOUND",
        "Task not found",
    )


async def test_a_failed_task_starts_again_with_three_attempts_from_where_it_was(
    call, start, carry_out, task_of
):
    run = await start(KIND, user_id="ann")

    async def fails(work):
        await work.save({"pages": 2})
        raise NotFound("gone")

    await carry_out(run, fails)
    task = (await call("RetryTask", {"task_id": str(run.id)}, ANN))["task"]
    assert (task["status"], task["attempt"], task["error"], task["completed_at"]) == (
        "pending",
        0,
        None,
        None,
    )

    async def goes_on(work):
        return {"from": work.saved["pages"], "attempt": work.attempt}

    await carry_out(run, goes_on)
    assert (await task_of(run))["result"] == {"from": 2, "attempt": 1}
    refused = await _refused(call("RetryTask", {"task_id": str(run.id)}, ANN))
    assert refused.reason == "TASK_NOT_FAILED"


async def test_shared_tasks_are_read_by_others_and_changed_by_nobody_else(call, start, carry_out):
    run = await start(KIND, user_id="ann")
    await carry_out(run, _done)
    asked = {"task_id": str(run.id)}
    eve = replace(ANN, user_id="eve", organisation_id="club")
    assert (await _refused(call("ShareTask", {**asked, "with_organisation": True}, ANN))).reason == (
        "NO_ORGANISATION"
    )
    ann = replace(ANN, organisation_id="club")
    await call("ShareTask", {**asked, "user_ids": ["ben"], "with_organisation": True}, ann)
    for reader in (BEN, eve):
        assert (await call("GetTaskResult", asked, reader))["result"]["pages"] == 3
        assert (await call("ListTasks", {"shared": True}, reader))["total_size"] == 1
        assert (await call("ListTasks", {}, reader))["total_size"] == 0
        for name in ("CancelTask", "RetryTask", "ShareTask"):
            assert (await _refused(call(name, asked, reader))).reason == "TASK_NOT_FOUND"
    assert (await call("ListTasks", {"shared": True}, ann))["total_size"] == 0
    await call("ShareTask", asked, ann)
    assert (await _refused(call("GetTaskResult", asked, BEN))).reason == "TASK_NOT_FOUND"


async def test_a_list_has_a_type_filter_and_no_results(call, start, carry_out):
    run = await start(KIND, user_id="ann")
    await start("other", user_id="ann")
    await carry_out(run, _done)
    (task,) = (await call("ListTasks", {"type": KIND}, ANN))["tasks"]
    assert (task["task_id"], task["status"], task["result"]) == (str(run.id), "completed", None)


async def test_a_task_that_waits_for_its_time_says_so(call, database, clock):
    request = RunRequest(KIND, user_id="ann", run_at=clock.now() + timedelta(hours=1), estimated_s=300)
    async with database.transaction() as connection:
        run_id = request.new_id()
        await operations.enqueue(connection, Queue(), run_id, request, clock.now())
    task = (await call("GetTaskStatus", {"task_id": str(run_id)}, ANN))["task"]
    assert task["waiting_reason"] == "It starts at 2026-03-01 13:00:00 UTC"
    assert (task["estimated_duration"], task["estimated_time_remaining"]) == (300, None)
    assert task["starts_at"] == "2026-03-01T13:00:00Z"


async def test_changes_are_reported_to_the_owner_and_to_nobody_else(start, carry_out, database, clock):
    run = await start(KIND, user_id="ann")
    await start(KIND)

    async def works(work):
        await work.progress(20, message="Collecting data")
        return {}

    await carry_out(run, works)
    query = "SELECT subject, data->'audience' AS audience, data->'message' AS message FROM task.outbox"
    async with database.read() as connection:
        rows = await connection.fetch_all(lambda **row: row, f"{query} ORDER BY seq")
    assert {row["subject"] for row in rows} == {str(run.id)}
    assert {tuple(row["audience"].items()) for row in rows} == {(("user", "ann"),)}
    seen = [(row["message"]["status"], row["message"]["progress"]) for row in rows]
    assert seen == [("pending", 0), ("running", 0), ("running", 20), ("completed", 100)]


async def test_an_administrator_sees_and_cancels_every_task(call, start, task_of):
    run = await start(KIND, user_id="ann")
    await call("CancelTask", {"task_id": str(run.id)}, ADMIN)
    assert (await task_of(run, ADMIN))["status"] == "cancelled"


async def test_a_task_that_is_started_again_at_once_still_stops_its_first_work(
    call, start, database, clock, perform
):
    run, stopped = await start(KIND, user_id="ann"), []

    async def works(work):
        try:
            await asyncio.Event().wait()
        finally:
            stopped.append(work.fence)
        return {}

    executor = Executor(database, clock, {KIND: works}, retry_delay_s=5)
    asked = {"task_id": str(run.id)}

    async def carried_out() -> asyncio.Task[None]:
        working = asyncio.create_task(perform(executor, run.id))
        await eventually(
            lambda: call("GetTaskStatus", asked, ANN), lambda it: it["task"]["status"] == "running"
        )
        return working

    first = await carried_out()
    await call("CancelTask", asked, ANN)
    await call("RetryTask", asked, ANN)
    second = await carried_out()
    await executor.stop_lost()
    await asyncio.wait_for(first, 20)
    assert len(stopped) == 1
    second.cancel()
    await asyncio.gather(second, return_exceptions=True)
