"""How a worker carries out a run, including failures and lost claims."""

import asyncio
from datetime import timedelta

import pytest

from service_kit.errors import NotFound, Unavailable
from task_service.runs.domain import LOST_WORKER
from task_service.runs.executor import Executor
from task_service.runs.running import ClaimLost

KIND = "report"


@pytest.fixture
def carry_out(database, clock, perform, admit):
    """`await carry_out(run, handler)`: carries out the run as a worker does."""

    async def execute(run, handler) -> None:
        await admit()
        executor = Executor(database, clock, {KIND: handler}, retry_delay_s=5)
        await perform(executor, run.id)

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


async def test_a_run_is_taken_by_one_of_many_workers(start, take, database, clock):
    runs = [await start(KIND) for _ in range(9)]
    workers = [Executor(database, clock, {}, retry_delay_s=5) for _ in range(4)]
    taken = await asyncio.gather(*(take(worker, 3) for worker in workers))
    assert sorted(claim.run_id for claims in taken for claim in claims) == sorted(run.id for run in runs)


async def test_runs_that_end_together_are_one_commit(start, look, take, database, clock):
    runs = [await start(KIND, user_id=f"user-{number}") for number in range(6)]
    together = asyncio.Barrier(6)

    async def wait(_):
        await together.wait()
        return {"pages": 3}

    executor = Executor(database, clock, {KIND: wait}, retry_delay_s=5)
    taken = await take(executor, 6)
    commits = await _commits(database, lambda: asyncio.gather(*map(executor.carry_out, taken)))
    assert commits <= 2  # the first to end does not wait for the others
    assert {(await look(run.id)).status for run in runs} == {"completed"}


async def test_a_result_that_cannot_be_stored_fails_its_own_run_only(start, look, take, database, clock):
    runs = [await start(KIND) for _ in range(3)]
    together = asyncio.Barrier(3)

    async def write(work):
        await together.wait()
        return {"text": "\0" if work.id == runs[1].id else "fine"}

    executor = Executor(database, clock, {KIND: write}, retry_delay_s=5)
    await asyncio.gather(*map(executor.carry_out, await take(executor, 3)))
    assert [(await look(run.id)).status for run in runs] == ["completed", "failed", "completed"]


async def _commits(database, work) -> int:
    """How many transactions with a row version of task.runs the work commits."""
    query = "SELECT count(DISTINCT xmin::text) FROM task.runs"
    await work()
    async with database.read() as connection:
        return await connection.fetch_value(query)


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


async def test_a_worker_that_lost_its_run_can_no_longer_write(start, look, carry_out, sweep):
    run = await start(KIND)
    lost = []

    async def slow(running):
        await sweep()  # another worker takes over meanwhile, and completes it
        await carry_out(run, _done)
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


async def test_a_run_that_loses_its_worker_three_times_fails(start, look, take, database, clock, sweep):
    run = await start(KIND)
    for _ in range(3):
        assert len(await take(Executor(database, clock, {}, retry_delay_s=5), 5)) == 1
        await sweep()
    after = await look(run.id)
    assert (after.status, after.attempts, after.error) == ("failed", 3, LOST_WORKER)


async def test_a_kind_without_a_handler_waits_for_a_newer_version(start, look, carry_out):
    run = await start("unheard_of")
    await carry_out(run, _done)
    after = await look(run.id)
    assert (after.status, after.attempts, after.queued_at) == ("pending", 0, None)
    assert after.waits_for == "The task service has no handler for tasks of type unheard_of"


async def test_a_bug_fails_in_the_words_of_no_internals(start, look, carry_out):
    run = await start(KIND)

    async def fails(_):
        raise RuntimeError("password=secret")

    await carry_out(run, fails)
    after = await look(run.id)
    assert (after.error, after.error_reason) == ("Internal error", "INTERNAL")


async def test_the_work_of_a_start_that_postgresql_forgot_is_stopped(start, look, take, database, clock):
    stopped = asyncio.Event()

    async def works(_):
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()
        return {}

    runs = [await start(KIND), await start(KIND, user_id="ann")]
    executor = Executor(database, clock, {KIND: works}, retry_delay_s=5)
    claims = await take(executor, 2)
    async with database.transaction() as connection:
        query = "UPDATE task.runs SET status = 'pending', fence = 0, attempts = 0, claim_id = NULL"
        await connection.execute(query)
    working = [asyncio.create_task(executor.carry_out(claim)) for claim in claims]
    await asyncio.wait_for(stopped.wait(), 20)  # the run with an owner, when its start is reported
    await executor.stop_lost()
    await asyncio.wait_for(asyncio.gather(*working), 20)
    assert [(await look(run.id)).status for run in runs] == ["pending", "pending"]
