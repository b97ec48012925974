"""How a worker carries out a run, including failures and lost claims."""

import asyncio
from datetime import timedelta

import pytest

from service_kit.errors import NotFound, Unavailable
from task_service.runs import claims
from task_service.runs.domain import LOST_WORKER
from task_service.runs.jobs import Executor
from task_service.runs.running import ClaimLost

KIND = "report"


@pytest.fixture
def carry_out(database, clock, job_of, admit):
    """`await carry_out(run, handler)`: carries out the job of the run as a worker does."""

    async def execute(run, handler, *, job_id: int | None = None) -> None:
        await admit()
        executor = Executor(database, clock, {KIND: handler}, retry_delay_s=5)
        await executor.execute(run.id, job_id or await job_of(run.id))

    return execute


async def _done(run) -> dict:
    return {"pages": 3}


async def test_a_run_that_works_is_completed_with_its_result(start, look, carry_out):
    run = await start(KIND)
    await carry_out(run, _done)
    after = await look(run.id)
    assert (after.status, after.progress, after.attempts, after.result) == ("completed", 100, 1, {"pages": 3})
    assert after.completed_at == after.started_at == after.created_at


async def test_a_completed_run_is_not_carried_out_again(start, look, carry_out):
    run = await start(KIND)
    await carry_out(run, _done)

    async def never(_):
        raise AssertionError("carried out twice")

    await carry_out(run, never)
    assert (await look(run.id)).attempts == 1


async def test_a_job_that_is_not_the_runs_does_nothing(start, look, carry_out):
    run = await start(KIND)
    await carry_out(run, _done, job_id=999_999)
    assert (await look(run.id)).status == "pending"


async def test_a_failure_waits_longer_each_time_and_ends_after_three_attempts(start, look, carry_out, clock):
    run = await start(KIND)

    async def fails(_):
        raise Unavailable("The feed does not answer")

    pauses = []
    for _ in range(2):
        await carry_out(run, fails)
        after = await look(run.id)
        assert (after.status, after.error) == ("pending", "The feed does not answer")
        pauses.append((after.run_at - clock.now()).total_seconds())
        clock.advance(after.run_at - clock.now())
    await carry_out(run, fails)
    after = await look(run.id)
    assert pauses == [5, 10]
    assert (after.status, after.attempts, after.error) == ("failed", 3, "The feed does not answer")
    assert after.completed_at is not None


async def test_a_failure_that_will_not_pass_ends_the_run_at_once(start, look, carry_out):
    run = await start(KIND)

    async def fails(_):
        raise NotFound("League not found")

    await carry_out(run, fails)
    after = await look(run.id)
    assert (after.status, after.attempts, after.error) == ("failed", 1, "League not found")


async def test_a_later_success_clears_the_error(start, look, carry_out, clock):
    run = await start(KIND)

    async def fails(_):
        raise RuntimeError

    await carry_out(run, fails)
    clock.advance(timedelta(seconds=5))
    await carry_out(run, _done)
    after = await look(run.id)
    assert (after.status, after.attempts, after.error) == ("completed", 2, None)


async def test_the_next_attempt_goes_on_from_the_last_saved_step(start, look, carry_out, clock):
    run = await start(KIND)

    async def fails_half_way(running):
        async with running.step(progress=50):
            running.saved["rows"] = 500
        raise RuntimeError

    async def goes_on(running):
        return {"rows": running.saved["rows"] + 500}

    await carry_out(run, fails_half_way)
    assert (await look(run.id)).progress == 50
    clock.advance(timedelta(seconds=5))
    await carry_out(run, goes_on)
    assert (await look(run.id)).result == {"rows": 1000}


async def test_progress_never_goes_back(start, look, carry_out):
    run = await start(KIND)
    seen = []

    async def wavers(running):
        for progress in (60, 20):
            async with running.step(progress=progress):
                pass
            seen.append((await look(run.id)).progress)
        return {}

    await carry_out(run, wavers)
    assert seen == [60, 60]


async def test_a_step_that_fails_leaves_nothing_behind(start, look, carry_out, database):
    run = await start(KIND)

    async def fails_in_a_step(running):
        async with running.step(progress=50) as connection:
            await connection.execute("DELETE FROM task.runs")
            raise NotFound("half way")

    await carry_out(run, fails_in_a_step)
    assert (await look(run.id)).progress == 0


async def test_a_worker_that_lost_its_run_can_no_longer_write(
    start, look, carry_out, database, clock, job_of
):
    run = await start(KIND)
    lost = []

    async def slow(running):
        await carry_out(run, _done)  # another worker takes over meanwhile, and completes it
        with pytest.raises(ClaimLost):
            async with running.step(progress=99) as connection:
                await connection.execute("UPDATE task.runs SET error = 'overwritten'")
        lost.append(True)
        return {"pages": 0}

    await carry_out(run, slow)
    after = await look(run.id)
    assert lost
    assert (after.status, after.result, after.error) == ("completed", {"pages": 3}, None)


async def test_stopping_a_worker_costs_no_attempt(start, look, carry_out):
    run = await start(KIND)
    started = asyncio.Event()

    async def long(_):
        started.set()
        await asyncio.Event().wait()

    working = asyncio.create_task(carry_out(run, long))
    await asyncio.wait_for(started.wait(), 10)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    after = await look(run.id)
    assert (after.status, after.attempts) == ("pending", 0)


async def test_a_run_that_loses_its_worker_three_times_fails(start, look, carry_out, database, clock, job_of):
    run = await start(KIND)
    for _ in range(3):  # claimed, and then abandoned
        async with database.transaction() as connection:
            assert await claims.claim(connection, run.id, await job_of(run.id), clock.now())
    await carry_out(run, _done)
    after = await look(run.id)
    assert (after.status, after.attempts, after.error) == ("failed", 3, LOST_WORKER)


async def test_a_kind_without_a_handler_waits_for_a_newer_version(start, look, carry_out):
    run = await start("unheard_of")
    await carry_out(run, _done)
    after = await look(run.id)
    assert (after.status, after.attempts, after.job_id) == ("pending", 0, None)
    assert after.waits_for == "The task service has no handler for tasks of type unheard_of"


async def test_a_bug_fails_in_the_words_of_no_internals(start, look, carry_out):
    run = await start(KIND)

    async def fails(_):
        raise RuntimeError("password=secret")

    await carry_out(run, fails)
    after = await look(run.id)
    assert (after.error, after.error_reason) == ("Internal error", "INTERNAL")
