"""Runs of every service: parameters, start time, priority, sharing, errors; and the outbox of events."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0002"
down_revision: str | Sequence[str] | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        schema="task",
    )
    op.create_index("ix_outbox_published_at", "outbox", ["published_at"], unique=False, schema="task")
    op.create_index(
        "ix_outbox_unpublished",
        "outbox",
        ["seq"],
        unique=False,
        schema="task",
        postgresql_where=sa.text("published_at IS NULL"),
    )
    op.add_column(
        "runs",
        sa.Column(
            "area",
            sa.Text(),
            server_default="task",
            nullable=False,
            comment="the service that carries it out",
        ),
        schema="task",
    )
    op.add_column(
        "runs",
        sa.Column(
            "params",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
            comment="what to do",
        ),
        schema="task",
    )
    op.add_column(
        "runs",
        sa.Column("message", sa.Text(), server_default="", nullable=False, comment="what is being done"),
        schema="task",
    )
    op.add_column(
        "runs",
        sa.Column(
            "partial",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=True,
            comment="the part of the result that exists",
        ),
        schema="task",
    )
    op.add_column(
        "runs",
        sa.Column(
            "waits",
            sa.Integer(),
            server_default=sa.text("0"),
            nullable=False,
            comment="starts that cost no attempt",
        ),
        schema="task",
    )
    op.add_column(
        "runs",
        sa.Column("waits_for", sa.Text(), nullable=True, comment="why the last start had to wait"),
        schema="task",
    )
    op.add_column(
        "runs",
        sa.Column(
            "organisation_id", sa.Text(), nullable=True, comment="the organisation whose members see it"
        ),
        schema="task",
    )
    op.add_column(
        "runs",
        sa.Column(
            "shared_with",
            postgresql.ARRAY(sa.Text()),
            server_default="{}",
            nullable=False,
            comment="users who see it",
        ),
        schema="task",
    )
    op.add_column(
        "runs",
        sa.Column(
            "priority",
            sa.SmallInteger(),
            server_default=sa.text("0"),
            nullable=False,
            comment="higher is first",
        ),
        schema="task",
    )
    op.add_column(
        "runs",
        sa.Column("run_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        schema="task",
    )
    op.add_column(
        "runs",
        sa.Column("estimated_s", sa.Integer(), nullable=True, comment="how long it usually takes"),
        schema="task",
    )
    op.add_column(
        "runs",
        sa.Column("error_reason", sa.Text(), nullable=True, comment="the reason of the error, for programs"),
        schema="task",
    )
    op.add_column(
        "runs",
        sa.Column(
            "recovery",
            postgresql.ARRAY(sa.Text()),
            server_default="{}",
            nullable=False,
            comment="what the user can do",
        ),
        schema="task",
    )
    op.add_column(
        "runs",
        sa.Column(
            "expires_at", sa.DateTime(timezone=True), nullable=True, comment="when the result is deleted"
        ),
        schema="task",
    )
    op.create_index(
        "ix_runs_admitted",
        "runs",
        ["user_id"],
        unique=False,
        schema="task",
        postgresql_where=sa.text("status IN ('pending', 'running') AND job_id IS NOT NULL"),
    )
    op.create_index(
        "ix_runs_due",
        "runs",
        ["run_at"],
        unique=False,
        schema="task",
        postgresql_where=sa.text("status = 'pending' AND job_id IS NULL"),
    )
    op.create_index(
        "ix_runs_expires_at",
        "runs",
        ["expires_at"],
        unique=False,
        schema="task",
        postgresql_where=sa.text("expires_at IS NOT NULL"),
    )
    op.create_index(
        "ix_runs_organisation_newest",
        "runs",
        ["organisation_id", sa.literal_column("created_at DESC"), sa.literal_column("id DESC")],
        unique=False,
        schema="task",
        postgresql_where=sa.text("organisation_id IS NOT NULL"),
    )
    op.create_index(
        "ix_runs_shared_with",
        "runs",
        ["shared_with"],
        unique=False,
        schema="task",
        postgresql_using="gin",
        postgresql_where=sa.text("shared_with <> '{}'"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_runs_shared_with",
        table_name="runs",
        schema="task",
        postgresql_using="gin",
        postgresql_where=sa.text("shared_with <> '{}'"),
    )
    op.drop_index(
        "ix_runs_organisation_newest",
        table_name="runs",
        schema="task",
        postgresql_where=sa.text("organisation_id IS NOT NULL"),
    )
    op.drop_index(
        "ix_runs_expires_at",
        table_name="runs",
        schema="task",
        postgresql_where=sa.text("expires_at IS NOT NULL"),
    )
    op.drop_index(
        "ix_runs_due",
        table_name="runs",
        schema="task",
        postgresql_where=sa.text("status = 'pending' AND job_id IS NULL"),
    )
    op.drop_index(
        "ix_runs_admitted",
        table_name="runs",
        schema="task",
        postgresql_where=sa.text("status IN ('pending', 'running') AND job_id IS NOT NULL"),
    )
    op.drop_column("runs", "expires_at", schema="task")
    op.drop_column("runs", "recovery", schema="task")
    op.drop_column("runs", "error_reason", schema="task")
    op.drop_column("runs", "estimated_s", schema="task")
    op.drop_column("runs", "run_at", schema="task")
    op.drop_column("runs", "priority", schema="task")
    op.drop_column("runs", "shared_with", schema="task")
    op.drop_column("runs", "organisation_id", schema="task")
    op.drop_column("runs", "waits_for", schema="task")
    op.drop_column("runs", "waits", schema="task")
    op.drop_column("runs", "partial", schema="task")
    op.drop_column("runs", "message", schema="task")
    op.drop_column("runs", "params", schema="task")
    op.drop_column("runs", "area", schema="task")
    op.drop_index(
        "ix_outbox_unpublished",
        table_name="outbox",
        schema="task",
        postgresql_where=sa.text("published_at IS NULL"),
    )
    op.drop_index("ix_outbox_published_at", table_name="outbox", schema="task")
    op.drop_table("outbox", schema="task")
