"""The table of memories, for Alembic; queries live in the repository."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import UUID

from ai_service.metadata import metadata

user_memories = sa.Table(
    "user_memories",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("user_id", sa.Text, nullable=False),
    sa.Column("league_id", sa.Text, nullable=False, server_default=sa.text("''")),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("importance", sa.Float(53), nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("importance BETWEEN 0 AND 1", name="importance"),
)
sa.Index(
    "ux_user_memories_content",
    user_memories.c.user_id,
    user_memories.c.league_id,
    sa.text("md5(content)"),
    unique=True,
)
