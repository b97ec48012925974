"""Runs are the queue themselves: the engine's tables go, and with them its copy of each run's state.

It adds and drops in one step, because no version of the code could use both queues: a run must never be in two.
It is safe as follows:

- It is one transaction that locks task.runs, so no process sees a part of it.
- Workers and services of the version before fail at their next statement, and are replaced. Calls that ask for runs are
  repeated by the couriers of the other services until the new version takes them.
- Runs that were accepted are rows of task.runs, and keep their place in the queue. Those that a worker of the version
  before had name no worker, so the sweep of the new version gives them to another one; that counts as an attempt.
"""

from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | Sequence[str] | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_ENGINE = Path(__file__).parents[1] / "procrastinate_3_10.sql"
_DROP_ENGINE = """
DO $$
DECLARE item text;
BEGIN
    FOR item IN SELECT oid::regclass::text FROM pg_class
        WHERE relnamespace = 'task'::regnamespace AND relkind = 'r' AND starts_with(relname, 'procrastinate_')
    LOOP EXECUTE 'DROP TABLE ' || item || ' CASCADE'; END LOOP;
    FOR item IN SELECT oid::regprocedure::text FROM pg_proc
        WHERE pronamespace = 'task'::regnamespace AND starts_with(proname, 'procrastinate_')
    LOOP EXECUTE 'DROP FUNCTION ' || item; END LOOP;
    FOR item IN SELECT oid::regtype::text FROM pg_type
        WHERE typnamespace = 'task'::regnamespace AND starts_with(typname, 'procrastinate_')
    LOOP EXECUTE 'DROP TYPE ' || item; END LOOP;
END $$
"""


def upgrade() -> None:
    op.add_column(
        "runs",
        sa.Column(
            "queued_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="since when it is in the queue or with a worker",
        ),
        schema="task",
    )
    op.add_column(
        "runs",
        sa.Column("worker_id", sa.Uuid(), nullable=True, comment="the worker that carries it out"),
        schema="task",
    )
    op.execute("""
        UPDATE task.runs SET queued_at = greatest(run_at, created_at) + job_id * interval '1 microsecond'
        WHERE job_id IS NOT NULL AND status IN ('pending', 'running')""")
    _drop_indexes()
    op.drop_column("runs", "job_id", schema="task")
    _create_indexes("queued_at")
    op.create_index(
        "ix_runs_queued",
        "runs",
        [sa.text("priority DESC"), "queued_at"],
        schema="task",
        postgresql_where=sa.text("status = 'pending' AND queued_at IS NOT NULL"),
    )
    op.execute(_DROP_ENGINE)


def downgrade() -> None:
    """Runs in the queue, and those that workers have, enter the queue of the engine again when they are due."""
    op.drop_index("ix_runs_queued", table_name="runs", schema="task")
    _drop_indexes()
    op.add_column(
        "runs",
        sa.Column(
            "job_id", sa.BigInteger(), nullable=True, comment="the job of the engine that may work on it"
        ),
        schema="task",
    )
    op.execute("""
        UPDATE task.runs SET status = 'pending', fence = fence + 1, attempts = attempts - 1
        WHERE status = 'running'""")
    op.drop_column("runs", "worker_id", schema="task")
    op.drop_column("runs", "queued_at", schema="task")
    _create_indexes("job_id")
    op.execute("SET LOCAL search_path = task")
    op.get_bind().exec_driver_sql(_ENGINE.read_text().replace("%", "%%"))


def _drop_indexes() -> None:
    op.drop_index("ix_runs_due", table_name="runs", schema="task")
    op.drop_index("ix_runs_admitted", table_name="runs", schema="task")


def _create_indexes(column: str) -> None:
    op.create_index(
        "ix_runs_due",
        "runs",
        ["run_at"],
        schema="task",
        postgresql_where=sa.text(f"status = 'pending' AND {column} IS NULL"),
    )
    op.create_index(
        "ix_runs_admitted",
        "runs",
        ["user_id"],
        schema="task",
        postgresql_where=sa.text(f"status IN ('pending', 'running') AND {column} IS NOT NULL"),
    )
