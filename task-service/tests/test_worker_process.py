"""The worker as a real process: killed, stopped, and cut off from its database."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from altsports.mesh.v1.diagnostics_pb2 import GetMetricsRequest
from service_kit.caller import service_caller
from service_kit.clock.clocks import FixedClock, SystemClock
from service_kit.db import migrate
from service_kit.db.bootstrap import bootstrap, service_dsn
from service_kit.db.database import Database
from service_kit.db.settings import PoolSettings
from service_kit.errors import Unavailable
from service_kit.rpc.grpc_client import MeshClient
from service_kit.settings.mesh import MeshSettings
from service_kit.testing.clones import migrations_of
from service_kit.testing.postgres_server import PostgresServer
from service_kit.testing.waiting import eventually as wait_for
from task_service.queue.diagnostics import QueueCheck
from task_service.queue.limits import Queue
from task_service.runs.operations import start_run
from task_service.schedules.declared import declare_own
from task_service.settings import TaskSettings

SLOW_WORKER = [str(Path(__file__).with_name("slow_worker.py"))]
REAL_WORKER = ["-m", "task_service", "worker"]
METRICS = "/altsports.mesh.v1.DiagnosticsService/GetMetrics"
ENDED_S = 60

Process = asyncio.subprocess.Process
Spawn = Callable[..., Awaitable[Process]]


async def eventually(true: Callable[[], Awaitable[bool]]) -> None:
    await wait_for(true, within_s=ENDED_S)


async def test_a_run_is_carried_out_by_the_real_worker(database, start, look, spawn, cloned_dsn):
    run = await start("housekeeping", user_id="ada")
    await spawn(REAL_WORKER, cloned_dsn)
    await eventually(lambda: _is(look, run, "completed"))
    names = ("results_deleted", "runs_deleted", "notifications_deleted")
    assert (await look(run.id)).result == dict.fromkeys(names, 0)
    assert (await QueueCheck(database, worker_lost_after_s=5)()).get("status") == "healthy"


async def test_a_worker_tells_its_metrics(start, look, spawn, cloned_dsn, tmp_path, mesh_secret):
    run = await start("housekeeping", user_id="ada")
    first = await spawn(REAL_WORKER, cloned_dsn)
    await eventually(lambda: _is(look, run, "completed"))
    second = await spawn(REAL_WORKER, cloned_dsn)  # finds the address in use, and works anyway
    settings = MeshSettings(home=tmp_path, mesh_secret=SecretStr(mesh_secret.decode()))
    async with MeshClient.from_settings(settings) as mesh:

        async def is_told() -> bool:
            caller = service_caller("tests")
            answer = await mesh.call(METRICS, GetMetricsRequest(), caller=caller, area="worker")
            return 'task_runs_total{kind="housekeeping",outcome="completed"} 1.0' in answer.text

        await eventually(is_told)
    again = await start("housekeeping", user_id="ada")
    first.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(first.wait(), ENDED_S) == 0
    await eventually(lambda: _is(look, again, "completed"))
    assert second.returncode is None


async def test_a_run_whose_worker_is_killed_goes_on_with_another_within_seconds(
    start, look, spawn, cloned_dsn
):
    run = await start("slow")
    first = await spawn(SLOW_WORKER, cloned_dsn)
    await eventually(lambda: _has_progress(look, run, 40))
    first.send_signal(signal.SIGKILL)
    await first.wait()
    await spawn(SLOW_WORKER, cloned_dsn)
    await eventually(lambda: _is(look, run, "completed"))
    after = await look(run.id)
    assert (after.result, after.attempts) == ({"went_on_from": 1}, 2)


async def test_a_worker_that_is_stopped_hands_its_run_back_and_ends_well(start, look, spawn, cloned_dsn):
    run = await start("slow")
    first = await spawn(SLOW_WORKER, cloned_dsn)
    await eventually(lambda: _has_progress(look, run, 40))
    first.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(first.wait(), ENDED_S) == 0
    after = await look(run.id)
    assert (after.status, after.attempts) == ("pending", 0)
    await spawn(SLOW_WORKER, cloned_dsn)
    await eventually(lambda: _is(look, run, "completed"))
    assert (await look(run.id)).attempts == 1


async def test_the_schedule_makes_up_for_a_date_without_a_worker_and_fires_once(database, spawn, cloned_dsn):
    two_hours_ago = FixedClock(datetime.now(UTC) - timedelta(hours=2))
    settings = TaskSettings(housekeeping_schedule="0 * * * *", mesh_secret=SecretStr("x" * 40))
    await declare_own(settings, database, two_hours_ago)
    for _ in range(2):
        await spawn(REAL_WORKER, cloned_dsn, HOUSEKEEPING_SCHEDULE="0 * * * *")

    async def is_done() -> bool:
        async with database.read() as connection:
            return (
                await connection.fetch_value("SELECT count(*) FROM task.runs WHERE status = 'completed'") > 0
            )

    await eventually(is_done)
    async with database.read() as connection:
        rows = await connection.fetch_all(lambda **row: row, "SELECT kind, user_id FROM task.runs")
    assert rows == [{"kind": "housekeeping", "user_id": None}]


async def test_a_worker_that_cannot_reach_its_database_for_long_says_so_and_fails(spawn):
    worker = await spawn(
        REAL_WORKER, "postgresql://nobody@127.0.0.1:1/nowhere", WORKER_PATIENCE="0.5", DB_POOL_TIMEOUT="1"
    )
    assert await asyncio.wait_for(worker.wait(), ENDED_S) == 1


async def test_a_worker_outlives_its_database(tmp_path: Path, mesh_secret: bytes, spawn: Spawn):
    """PostgreSQL is killed and restarted: the worker reconnects and carries out the run that waited."""
    server = PostgresServer(tmp_path / "postgres")
    server.start()
    try:
        bootstrap(server.url, mesh_secret, ["task"])
        dsn = service_dsn(server.url, "task", mesh_secret)
        migrate.upgrade(dsn, migrations_of("task"))
        worker = await spawn(REAL_WORKER, dsn)
        async with Database(dsn, PoolSettings(max_size=2), service="test") as database:
            await _housekeeping_is_done(database, 1)
            server.kill()
            server.start()
            await _housekeeping_is_done(database, 2)
        assert worker.returncode is None
    finally:
        server.remove()


async def _housekeeping_is_done(database: Database, number: int) -> None:
    async def is_done() -> bool:
        query = "SELECT count(*) FROM task.runs WHERE status = 'completed'"
        try:
            async with database.transaction() as connection:
                await start_run(
                    connection,
                    Queue(),
                    kind="housekeeping",
                    user_id=None,
                    request_id=str(number),
                    now=SystemClock().now(),
                )
            async with database.read() as connection:
                return await connection.fetch_value(query) == number
        except Unavailable:  # while the database is down
            return False

    await eventually(is_done)


async def _is(look, run, status: str) -> bool:
    return (await look(run.id)).status == status


async def _has_progress(look, run, progress: float) -> bool:
    return (await look(run.id)).progress == progress
