"""A start need not be durable: PostgreSQL is killed right after one, and forgets it."""

import asyncio
import signal
import tempfile
from collections.abc import AsyncGenerator, Generator
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
import pytest_asyncio

from service_kit.clock.clocks import FixedClock
from service_kit.db import migrate
from service_kit.db.bootstrap import bootstrap, service_dsn
from service_kit.db.database import Database
from service_kit.process.loops import running
from service_kit.testing.clones import migrations_of
from service_kit.testing.postgres_server import PostgresServer
from service_kit.testing.waiting import eventually
from task_service.crew import Crew
from task_service.runs.executor import Executor
from task_service.runs.running import ClaimLost
from task_service.workers.presence import Presence


class Forgetful:
    """A PostgreSQL that writes no commit to its files that does not ask for it."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        self._server = PostgresServer(folder)
        self._server.start()
        bootstrap(self._server.url, secret, ["task"])
        self.dsn = service_dsn(self._server.url, "task", secret)
        migrate.upgrade(self.dsn, migrations_of("task"))

    def stop_writer(self) -> None:
        """Stops the process that writes those commits a fraction of a second later."""
        query = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'"
        with psycopg.connect(self._server.url) as connection:
            ((pid,),) = connection.execute(query).fetchall()
        psutil.Process(pid).send_signal(signal.SIGSTOP)

    def crash(self) -> None:
        self._server.kill()
        self._server.start()

    def remove(self) -> None:
        self._server.remove()


@pytest.fixture
def postgres(mesh_secret: bytes) -> Generator[Forgetful]:
    folder = Path(tempfile.mkdtemp(prefix="altsports-forgetful-"))
    folder.chmod(0o755)
    server = Forgetful(folder / "data", mesh_secret)
    yield server
    server.remove()
    folder.rmdir()


@pytest_asyncio.fixture
async def database(postgres: Forgetful) -> AsyncGenerator[Database]:
    async with Database(postgres.dsn, service="task") as opened:
        yield opened


class Report:
    """A handler whose first attempt goes on while PostgreSQL is killed and the second attempt works."""

    def __init__(self) -> None:
        self.fences: list[int] = []
        self.begun = [asyncio.Event(), asyncio.Event()]
        self.late_write: asyncio.Future[str] = asyncio.Future()

    async def __call__(self, run: Any) -> dict[str, Any]:
        self.fences.append(run.fence)
        number = len(self.fences) - 1
        self.begun[number].set()
        if number == 0:
            await self._write_late(run)
        await asyncio.shield(self.late_write)
        return {"attempt": number + 1}

    async def _write_late(self, run: Any) -> None:
        await self.begun[1].wait()
        try:
            await run.save({"by": "the attempt that was forgotten"})
        except ClaimLost:
            self.late_write.set_result("refused")
            raise
        self.late_write.set_result("stored")


async def test_a_start_that_a_crash_forgot_cannot_write_beside_the_next_one(
    postgres: Forgetful, database: Database, clock: FixedClock, start: Any, look: Any
) -> None:
    report = Report()
    executor = Executor(database, clock, {"report": report}, retry_delay_s=5)
    presence = Presence(database, executor, concurrency=2)
    crew = Crew(database, executor, presence, concurrency=2, grace_s=0)
    try:
        async with running(crew.loops()):
            await presence.report()
            await asyncio.to_thread(postgres.stop_writer)
            run = await start("report")
            await asyncio.wait_for(report.begun[0].wait(), 20)
            await asyncio.to_thread(postgres.crash)
            assert await asyncio.wait_for(report.late_write, 20) == "refused"
            after = await eventually(lambda: look(run.id), lambda run: run.status == "completed")
    finally:
        await crew.leave()
    assert report.fences == [1, 1]  # so the fence alone would have let the first attempt write
    assert (after.attempts, after.result) == (1, {"attempt": 2})
