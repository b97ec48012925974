"""Add tactical alerts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0013"
down_revision: str | Sequence[str] | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


# The documented container of reports. A report is an analysis, seen from its match.
_REPORTS = """
    CREATE VIEW ai.analysis_reports AS
    SELECT organisation_id, id, match_id, user_id, status,
      jsonb_build_object('percent', progress, 'stage', stage, 'message', message,
        'segments_done', segments_done, 'alerts', alerts) AS progress,
      done AS report, error, created_at, completed_at
    FROM ai.analysis_runs"""


def upgrade() -> None:
    op.create_table(
        "decision_feedback",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("analysis_id", sa.Uuid(), nullable=False),
        sa.Column("match_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("segment_index", sa.Integer(), nullable=False, comment="the segment in which it was made"),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("severity_before", sa.Double(), nullable=True),
        sa.Column("severity_after", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "analysis_id"],
            ["ai.analysis_runs.organisation_id", "ai.analysis_runs.id"],
            name=op.f("fk_decision_feedback_organisation_id_analysis_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_decision_feedback")),
        schema="ai",
    )
    op.create_index(
        "ix_decision_feedback_alert",
        "decision_feedback",
        ["organisation_id", "alert_id", "user_id", "number"],
        unique=False,
        schema="ai",
    )
    op.create_index(
        "ix_decision_feedback_unmeasured",
        "decision_feedback",
        ["organisation_id", "analysis_id"],
        unique=False,
        schema="ai",
        postgresql_where=sa.text("effect IS NULL"),
    )
    op.create_table(
        "tactical_alerts",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("analysis_id", sa.Uuid(), nullable=False),
        sa.Column("match_id", sa.Text(), nullable=False),
        sa.Column(
            "team_ids", postgresql.ARRAY(sa.Text()), nullable=False, comment="the teams of the club that play"
        ),
        sa.Column("segment_index", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False, comment="the team that it warns"),
        sa.Column("player", sa.Text(), nullable=False),
        sa.Column("player_id", sa.Text(), nullable=True),
        sa.Column("severity", sa.Double(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("advisory", sa.Text(), nullable=True),
        sa.Column("advisory_source", sa.Text(), nullable=True),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("match_s", sa.Double(), nullable=False),
        sa.Column("video_s", sa.Double(), nullable=True),
        sa.Column("suppressed_by", sa.Text(), nullable=True),
        sa.Column("listed", sa.Boolean(), nullable=False, comment="whether the list of the match has it"),
        sa.Column("severity_before", sa.Double(), nullable=True),
        sa.Column("severity_after", sa.Double(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "analysis_id"],
            ["ai.analysis_runs.organisation_id", "ai.analysis_runs.id"],
            name=op.f("fk_tactical_alerts_organisation_id_analysis_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_tactical_alerts")),
        schema="ai",
    )
    op.create_index(
        "ix_tactical_alerts_analysis",
        "tactical_alerts",
        ["organisation_id", "analysis_id"],
        unique=False,
        schema="ai",
    )
    op.create_index(
        "ix_tactical_alerts_match",
        "tactical_alerts",
        ["organisation_id", "match_id", "segment_index"],
        unique=False,
        schema="ai",
    )
    op.execute(_REPORTS)


def downgrade() -> None:
    op.execute("DROP VIEW ai.analysis_reports")
    op.drop_index("ix_tactical_alerts_match", table_name="tactical_alerts", schema="ai")
    op.drop_index("ix_tactical_alerts_analysis", table_name="tactical_alerts", schema="ai")
    op.drop_table("tactical_alerts", schema="ai")
    op.drop_index(
        "ix_decision_feedback_unmeasured",
        table_name="decision_feedback",
        schema="ai",
        postgresql_where=sa.text("effect IS NULL"),
    )
    op.drop_index("ix_decision_feedback_alert", table_name="decision_feedback", schema="ai")
    op.drop_table("decision_feedback", schema="ai")
