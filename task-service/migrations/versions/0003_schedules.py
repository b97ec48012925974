"""Schedules of runs, which were fixed in the worker."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0003"
down_revision: str | Sequence[str] | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def _time(name: str, *, nullable: bool = True, comment: str | None = None) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, comment=comment)


def upgrade() -> None:
    op.create_table(
        "schedules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False, comment="the service that carries out the runs"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("params", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.Column("cron", sa.Text(), nullable=True),
        sa.Column("interval_s", sa.Integer(), nullable=True),
        _time("at"),
        sa.Column("time_zone", sa.Text(), nullable=False),
        _time("anchor", nullable=False, comment="from which an interval counts"),
        sa.Column("catch_up", sa.Text(), nullable=False),
        sa.Column("catch_up_limit", sa.Integer(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column(
            "declared_by",
            sa.Text(),
            nullable=True,
            comment="the service that declares it; null for those of administrators",
        ),
        sa.Column(
            "edited", sa.Boolean(), nullable=False, comment="an administrator changed a declared schedule"
        ),
        _time("next_at", comment="the first date that has not been handled"),
        _time("last_date"),
        sa.Column("last_run_id", sa.Uuid(), nullable=True),
        _time("created_at", nullable=False),
        _time("updated_at", nullable=False),
        sa.CheckConstraint("num_nonnulls(cron, interval_s, at) = 1", name=op.f("ck_schedules_timing")),
        sa.CheckConstraint("interval_s > 0", name=op.f("ck_schedules_interval_s")),
        sa.CheckConstraint("catch_up IN ('skip', 'once', 'all')", name=op.f("ck_schedules_catch_up")),
        sa.CheckConstraint("catch_up_limit > 0", name=op.f("ck_schedules_catch_up_limit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedules")),
        sa.UniqueConstraint("name", name=op.f("uq_schedules_name")),
        schema="task",
    )
    op.create_index(
        "ix_schedules_next_at",
        "schedules",
        ["next_at"],
        schema="task",
        postgresql_where=sa.text("NOT paused"),
    )


def downgrade() -> None:
    op.drop_table("schedules", schema="task")
