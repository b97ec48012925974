"""Analyses of leagues, and what users ask to remember."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0008"
down_revision: str | Sequence[str] | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "analyses",
        sa.Column("id", postgresql.UUID(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("league_id", sa.Text(), nullable=False),
        sa.Column("league_name", sa.Text(), nullable=False),
        sa.Column("analysis_type", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(53), nullable=False),
        sa.Column("key_insights", postgresql.JSONB(), nullable=False),
        sa.Column("recommendations", postgresql.JSONB(), nullable=False),
        sa.Column("data_sources", postgresql.JSONB(), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_analyses_confidence")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analyses")),
        schema="ai",
    )
    newest = ["user_id", sa.literal_column("created_at DESC"), sa.literal_column("id DESC")]
    op.create_index("ix_analyses_newest", "analyses", newest, schema="ai")
    op.create_table(
        "user_memories",
        sa.Column("id", postgresql.UUID(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("league_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("importance", sa.Float(53), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("importance BETWEEN 0 AND 1", name=op.f("ck_user_memories_importance")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_memories")),
        schema="ai",
    )
    content = ["user_id", "league_id", sa.literal_column("md5(content)")]
    op.create_index("ux_user_memories_content", "user_memories", content, unique=True, schema="ai")


def downgrade() -> None:
    op.drop_table("user_memories", schema="ai")
    op.drop_table("analyses", schema="ai")
