"""The schema task: the migrations create what the code describes, and can be reverted."""

from pathlib import Path

import psycopg
from procrastinate.schema import SchemaManager

from service_kit.db import migrate
from service_kit.testing.clones import migrations_of

MIGRATIONS = migrations_of("task")


def test_the_migrations_make_what_tables_py_describes(cloned):
    assert migrate.check(cloned("task").dsn("task"), MIGRATIONS) == []


def test_every_migration_can_be_taken_back_and_applied_again(cloned):
    dsn = cloned("task").dsn("task")
    migrate.downgrade(dsn, MIGRATIONS, "base")
    with psycopg.connect(dsn) as connection:
        left = connection.execute(
            "SELECT relname AS name FROM pg_class WHERE relnamespace = 'task'::regnamespace"
            " UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'task'::regnamespace"
            " UNION ALL SELECT typname FROM pg_type WHERE typnamespace = 'task'::regnamespace"
        ).fetchall()
    assert [name for (name,) in left if "alembic_version" not in name] == []
    migrate.upgrade(dsn, MIGRATIONS)
    assert migrate.check(dsn, MIGRATIONS) == []


def test_the_engines_schema_is_that_of_the_installed_procrastinate():
    """If this fails after an upgrade, add its new sql/migrations as a migration here, and a new copy."""
    copy = max(MIGRATIONS.glob("procrastinate_*.sql"))
    assert Path(copy).read_text() == SchemaManager.get_schema()
