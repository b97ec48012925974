"""The tables match the migrations, and every migration can be reverted."""

from collections.abc import Callable

from service_kit.db import migrate
from service_kit.testing.clones import Clone, migrations_of

FOLDER = migrations_of("auth")


def test_the_migrations_make_the_described_tables(cloned: Callable[..., Clone]) -> None:
    assert migrate.check(cloned("auth").dsn("auth"), FOLDER) == []


def test_every_migration_can_be_taken_back_and_made_again(cloned: Callable[..., Clone]) -> None:
    dsn = cloned("auth").dsn("auth")
    migrate.downgrade(dsn, FOLDER, "base")
    assert migrate.current(dsn, "auth") is None
    migrate.upgrade(dsn, FOLDER)
    assert migrate.check(dsn, FOLDER) == []
