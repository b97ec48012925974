"""The database as handlers use it: reads, transactions, retries, limits, and errors."""

import asyncio
import gc
import time
from dataclasses import dataclass

import psycopg
import pytest
from prometheus_client import CollectorRegistry

from service_kit.db.blocks import Isolation
from service_kit.db.connection import Cursor
from service_kit.db.database import Database
from service_kit.db.errors import (
    CommitUnknown,
    ConnectionLost,
    DatabaseBusy,
    DatabaseTimeout,
    InvalidValue,
    TransactionConflict,
    constraint_of,
)
from service_kit.db.settings import PoolSettings
from service_kit.rpc.again import again
from service_kit.testing.waiting import eventually, until

INSERT = "INSERT INTO sample.clubs (id, name) VALUES (%s, %s)"
COUNT = "SELECT count(*) FROM sample.clubs"
KILL_OTHERS = (
    "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = %s"
)


async def count_clubs(database: Database) -> int:
    async with database.read() as connection:
        return await connection.fetch_value(COUNT)


@again
async def run(database: Database, work, isolation: Isolation = "read committed"):
    async with database.transaction(isolation) as connection:
        return await work(connection)


async def kill_sessions(admin: Database, service: str = "sample") -> int:
    async with admin.read() as connection:
        return await connection.fetch_value(KILL_OTHERS, [f"altsports-{service}"])


@pytest.fixture
def connect(sample):
    """`connect(max_size=2)`: a Database with its own pool settings on the same data as `admin` sees."""

    def make(**settings) -> Database:
        return Database(sample.dsn("sample"), PoolSettings(**settings), service="sample")

    return make


async def test_a_transaction_commits_when_its_block_ends(database):
    async with database.transaction() as connection:
        await connection.execute(INSERT, [1, "Rovers"])
    assert await count_clubs(database) == 1


async def test_a_transaction_leaves_nothing_when_its_block_raises(database):
    async def fail() -> None:
        async with database.transaction() as connection:
            await connection.execute(INSERT, [1, "Rovers"])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await count_clubs(database) == 0


async def test_a_block_that_swallows_a_failed_statement_learns_that_nothing_was_committed(database):
    async def go_on_after_a_failure() -> None:
        async with database.transaction() as connection:
            await connection.execute(INSERT, [1, "Rovers"])
            with pytest.raises(psycopg.errors.UndefinedTable):
                await connection.execute("SELECT * FROM sample.nothing")

    with pytest.raises(psycopg.errors.InFailedSqlTransaction):
        await go_on_after_a_failure()
    assert await count_clubs(database) == 0


async def test_a_savepoint_confines_a_failed_statement(database):
    async with database.transaction() as connection:
        await connection.execute(INSERT, [1, "Rovers"])
        with pytest.raises(psycopg.errors.UniqueViolation):
            async with connection.transaction():
                await connection.execute(INSERT, [1, "Rovers"])
    assert await count_clubs(database) == 1


async def test_a_read_cannot_write(database):
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        async with database.read() as connection:
            await connection.execute(INSERT, [1, "Rovers"])


async def test_a_violated_rule_is_known_by_the_name_of_its_constraint(database):
    async with database.transaction() as connection:
        await connection.execute(INSERT, [1, "Rovers"])
    with pytest.raises(psycopg.errors.UniqueViolation) as caught:
        async with database.transaction() as connection:
            await connection.execute(INSERT, [2, "Rovers"])
    assert constraint_of(caught.value) == "uq_clubs_name_city"


async def test_a_check_is_named_by_its_own_part(database):
    with pytest.raises(psycopg.errors.CheckViolation) as caught:
        async with database.transaction() as connection:
            await connection.execute(INSERT, [2, ""])
    assert constraint_of(caught.value) == "ck_clubs_name_given"


async def test_text_with_a_nul_character_is_the_callers_mistake(database):
    with pytest.raises(InvalidValue):
        async with database.transaction() as connection:
            await connection.execute(INSERT, [1, "Ro\x00vers"])


async def test_a_statement_over_the_limit_is_ended_by_the_server(connect):
    async with connect(statement_timeout_s=0.05) as database:
        with pytest.raises(DatabaseTimeout):
            async with database.read() as connection:
                await connection.execute("SELECT pg_sleep(30)")
        assert await count_clubs(database) == 0


