"""Runs, and the engine that works on them, in one schema so that both change in one commit."""

from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0001"
down_revision: str | Sequence[str] | None = None
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
    op.create_table(
        "runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("progress", sa.Double(), server_default=sa.text("0"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "fence",
            sa.Integer(),
            server_default=sa.text("0"),
            nullable=False,
            comment="grows with every start",
        ),
        sa.Column(
            "job_id", sa.BigInteger(), nullable=True, comment="the job of the engine that may work on it"
        ),
        sa.Column("user_id", sa.Text(), nullable=True, comment="who asked; null for the schedule"),
        sa.Column("request_id", sa.Text(), nullable=True, comment="the key that makes asking twice safe"),
        sa.Column(
            "saved",
            postgresql.JSONB(),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
            comment="where to go on",
        ),
        sa.Column("result", postgresql.JSONB(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('pending', 'running', 'completed', 'failed', 'cancelled')",
            name=op.f("ck_runs_status"),
        ),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name=op.f("ck_runs_progress")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        schema="task",
    )
    op.create_index("ix_runs_newest", "runs", [sa.text("created_at DESC"), sa.text("id DESC")], schema="task")
    op.create_index(
        "ix_runs_user_newest",
        "runs",
        ["user_id", sa.text("created_at DESC"), sa.text("id DESC")],
        schema="task",
    )
    op.create_index(
        "ix_runs_completed_at",
        "runs",
        ["completed_at"],
        schema="task",
        postgresql_where=sa.text("completed_at IS NOT NULL"),
    )
    op.create_index(
        "uq_runs_request",
        "runs",
        ["user_id", "request_id"],
        unique=True,
        schema="task",
        postgresql_where=sa.text("request_id IS NOT NULL"),
        postgresql_nulls_not_distinct=True,
    )
    _create_engine()


def downgrade() -> None:
    op.execute(_DROP_ENGINE)
    op.drop_table("runs", schema="task")


def _create_engine() -> None:
    """Procrastinate names its objects without a schema: search_path decides where they are created."""
    op.execute("SET LOCAL search_path = task")
    op.get_bind().exec_driver_sql(_ENGINE.read_text().replace("%", "%%"))
