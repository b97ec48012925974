"""The table of analyses, for Alembic; queries live in the store."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, UUID

from ai_service.metadata import metadata

analyses = sa.Table(
    "analyses",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("user_id", sa.Text, nullable=False),
    sa.Column("league_id", sa.Text, nullable=False),
    sa.Column("league_name", sa.Text, nullable=False),
    sa.Column("analysis_type", sa.Text, nullable=False),
    sa.Column("confidence", sa.Float(53), nullable=False),
    sa.Column("key_insights", JSONB, nullable=False),
    sa.Column("recommendations", JSONB, nullable=False),
    sa.Column("data_sources", JSONB, nullable=False),
    sa.Column("content", JSONB, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
)
sa.Index("ix_analyses_newest", analyses.c.user_id, analyses.c.created_at.desc(), analyses.c.id.desc())