async def test_sessions_carry_timeout_time_zone_and_name(connect):
    async with connect(statement_timeout_s=60) as database, database.read() as connection:
        settings = [
            await connection.fetch_value(f"SHOW {name}")
            for name in ("statement_timeout", "timezone", "application_name", "default_transaction_read_only")
        ]
    assert settings == ["1min", "UTC", "altsports-sample", "on"]


async def test_a_session_killed_while_idle_does_not_fail_the_next_read(connect, admin):
    async with connect(min_size=3) as database:
        assert await kill_sessions(admin) == 3
        assert await count_clubs(database) == 0


async def test_a_session_killed_while_idle_does_not_fail_the_next_transaction(connect, admin):
    async with connect(min_size=3) as database:
        assert await kill_sessions(admin) == 3
        async with database.transaction() as connection:
            await connection.execute(INSERT, [1, "Rovers"])
        assert await count_clubs(database) == 1


async def test_a_session_killed_between_two_statements_is_a_lost_connection(connect, admin):
    async def read_twice(database: Database) -> None:
        async with database.read() as connection:
            await kill_sessions(admin)
            await connection.execute(COUNT)

    async with connect() as database:
        with pytest.raises(ConnectionLost) as caught:
            await read_twice(database)
        assert caught.value.reason == "DATABASE_UNAVAILABLE"
        assert caught.value.retry_after_s == 1


async def test_a_connection_outside_the_pool_that_is_lost_is_a_lost_connection_too(connect, admin):
    async def count(database: Database) -> None:
        async with database.session() as connection:
            await kill_sessions(admin)
            await connection.execute(COUNT)

    async with connect() as database:
        with pytest.raises(ConnectionLost):
            await count(database)


async def test_what_may_run_again_starts_over_when_the_connection_is_lost_before_the_commit(connect, admin):
    tries = []

    async def work(connection):
        tries.append(await connection.fetch_value("SELECT pg_backend_pid()"))
        await connection.execute(INSERT, [1, "Rovers"])
        if len(tries) == 1:
            await kill_sessions(admin)
        return await connection.fetch_value(COUNT)

    async with connect() as database:
        assert await run(database, work) == 1
        assert len(set(tries)) == 2
        assert await count_clubs(database) == 1


async def test_a_commit_whose_outcome_is_unknown_is_not_repeated(connect, admin):
    tries = []

    async def work(connection):
        tries.append(1)
        await connection.execute(INSERT, [1, "Rovers"])
        # A commit that takes until it is killed.
        await connection.execute(
            "CREATE FUNCTION sample.slow() RETURNS trigger LANGUAGE plpgsql AS"
            " 'BEGIN PERFORM pg_sleep(20); RETURN NULL; END'"
        )
        await connection.execute(
            "CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON sample.players DEFERRABLE INITIALLY DEFERRED"
            " FOR EACH ROW EXECUTE FUNCTION sample.slow()"
        )
        await connection.execute("INSERT INTO sample.players (id, club_id, number) VALUES (1, 1, 7)")

    async def is_committing() -> int:
        async with admin.read() as connection:
            query = "SELECT count(*) FROM pg_stat_activity WHERE query = 'COMMIT' AND state = 'active'"
            return await connection.fetch_value(query)

    async with connect() as database:
        running = asyncio.create_task(run(database, work))
        await eventually(is_committing)
        await kill_sessions(admin)
        with pytest.raises(CommitUnknown):
            await running
        assert tries == [1]


async def test_what_may_run_again_starts_over_after_a_deadlock(connect):
    async with connect() as database:
        async with database.transaction() as connection:
            await connection.execute(INSERT, [1, "Rovers"])
            await connection.execute(INSERT, [2, "United"])
        both_hold_one = asyncio.Barrier(2)
        tries = []

        async def swap(connection, first, second):
            tries.append(first)
            await connection.execute("UPDATE sample.clubs SET city = 'x' WHERE id = %s", [first])
            if len(tries) <= 2:
                await both_hold_one.wait()
            await connection.execute("UPDATE sample.clubs SET city = 'x' WHERE id = %s", [second])

        await asyncio.gather(
            run(database, lambda connection: swap(connection, 1, 2)),
            run(database, lambda connection: swap(connection, 2, 1)),
        )
        assert len(tries) == 3


