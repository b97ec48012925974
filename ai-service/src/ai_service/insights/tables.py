"""The table of tactical insights, for Alembic; queries live in the repository."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from ai_service.metadata import metadata

tactical_insights = sa.Table(
    "tactical_insights",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("organisation_id", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("parameters", sa.Text, nullable=False, comment="a hash of what was asked"),
    sa.Column("data_version", sa.Text, nullable=False),
    sa.Column("team_ids", ARRAY(sa.Text), nullable=False),
    sa.Column("summary", sa.Text, nullable=False),
    sa.Column("outcome", sa.LargeBinary, nullable=False, comment="altsports.football.v1.Ranking"),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("superseded_at", sa.DateTime(timezone=True)),
    sa.UniqueConstraint("organisation_id", "kind", "parameters", "data_version"),
)
sa.Index(
    "ix_tactical_insights_newest",
    tactical_insights.c.organisation_id,
    tactical_insights.c.confirmed_at,
)
