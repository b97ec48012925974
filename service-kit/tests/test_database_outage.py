"""PostgreSQL stops and restarts: the errors of callers in the meantime, and recovery without restarts."""

import asyncio
import time

import pytest

from service_kit.db.database import Database
from service_kit.db.errors import DatabaseUnavailable
from service_kit.db.settings import PoolSettings
from service_kit.errors import Unavailable
from service_kit.testing.waiting import eventually

SETTINGS = PoolSettings(min_size=2, max_size=5, reconnect_max_s=0.3, timeout_s=5)
MOST_S = 0.05


async def answer_of(database: Database) -> int | str:
    try:
        async with database.read() as connection:
            return await connection.fetch_value("SELECT 1")
    except Unavailable as error:
        return error.reason


@pytest.fixture
def server(own_postgres):
    """Running before and after."""
    own_postgres.start()
    yield own_postgres
    own_postgres.start()


async def until_it_answers(database: Database) -> None:
    async def is_back() -> bool:
        return await answer_of(database) == 1

    await eventually(is_back)


async def test_a_service_starts_without_its_database_and_finds_it_later(server):
    url = server.url
    server.stop()
    async with Database(url, SETTINGS) as database:
        assert await answer_of(database) == "DATABASE_UNAVAILABLE"
        server.start()
        await until_it_answers(database)


async def test_a_restart_during_use_needs_no_restart_of_the_service(server):
    async with Database(server.url, SETTINGS) as database:
        assert await answer_of(database) == 1
        server.stop()
        assert await answer_of(database) == "DATABASE_UNAVAILABLE"
        server.start()
        await until_it_answers(database)


async def test_a_restart_that_nobody_noticed_costs_no_request(server):
    async with Database(server.url, SETTINGS) as database:
        assert await answer_of(database) == 1
        server.stop()
        server.start()
        assert await answer_of(database) == 1


async def test_a_killed_server_is_survived(server):
    async with Database(server.url, SETTINGS) as database:
        assert await answer_of(database) == 1
        server.kill()
        assert await answer_of(database) == "DATABASE_UNAVAILABLE"
        server.start()
        await until_it_answers(database)


async def test_calls_fail_fast_once_the_breaker_is_open(server, caplog):
    async with Database(server.url, SETTINGS) as database:
        server.stop()

        async def is_open() -> bool:
            await answer_of(database)
            return database.pool.broken

        await eventually(is_open)
        started = time.monotonic()
        answers = await asyncio.gather(*(answer_of(database) for _ in range(20)))
        assert set(answers) == {"DATABASE_UNAVAILABLE"}
        assert time.monotonic() - started < MOST_S
        assert "circuit breaker open" in caplog.text
        server.start()
        await until_it_answers(database)
        assert not database.pool.broken


async def test_the_error_says_when_to_come_back_and_nothing_about_the_server(server):
    url = server.url
    server.stop()
    async with Database(url, SETTINGS) as database:
        with pytest.raises(DatabaseUnavailable) as caught:
            async with database.transaction():
                pass
        error = caught.value
        assert error.retry_after_s is not None
        assert error.retry_after_s >= 1
        for secret in ("postgres", "/", "socket", "host"):
            assert secret not in str(error).lower()


async def test_an_unhealthy_check_names_the_way_back_and_no_address(server):
    url = server.url
    server.stop()
    async with Database(url, SETTINGS) as database:
        assert await database.check() == {
            "status": "unhealthy",
            "details": {"connection_pool_size": 0},
            "error": "The database does not answer",
            "recovery": "Restart database connection pool",
        }


async def test_traffic_through_restarts_loses_nothing_and_writes_nothing_twice(server):
    """Every acknowledged write is stored once, and no refused write is stored."""
    async with Database(server.url, SETTINGS) as database:
        async with database.transaction() as connection:
            await connection.execute("CREATE TABLE IF NOT EXISTS visits (id int PRIMARY KEY)")
        written: set[int] = set()
        refused: set[int] = set()
        over = asyncio.Event()

        async def write(first: int) -> None:
            number = first
            while not over.is_set():
                number += 10
                try:
                    async with database.transaction() as connection:
                        await connection.execute("INSERT INTO visits VALUES (%s)", [number])
                        await connection.execute("SELECT 1")
                    written.add(number)
                except Unavailable:
                    refused.add(number)
                    await asyncio.sleep(0.005)

        writers = [asyncio.create_task(write(first)) for first in range(8)]
        for _ in range(2):
            before = len(written)

            async def has_progressed(before: int = before) -> bool:
                return len(written) > before + 50

            await eventually(has_progressed)
            await asyncio.to_thread(server.stop)
            await asyncio.to_thread(server.start)
            await until_it_answers(database)
        over.set()
        await asyncio.gather(*writers)
        async with database.read() as connection:
            rows = await (await connection.execute("SELECT id FROM visits")).fetchall()
        assert written <= {row[0] for row in rows} <= written | refused
        assert database.pool.size <= SETTINGS.max_size
