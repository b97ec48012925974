"""Add match analyses."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0012"
down_revision: str | Sequence[str] | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "analysis_runs",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False, comment="the id of the run in task.runs"),
        sa.Column("match_id", sa.Text(), nullable=False),
        sa.Column(
            "team_ids", postgresql.ARRAY(sa.Text()), nullable=False, comment="the teams of the club that play"
        ),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column(
            "facts",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="altsports.analysis.v1.MatchFacts",
        ),
        sa.Column(
            "inputs",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="the files: id, name, size, sha256, key",
        ),
        sa.Column(
            "parameters",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="altsports.analysis.v1.RunParameters",
        ),
        sa.Column("segments_done", sa.Integer(), nullable=False),
        sa.Column("alerts", sa.Integer(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=True),
        sa.Column(
            "done",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=True,
            comment="altsports.analysis.v1.PacketDone without artifacts",
        ),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("recovery", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_analysis_runs")),
        sa.UniqueConstraint("id", name=op.f("uq_analysis_runs_id")),
        schema="ai",
    )
    op.create_index(
        "ix_analysis_runs_match",
        "analysis_runs",
        ["organisation_id", "match_id", "created_at"],
        unique=False,
        schema="ai",
    )
    op.create_index(
        "ix_analysis_runs_newest",
        "analysis_runs",
        ["organisation_id", "created_at", "id"],
        unique=False,
        schema="ai",
    )
    op.create_index(
        "ix_analysis_runs_open",
        "analysis_runs",
        ["created_at"],
        unique=False,
        schema="ai",
        postgresql_where=sa.text("status IN ('pending', 'running')"),
    )
    op.create_table(
        "analysis_segments",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("analysis_id", sa.Uuid(), nullable=False),
        sa.Column("index", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("match_id", sa.Text(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("start_s", sa.Double(), nullable=False),
        sa.Column("end_s", sa.Double(), nullable=False),
        sa.Column("severity", sa.Double(), nullable=False),
        sa.Column(
            "figures",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="altsports.analysis.v1.Segment",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "analysis_id"],
            ["ai.analysis_runs.organisation_id", "ai.analysis_runs.id"],
            name=op.f("fk_analysis_segments_organisation_id_analysis_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "analysis_id", "index", name=op.f("pk_analysis_segments")),
        sa.UniqueConstraint("organisation_id", "id", name=op.f("uq_analysis_segments_organisation_id_id")),
        schema="ai",
    )


def downgrade() -> None:
    op.drop_table("analysis_segments", schema="ai")
    op.drop_index(
        "ix_analysis_runs_open",
        table_name="analysis_runs",
        schema="ai",
        postgresql_where=sa.text("status IN ('pending', 'running')"),
    )
    op.drop_index("ix_analysis_runs_newest", table_name="analysis_runs", schema="ai")
    op.drop_index("ix_analysis_runs_match", table_name="analysis_runs", schema="ai")
    op.drop_table("analysis_runs", schema="ai")
