"""A PostgreSQL that answers but refuses work: a full disk, a standby, no free connection."""

import pytest
from psycopg.errors import ReadOnlySqlTransaction

from service_kit.db.database import Database
from service_kit.db.errors import DatabaseFull, DatabaseUnavailable, cannot_connect
from service_kit.errors import DomainError
from service_kit.testing.waiting import eventually

FULL = "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '{}'; END $$"


async def fail(database: Database, sqlstate: str) -> DomainError:
    with pytest.raises(DomainError) as failure:
        async with database.transaction() as connection:
            await connection.execute(FULL.format(sqlstate).encode())
    return failure.value


@pytest.mark.parametrize(
    ("sqlstate", "reason"),
    [
        ("53100", "DATABASE_DISK_FULL"),
        ("53200", "DATABASE_OUT_OF_RESOURCES"),
        ("53300", "DATABASE_TOO_MANY_CONNECTIONS"),
        ("53400", "DATABASE_OUT_OF_RESOURCES"),
        ("25006", "DATABASE_READ_ONLY"),
    ],
)
async def test_a_refusal_has_its_reason_and_is_not_repeated_at_once(database, sqlstate, reason):
    error = await fail(database, sqlstate)
    assert (error.kind, error.reason, error.undone) == ("unavailable", reason, False)
    assert error.retry_after_s
    assert error.recovery


async def test_a_write_in_a_block_that_only_reads_stays_a_mistake_of_ours(database):
    with pytest.raises(ReadOnlySqlTransaction):
        async with database.read() as connection:
            await connection.execute("INSERT INTO sample.clubs (id, name) VALUES (1, 'Rovers')")


async def test_health_reports_a_full_disk_until_there_is_space(database, monkeypatch):
    assert isinstance(await fail(database, "53100"), DatabaseFull)
    with monkeypatch.context() as full:
        full.setattr("service_kit.db.database._WRITE_A_MEGABYTE", FULL.format("53100").encode())
        for _ in range(2):
            found = await database.check()
            assert (found.get("status"), found.get("error")) == (
                "unhealthy",
                "The disk of the database is full",
            )
    assert (await database.check()).get("status") == "healthy"


async def test_a_standby_reads_and_refuses_writes(own_postgres):
    own_postgres.become_standby()
    try:
        async with Database(own_postgres.url) as database:

            async def answers() -> bool:
                try:
                    async with database.read() as connection:
                        return await connection.fetch_value("SELECT pg_is_in_recovery()")
                except DatabaseUnavailable:
                    return False

            assert await eventually(answers)
            with pytest.raises(DatabaseUnavailable) as refused:
                async with database.transaction():
                    pass
            assert refused.value.reason == "DATABASE_READ_ONLY"
            found = await database.check()
            assert (found.get("status"), found.get("error")) == (
                "unhealthy",
                "The database accepts no writes",
            )
    finally:
        own_postgres.become_primary()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("FATAL:  sorry, too many clients already", "DATABASE_TOO_MANY_CONNECTIONS"),
        ('FATAL:  too many connections for role "ai"', "DATABASE_TOO_MANY_CONNECTIONS"),
        ("FATAL:  remaining connection slots are reserved for roles", "DATABASE_TOO_MANY_CONNECTIONS"),
        ("could not connect to server", "DATABASE_UNAVAILABLE"),
    ],
)
def test_a_refused_connection_has_its_reason(text, reason):
    error = cannot_connect(OSError(text), 0.2)
    assert (error.reason, error.retry_after_s) == (reason, 1.0)


async def test_a_server_without_free_connections_says_so(sample, admin):
    async with admin.transaction() as connection:
        name = await connection.fetch_value("SELECT current_database()")
        await connection.execute(f'ALTER DATABASE "{name}" CONNECTION LIMIT 0')
    async with Database(sample.dsn("sample")) as database:
        found = await database.check()
    assert found.get("error") == "The database accepts no more connections"
