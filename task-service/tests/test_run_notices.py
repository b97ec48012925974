"""Users of runs are notified when they end: of failures with what to do now, and of what took long."""

from datetime import timedelta

import pytest

from service_kit.caller import Caller
from service_kit.errors import NotFound
from task_service.runs.executor import Executor

ANN = Caller(kind="user", user_id="ann", role="user", permissions=frozenset({"tasks:write"}))
KIND = "deep_league_analysis"


@pytest.fixture
def carry_out(database, clock, perform):
    """`await carry_out(run, handler)`: carries out the run as a worker does."""

    async def execute(run, handler) -> None:
        executor = Executor(database, clock, {KIND: handler}, retry_delay_s=5)
        await perform(executor, run.id)

    return execute


@pytest.fixture
def told(database):
    """`await told()`: the notifications of all users."""

    async def read():
        query = "SELECT user_id, kind, title, body, steps, link FROM task.notifications ORDER BY created_at"
        async with database.read() as connection:
            return [tuple(row) for row in await connection.fetch_rows(query)]

    return read


async def _ends_for_good(_):
    raise NotFound("The league has no data sources", recovery=["Add a data source", "Start the run again"])


async def test_a_failed_run_says_what_went_wrong_and_what_to_do(start, carry_out, told):
    run = await start(KIND, user_id="ann")
    await carry_out(run, _ends_for_good)
    assert await told() == [
        (
            "ann",
            "run.failed",
            "Deep league analysis failed",
            "The league has no data sources",
            ["Add a data source", "Start the run again"],
            f"/api/v1/tasks/{run.id}/status",
        )
    ]


async def test_only_the_last_attempt_is_reported_and_a_way_out_is_always_named(
    start, carry_out, told, clock, admit
):
    run = await start(KIND, user_id="ann")

    async def breaks(_):
        raise ZeroDivisionError

    for _ in range(2):
        await carry_out(run, breaks)
        assert await told() == []
        clock.advance(timedelta(seconds=10))
        await admit()
    await carry_out(run, breaks)
    ((_, _, _, body, steps, _),) = await told()
    assert body == "Internal error"
    assert steps == ["Retry the task; if it fails again, report its task_id to the support"]


@pytest.mark.parametrize(("seconds", "kinds"), [(59, []), (61, ["run.completed"])])
async def test_a_completed_run_is_reported_if_it_took_long(start, carry_out, told, clock, seconds, kinds):
    run = await start(KIND, user_id="ann")

    async def works(_):
        clock.advance(timedelta(seconds=seconds))
        return {}

    await carry_out(run, works)
    assert [row[1] for row in await told()] == kinds


async def test_a_task_that_fails_again_after_its_user_retried_it_is_reported_again(
    start, carry_out, told, call
):
    run = await start(KIND, user_id="ann")
    for times in (1, 2):
        await carry_out(run, _ends_for_good)
        assert [row[1] for row in await told()] == ["run.failed"] * times
        await call("RetryTask", {"task_id": str(run.id)}, ANN)


async def test_what_nobody_asked_for_is_reported_to_nobody(start, carry_out, told):
    await carry_out(await start(KIND), _ends_for_good)
    assert await told() == []