async def test_what_may_run_again_starts_over_after_a_serialization_failure(connect):
    async with connect() as database:
        tries = []

        async def add_one(connection):
            tries.append(1)
            count = await connection.fetch_value(COUNT)
            if len(tries) <= 2:
                await both_read.wait()
            await connection.execute(INSERT, [count + 1, f"Club {count + 1}"])

        both_read = asyncio.Barrier(2)
        await asyncio.gather(*(run(database, add_one, isolation="serializable") for _ in range(2)))
        assert await count_clubs(database) == 2
        assert len(tries) == 3


async def test_a_conflict_is_reported_as_one(connect):
    async with connect() as database:
        with pytest.raises(TransactionConflict):
            async with database.transaction() as connection:
                await connection.execute("DO $$ BEGIN RAISE EXCEPTION SQLSTATE '40001'; END $$")


async def test_what_may_run_again_gives_up_after_four_attempts(connect):
    tries = []

    async def work(connection):
        tries.append(1)
        await connection.execute("DO $$ BEGIN RAISE EXCEPTION SQLSTATE '40P01'; END $$")

    async with connect() as database:
        with pytest.raises(TransactionConflict):
            await run(database, work)
    assert len(tries) == 4


async def test_the_pool_never_lends_more_than_its_size(connect, admin):
    async with connect(max_size=3) as database:
        seen = []

        async def work():
            async with database.read() as connection:
                seen.append(database.pool.active)
                await connection.execute("SELECT pg_sleep(0.01)")

        await asyncio.gather(*(work() for _ in range(20)))
        assert max(seen) == 3
        assert (database.pool.size, database.pool.active, database.pool.waiting) == (3, 0, 0)


async def test_a_caller_that_waited_too_long_for_a_connection_is_asked_to_retry(connect):
    async with connect(max_size=1, timeout_s=0.05) as database, database.read():
        with pytest.raises(DatabaseBusy) as caught:
            async with database.read():
                pass
        assert caught.value.retry_after_s == 1
        assert database.pool.waiting == 0


async def test_a_cancelled_caller_ends_its_query_and_gives_the_connection_back(connect, admin):
    async with connect(max_size=1) as database:

        async def slow():
            async with database.transaction() as connection:
                await connection.execute(INSERT, [1, "Rovers"])
                started.set()
                await connection.execute("SELECT pg_sleep(60)")

        started = asyncio.Event()
        task = asyncio.create_task(slow())
        await started.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, 10)
        assert database.pool.active == 0
        assert await asyncio.wait_for(count_clubs(database), 5) == 0


async def test_a_waiter_who_gives_up_does_not_take_a_place_with_it(connect):
    async with connect(max_size=1) as database:
        async with database.read():
            waiter = asyncio.create_task(count_clubs(database))
            await asyncio.sleep(0)  # it runs until it waits
            assert database.pool.waiting == 1
            waiter.cancel()
            await asyncio.gather(waiter, return_exceptions=True)
        assert await asyncio.wait_for(count_clubs(database), 5) == 0


async def test_an_old_connection_is_replaced(connect):
    async with connect(max_size=1, recycle_s=0.0) as database:
        pids = set()
        for _ in range(3):
            async with database.read() as connection:
                pids.add(await connection.fetch_value("SELECT pg_backend_pid()"))
        assert len(pids) == 3


async def test_a_connection_is_used_again_while_it_is_young(connect):
    async with connect(max_size=5) as database:
        pids = set()
        for _ in range(5):
            async with database.read() as connection:
                pids.add(await connection.fetch_value("SELECT pg_backend_pid()"))
        assert len(pids) == 1


async def test_a_transaction_that_somebody_left_open_does_not_reach_the_next_caller(connect):
    async with connect(max_size=1) as database:
        async with database.read() as connection:
            await connection.execute("BEGIN READ WRITE")
            await connection.execute(INSERT, [1, "Rovers"])
        assert await count_clubs(database) == 0


async def test_a_migration_under_a_prepared_statement_costs_one_call_at_most(connect, admin):
    async def read(database: Database) -> list[tuple]:
        async with database.read() as connection:
            return await (await connection.execute("SELECT number FROM sample.players")).fetchall()

    async with connect(max_size=1) as database:
        for _ in range(5):
            await read(database)
        async with admin.transaction() as connection:
            await connection.execute("ALTER TABLE sample.players ALTER COLUMN number TYPE text")
        with pytest.raises(TransactionConflict):
            await read(database)
        assert await read(database) == []


