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
