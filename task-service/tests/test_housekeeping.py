"""Housekeeping deletes old rows, keeps others, and counts the deleted ones."""

from datetime import timedelta

import pytest

from altsports.task.v1.notices_models import RunCompleted
from service_kit.clock.clocks import FixedClock
from task_service.housekeeping import work
from task_service.housekeeping.work import Housekeeping
from task_service.notifications.operations import notify
from task_service.runs.domain import HOUSEKEEPING
from task_service.runs.executor import Executor


@pytest.fixture
def tidy_up(database, clock: FixedClock, perform, admit):
    """`await tidy_up(run)`: carries out the run as the worker does."""

    async def execute(run, *, handler=None) -> None:
        await admit()
        handler = handler or Housekeeping(clock, run_days=30, notification_days=90)
        executor = Executor(database, clock, {HOUSEKEEPING: handler}, retry_delay_s=1)
        await perform(executor, run.id)

    return execute


@pytest.fixture
def ended(database, clock: FixedClock):
    """`await ended(3, days_ago=40)`: adds three runs that were completed 40 days ago."""

    async def add(count: int, *, days_ago: float, status: str = "completed") -> None:
        moment = clock.now() - timedelta(days=days_ago)
        async with database.transaction() as connection:
            await connection.execute(
                "INSERT INTO task.runs (id, kind, status, created_at, completed_at)"
                " SELECT gen_random_uuid(), 'report', %s, %s, %s FROM generate_series(1, %s)",
                [status, moment, moment, count],
            )

    return add


async def _kinds(database) -> list[str]:
    async with database.read() as connection:
        return await connection.fetch_all(lambda kind: kind, "SELECT kind FROM task.runs ORDER BY created_at")


async def test_runs_that_ended_over_thirty_days_ago_are_deleted(database, start, look, ended, tidy_up):
    await ended(2, days_ago=31)
    await ended(1, days_ago=31, status="failed")
    await ended(1, days_ago=29)
    run = await start(HOUSEKEEPING)
    await tidy_up(run)
    deleted = {"results_deleted": 0, "runs_deleted": 3, "notifications_deleted": 0}
    assert (await look(run.id)).result == deleted
    assert await _kinds(database) == ["report", "housekeeping"]


async def test_a_run_that_still_waits_is_kept_however_old(database, start, clock, tidy_up):
    await start("report")
    clock.advance(timedelta(days=400))
    await tidy_up(await start(HOUSEKEEPING))
    assert await _kinds(database) == ["report", "housekeeping"]


async def test_an_expired_result_is_deleted_and_its_run_stays(database, start, look, clock, tidy_up):
    kept, expired = await start("report"), await start("report")
    async with database.transaction() as connection:
        await connection.execute(
            """UPDATE task.runs SET status = 'completed', result = '{"pages": 3}', expires_at = %s"""
            " + make_interval(days => CASE WHEN id = %s THEN 1 ELSE -1 END)",
            [clock.now(), kept.id],
        )
    run = await start(HOUSEKEEPING)
    await tidy_up(run)
    assert (await look(run.id)).result["results_deleted"] == 1
    assert [(await look(each.id)).result for each in (kept, expired)] == [{"pages": 3}, None]


async def test_many_rows_go_in_batches(start, look, ended, tidy_up, monkeypatch):
    monkeypatch.setattr(work, "_BATCH", 10)
    await ended(25, days_ago=31)
    run = await start(HOUSEKEEPING)
    await tidy_up(run)
    assert (await look(run.id)).result["runs_deleted"] == 25


async def test_the_count_survives_a_failed_attempt(start, look, ended, clock, tidy_up):
    await ended(4, days_ago=31)
    run = await start(HOUSEKEEPING)
    housekeeping = Housekeeping(clock, run_days=30, notification_days=90)

    async def fails_afterwards(running):
        await housekeeping(running)
        raise RuntimeError

    await tidy_up(run, handler=fails_afterwards)
    clock.advance(timedelta(seconds=5))
    await tidy_up(run)
    assert (await look(run.id)).result["runs_deleted"] == 4


async def test_notifications_are_deleted_after_ninety_days(database, start, look, clock, tidy_up):
    for run_id in ("r1", "r2"):
        async with database.transaction() as connection:
            notice = RunCompleted(run_id=run_id, title="Analysis", duration="3 minutes")
            await notify(connection, notice, ["ann"], now=clock.now())
        clock.advance(timedelta(days=46))
    run = await start(HOUSEKEEPING)
    await tidy_up(run)
    assert (await look(run.id)).result["notifications_deleted"] == 1
    async with database.read() as connection:
        assert await connection.fetch_value("SELECT array_agg(key) FROM task.notifications") == ["r2"]