async def test_the_same_statement_twice_in_one_block_gives_two_results(database):
    async with database.read() as connection:
        first = await connection.execute("SELECT generate_series(1, %s)", [3])
        second = await connection.execute("SELECT generate_series(1, %s)", [2])
        assert (await first.fetchall(), await second.fetchall()) == ([(1,), (2,), (3,)], [(1,), (2,)])


async def test_a_warm_statement_answers_with_fresh_rows_and_other_types(database):
    query = "SELECT %s AS value"
    answers = []
    for value in (1, "one", None, 2.5, 2**40):
        async with database.read() as connection:
            answers.append(await connection.fetch_one(dict, query, [value]))
    assert answers == [{"value": value} for value in (1, "one", None, 2.5, 2**40)]


async def test_no_connection_keeps_the_rows_of_a_large_result(database):
    for rows in (3, 1_000):
        async with database.read() as connection:
            cursor = await connection.execute("SELECT generate_series(1, %s), 'rows kept'", [rows])
            assert len(await cursor.fetchall()) == rows
    del cursor
    found = [each for each in gc.get_objects() if isinstance(each, Cursor) and each.rowcount > 100]
    assert found == []


async def test_a_healthy_check_names_the_size_of_the_pool(database):
    assert await database.check() == {
        "status": "healthy",
        "details": {"message": "Database connection successful", "connection_pool_size": 1},
    }


async def test_metrics_show_connections_in_use_and_the_time_of_statements(sample):
    registry = CollectorRegistry()
    async with Database(sample.dsn("sample"), service="sample", registry=registry) as database:
        async with database.read() as connection:
            await connection.execute(COUNT)
            assert registry.get_sample_value("database_connections_active", {"service": "sample"}) == 1
        labels = {"service": "sample", "operation": "select"}
        assert registry.get_sample_value("database_query_duration_seconds_count", labels) == 1
        assert registry.get_sample_value("database_pool_size", {"service": "sample"}) == 1
    assert registry.get_sample_value("database_pool_size", {"service": "sample"}) == 0


async def test_closing_waits_for_a_statement_that_is_running(connect):
    database = connect()
    await database.open()
    started = time.monotonic()

    async def work():
        async with database.read() as connection:
            begun.set()
            return await connection.fetch_value("SELECT 1 FROM pg_sleep(0.2)")

    begun = asyncio.Event()
    running = asyncio.create_task(work())
    await begun.wait()
    await database.close()
    assert await running == 1
    assert time.monotonic() - started < 4
    assert database.pool.size == 0


@dataclass(frozen=True)
class Club:
    name: str
    city: str = "unknown"


@pytest.mark.parametrize("columns", ["'Rovers' AS name, 'York' AS city", "'York' AS city, 'Rovers' AS name"])
async def test_a_row_becomes_an_object_by_the_names_of_its_columns(database, columns):
    async with database.read() as connection:
        assert await connection.fetch_all(Club, f"SELECT {columns}") == [Club("Rovers", "York")]
        assert await connection.fetch_one(Club, f"SELECT {columns} WHERE false") is None


async def test_columns_that_are_not_asked_for_keep_their_default(database):
    async with database.read() as connection:
        assert await connection.fetch_one(Club, "SELECT 'Rovers' AS name") == Club("Rovers")


async def test_a_column_that_the_object_does_not_have_is_a_mistake(database):
    async with database.read() as connection:
        with pytest.raises(TypeError):
            await connection.fetch_one(Club, "SELECT 'Rovers' AS nickname")


async def test_connections_that_nobody_needs_are_closed_after_a_while(connect):
    async with connect(min_size=1, max_size=5, idle_s=0) as database:
        async with database.read(), database.read(), database.read():
            assert database.pool.size == 3

        async def only_one_is_left() -> bool:
            return database.pool.size == 1

        await eventually(only_one_is_left)
        assert await count_clubs(database) == 0


async def test_killed_connections_are_replaced_before_anybody_asks(connect, admin):
    async with connect(min_size=2) as database:
        assert await kill_sessions(admin) == 2

        async def both_are_back() -> bool:
            async with admin.read() as connection:
                query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'altsports-sample'"
                return await connection.fetch_value(query) == 2

        await eventually(both_are_back)
        await until(lambda: database.pool.size == 2)
