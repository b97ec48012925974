"""Work that only one process does at a time."""

import asyncio
from collections.abc import Callable

import psycopg
import pytest
from structlog.testing import capture_logs

from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.db.leader import lead
from service_kit.testing.waiting import eventually


class Worker:
    """Works until the leader's connection breaks; first raises `failures`."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.starts = 0
        self.leads = False

    async def work(self, connection: Connection) -> None:
        self.starts += 1
        if self.failures:
            raise self.failures.pop(0)
        self.leads = True
        try:
            while True:
                await connection.execute("SELECT 1")
                await asyncio.sleep(0.01)
        finally:
            self.leads = False


@pytest.fixture
async def database(sample):
    """The database to which `admin` is connected."""
    async with Database(sample.dsn("sample"), service="leader") as database:
        yield database


@pytest.fixture
async def start(database: Database):
    """Lets a worker lead as another process would."""
    async with asyncio.TaskGroup() as group:
        tasks: list[asyncio.Task[None]] = []

        def begin(worker: Worker, subject: str = "tests") -> asyncio.Task[None]:
            tasks.append(group.create_task(lead(database, "test", subject, worker.work)))
            return tasks[-1]

        yield begin
        for task in tasks:
            task.cancel()


async def told(condition: Callable[[], bool]) -> None:
    async def ask() -> bool:
        return condition()

    await eventually(ask)


async def test_one_leads_and_another_takes_over_when_it_ends(start):
    first, second = Worker(), Worker()
    leading = start(first)
    await told(lambda: first.leads)
    start(second)
    await asyncio.sleep(0.1)
    assert not second.leads
    leading.cancel()
    await told(lambda: second.leads)


async def test_work_on_something_else_has_a_leader_of_its_own(start):
    first, second = Worker(), Worker()
    start(first, "one")
    start(second, "other")
    await told(lambda: first.leads and second.leads)


async def test_a_leader_whose_connection_is_cut_leads_again(start, admin):
    worker = Worker()
    start(worker)
    await told(lambda: worker.leads)
    async with admin.read() as connection:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE locktype = 'advisory' AND datname = current_database()"
        )
    await told(lambda: worker.starts == 2 and worker.leads)


async def test_an_outage_is_waited_out(start):
    worker = Worker(OSError("away"), psycopg.OperationalError("away"))
    start(worker)
    await told(lambda: worker.leads)
    assert worker.starts == 3


async def test_a_mistake_is_logged_and_the_work_goes_on(start):
    worker = Worker(ZeroDivisionError())
    with capture_logs() as logs:
        start(worker)
        await told(lambda: worker.leads)
    assert [type(entry["exc_info"]) for entry in logs] == [ZeroDivisionError]
