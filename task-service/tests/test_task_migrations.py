"""The schema task: the migrations create what the code describes, and can be reverted."""

from uuid import UUID

import psycopg

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


def test_runs_in_the_queue_of_the_engine_stay_in_the_queue_in_their_order(cloned):
    dsn = cloned("task").dsn("task")
    migrate.downgrade(dsn, MIGRATIONS, "0006")
    with psycopg.connect(dsn) as connection:
        for number, status, job in [(1, "pending", 9), (2, "running", 8), (3, "pending", None)]:
            connection.execute(
                "INSERT INTO task.runs (id, kind, status, job_id, created_at)"
                " VALUES (%s, 'report', %s, %s, '2026-03-01')",
                [UUID(int=number), status, job],
            )
    migrate.upgrade(dsn, MIGRATIONS)
    with psycopg.connect(dsn) as connection:
        found = connection.execute(
            "SELECT id, queued_at IS NOT NULL FROM task.runs ORDER BY queued_at, id"
        ).fetchall()
    assert [(run_id.int, queued) for run_id, queued in found] == [(2, True), (1, True), (3, False)]
