"""The tables of analyses of matches, for Alembic; queries live in the repositories."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from ai_service.metadata import metadata

_TIME = sa.DateTime(timezone=True)

analysis_runs = sa.Table(
    "analysis_runs",
    metadata,
    sa.Column("organisation_id", sa.Text, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True, comment="the id of the run in task.runs"),
    sa.Column("match_id", sa.Text, nullable=False),
    sa.Column("team_ids", ARRAY(sa.Text), nullable=False, comment="the teams of the club that play"),
    sa.Column("user_id", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("progress", sa.Double, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("fence", sa.Integer, nullable=False),
    sa.Column("facts", JSONB, nullable=False, comment="altsports.analysis.v1.MatchFacts"),
    sa.Column("inputs", JSONB, nullable=False, comment="the files: id, name, size, sha256, key"),
    sa.Column("parameters", JSONB, nullable=False, comment="altsports.analysis.v1.RunParameters"),
    sa.Column("segments_done", sa.Integer, nullable=False),
    sa.Column("alerts", sa.Integer, nullable=False),
    sa.Column("engine", sa.Text),
    sa.Column("done", JSONB, comment="altsports.analysis.v1.PacketDone without artifacts"),
    sa.Column("error", sa.Text),
    sa.Column("error_code", sa.Text),
    sa.Column("recovery", ARRAY(sa.Text), nullable=False),
    sa.Column("created_at", _TIME, nullable=False),
    sa.Column("started_at", _TIME),
    sa.Column("completed_at", _TIME),
    sa.UniqueConstraint("id"),
)
sa.Index(
    "ix_analysis_runs_newest",
    analysis_runs.c.organisation_id,
    analysis_runs.c.created_at,
    analysis_runs.c.id,
)
sa.Index(
    "ix_analysis_runs_match",
    analysis_runs.c.organisation_id,
    analysis_runs.c.match_id,
    analysis_runs.c.created_at,
)
sa.Index(
    "ix_analysis_runs_open",
    analysis_runs.c.created_at,
    postgresql_where=sa.text("status IN ('pending', 'running')"),
)

analysis_segments = sa.Table(
    "analysis_segments",
    metadata,
    sa.Column("organisation_id", sa.Text, primary_key=True),
    sa.Column("analysis_id", sa.Uuid, primary_key=True),
    sa.Column("index", sa.Integer, primary_key=True),
    sa.Column("id", sa.Uuid, nullable=False),
    sa.Column("match_id", sa.Text, nullable=False),
    sa.Column("period", sa.Integer, nullable=False),
    sa.Column("start_s", sa.Double, nullable=False),
    sa.Column("end_s", sa.Double, nullable=False),
    sa.Column("severity", sa.Double, nullable=False),
    sa.Column("figures", JSONB, nullable=False, comment="altsports.analysis.v1.Segment"),
    sa.UniqueConstraint("organisation_id", "id"),
    sa.ForeignKeyConstraint(
        ["organisation_id", "analysis_id"],
        ["ai.analysis_runs.organisation_id", "ai.analysis_runs.id"],
        ondelete="CASCADE",
    ),
)

tactical_alerts = sa.Table(
    "tactical_alerts",
    metadata,
    sa.Column("organisation_id", sa.Text, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("analysis_id", sa.Uuid, nullable=False),
    sa.Column("match_id", sa.Text, nullable=False),
    sa.Column("team_ids", ARRAY(sa.Text), nullable=False, comment="the teams of the club that play"),
    sa.Column("segment_index", sa.Integer, nullable=False),
    sa.Column("segment_id", sa.Uuid, nullable=False),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("side", sa.Text, nullable=False),
    sa.Column("team_id", sa.Text, nullable=False, comment="the team that it warns"),
    sa.Column("player", sa.Text, nullable=False),
    sa.Column("player_id", sa.Text),
    sa.Column("severity", sa.Double, nullable=False),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("evidence", JSONB, nullable=False),
    sa.Column("advisory", sa.Text),
    sa.Column("advisory_source", sa.Text),
    sa.Column("period", sa.Integer, nullable=False),
    sa.Column("match_s", sa.Double, nullable=False),
    sa.Column("video_s", sa.Double),
    sa.Column("suppressed_by", sa.Text),
    sa.Column("listed", sa.Boolean, nullable=False, comment="whether the list of the match has it"),
    sa.Column("severity_before", sa.Double),
    sa.Column("severity_after", sa.Double),
    sa.Column("created_at", _TIME, nullable=False),
    sa.ForeignKeyConstraint(
        ["organisation_id", "analysis_id"],
        ["ai.analysis_runs.organisation_id", "ai.analysis_runs.id"],
        ondelete="CASCADE",
    ),
)
sa.Index(
    "ix_tactical_alerts_match",
    tactical_alerts.c.organisation_id,
    tactical_alerts.c.match_id,
    tactical_alerts.c.segment_index,
)
sa.Index("ix_tactical_alerts_analysis", tactical_alerts.c.organisation_id, tactical_alerts.c.analysis_id)

# Without a foreign key to the alert: an analysis that begins anew raises the same alerts with the same ids.
decision_feedback = sa.Table(
    "decision_feedback",
    metadata,
    sa.Column("organisation_id", sa.Text, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.BigInteger, sa.Identity(always=True), nullable=False),
    sa.Column("alert_id", sa.Uuid, nullable=False),
    sa.Column("analysis_id", sa.Uuid, nullable=False),
    sa.Column("match_id", sa.Text, nullable=False),
    sa.Column("user_id", sa.Text, nullable=False),
    sa.Column("decision", sa.Text, nullable=False),
    sa.Column("note", sa.Text),
    sa.Column("segment_index", sa.Integer, nullable=False, comment="the segment in which it was made"),
    sa.Column("decided_at", _TIME, nullable=False),
    sa.Column("effect", sa.Text),
    sa.Column("severity_before", sa.Double),
    sa.Column("severity_after", sa.Double),
    sa.ForeignKeyConstraint(
        ["organisation_id", "analysis_id"],
        ["ai.analysis_runs.organisation_id", "ai.analysis_runs.id"],
        ondelete="CASCADE",
    ),
)
sa.Index(
    "ix_decision_feedback_alert",
    decision_feedback.c.organisation_id,
    decision_feedback.c.alert_id,
    decision_feedback.c.user_id,
    decision_feedback.c.number,
)
sa.Index(
    "ix_decision_feedback_unmeasured",
    decision_feedback.c.organisation_id,
    decision_feedback.c.analysis_id,
    postgresql_where=sa.text("effect IS NULL"),
)

analysis_files = sa.Table(
    "analysis_files",
    metadata,
    sa.Column("organisation_id", sa.Text, primary_key=True),
    sa.Column("analysis_id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("content_type", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("file_id", sa.Text, nullable=False, comment="the file in task.files"),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("created_at", _TIME, nullable=False),
    sa.ForeignKeyConstraint(
        ["organisation_id", "analysis_id"],
        ["ai.analysis_runs.organisation_id", "ai.analysis_runs.id"],
        ondelete="CASCADE",
    ),
)
