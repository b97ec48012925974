"""The tables match the migrations, and every migration can be reverted."""

from collections.abc import Callable
from typing import Any

from service_kit.db import migrate
from service_kit.testing.clones import Clone, migrations_of

FOLDER = migrations_of("league")


def test_the_migrations_make_the_described_tables(cloned: Callable[..., Clone]) -> None:
    assert migrate.check(cloned("league").dsn("league"), FOLDER) == []


def test_every_migration_can_be_taken_back_and_made_again(cloned: Callable[..., Clone]) -> None:
    dsn = cloned("league").dsn("league")
    migrate.downgrade(dsn, FOLDER, "base")
    assert migrate.current(dsn, "league") is None
    migrate.upgrade(dsn, FOLDER)
    assert migrate.check(dsn, FOLDER) == []


async def test_a_league_row_has_the_documented_columns(migrated: Callable[..., Any]) -> None:
    database = await migrated("league")
    async with database.read() as connection:
        cursor = await connection.execute(
            "SELECT column_name, is_nullable, column_default FROM information_schema.columns"
            " WHERE table_schema = 'league' AND table_name = 'leagues'"
        )
        columns = {name: (nullable, default) for name, nullable, default in await cursor.fetchall()}
    for name in ("id", "name", "sport", "level", "member_count", "created_at", "updated_at"):
        assert columns[name][0] == "NO", name
    for name in ("location", "founded_year", "website"):
        assert columns[name][0] == "YES", name
    assert columns["member_count"][1] == "0"
