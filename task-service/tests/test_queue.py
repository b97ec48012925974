"""The queue: its health check, and how jobs of dead workers return to it."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from task_service.queue import repository as queue
from task_service.queue.diagnostics import QueueCheck
from task_service.queue.engine import engine_for
from task_service.queue.sweep import sweep

LOST_AFTER_S = 5


@pytest.fixture
def fetch(database):
    """`await fetch(silent_for_s=9)`: a worker takes the next job; its last heartbeat was 9 s ago."""

    async def take(*, silent_for_s: float = 0) -> int:
        async with database.transaction() as connection:
            worker = await connection.fetch_value(
                "INSERT INTO task.procrastinate_workers (last_heartbeat)"
                " VALUES (now() - make_interval(secs => %s)) RETURNING id",
                [silent_for_s],
            )
            job = await connection.fetch_value(
                "SELECT id FROM task.procrastinate_fetch_job_v2(NULL, %s)", [worker]
            )
        return job

    return take


@pytest.fixture
def check(database):
    return QueueCheck(database, worker_lost_after_s=LOST_AFTER_S)


async def _states(database) -> list[str]:
    query = "SELECT status::text FROM task.procrastinate_jobs ORDER BY id"
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
        await connection.execute("UPDATE task.procrastinate_events SET at = now() - interval '40 s'")
        await connection.execute(
            "INSERT INTO task.runs (id, kind, status, created_at, completed_at)"
            " VALUES (gen_random_uuid(), 'report', 'failed', now(), now())"
        )
    found = await check()
    details = found["details"]
    assert found["status"] == "healthy"
    assert (details["waiting"], details["doing"], details["failed"], details["workers"]) == (2, 1, 1, 1)
    assert 40 <= details["oldest_waiting_s"] < 60


async def test_a_job_that_waits_for_its_time_is_not_late(check, start, fetch, database):
    await start("report")
    async with database.transaction() as connection:
        await connection.execute("UPDATE task.procrastinate_jobs SET scheduled_at = now() + interval '1 h'")
    assert (await check())["details"]["oldest_waiting_s"] == 0


async def test_jobs_of_a_silent_worker_go_back_and_those_of_a_living_one_stay(database, start, fetch):
    for _ in range(3):
        await start("report")
    await fetch(silent_for_s=LOST_AFTER_S + 1)
    await fetch(silent_for_s=LOST_AFTER_S - 1)
    assert await sweep(database, worker_lost_after_s=LOST_AFTER_S) == 1
    assert await _states(database) == ["todo", "doing", "todo"]


async def test_jobs_of_a_worker_that_is_already_forgotten_go_back(database, start, fetch):
    await start("report")
    await fetch()
    async with database.transaction() as connection:
        await connection.execute("DELETE FROM task.procrastinate_workers")
    assert await sweep(database, worker_lost_after_s=LOST_AFTER_S) == 1


async def test_a_sweep_wakes_the_workers(database, start, fetch):
    await start("report")
    await fetch(silent_for_s=60)
    listener = await database.connect()
    try:
        await listener.execute('LISTEN "procrastinate_queue_v1#runs"')
        await sweep(database, worker_lost_after_s=LOST_AFTER_S)
        async with asyncio.timeout(10):
            notice = await anext(aiter(listener.notifies()))
        assert '"job_inserted"' in notice.payload
    finally:
        await listener.close()


async def test_two_sweeps_at_once_give_each_job_back_once(database, start, fetch):
    for _ in range(5):
        await start("report")
        await fetch(silent_for_s=60)
    found = await asyncio.gather(*(sweep(database, worker_lost_after_s=LOST_AFTER_S) for _ in range(4)))
    assert sum(found) == 5


async def test_only_jobs_that_ended_long_ago_are_deleted(database, start):
    for _ in range(3):
        await start("report")
    async with database.transaction() as connection:
        await connection.execute("UPDATE task.procrastinate_jobs SET status = 'succeeded' WHERE id IN (1, 2)")
        await connection.execute(
            "UPDATE task.procrastinate_events SET at = at - interval '9 d' WHERE job_id IN (1, 3)"
        )
    async with database.transaction() as connection:
        assert (
            await queue.delete_finished(connection, before=datetime.now(UTC) - timedelta(days=7), limit=10)
            == 1
        )
    assert await _states(database) == ["succeeded", "todo"]


async def test_an_idle_worker_hears_of_jobs_without_waking_up_to_look(cloned_dsn, database, monkeypatch):
    heard: asyncio.Queue[str] = asyncio.Queue()

    async def hear(*, channel: str, payload: str) -> None:
        heard.put_nowait(channel)

    async def notify() -> None:
        async with database.transaction() as connection:
            await connection.execute("NOTIFY sample_jobs")

    loop = asyncio.get_running_loop()
    add_reader, looks = loop.add_reader, []
    async with engine_for(cloned_dsn, _execute_nothing).open_async() as engine:
        listening = asyncio.create_task(engine.connector.listen_notify(hear, ["sample_jobs"]))
        try:
            while heard.empty():
                await notify()
                await asyncio.sleep(0.05)
            monkeypatch.setattr(loop, "add_reader", lambda *given: (looks.append(given), add_reader(*given)))
            await asyncio.sleep(0.5)
            monkeypatch.undo()
            assert len(looks) <= 1  # psycopg itself registers the socket again at each of ten looks a second
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


async def _execute_nothing(run_id: UUID, job_id: int) -> None:
    """A job that no test starts."""
