"""Add formations and competitions."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0021"
down_revision: str | Sequence[str] | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("season", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("competition", sa.Text(), nullable=True),
        sa.Column("rules", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_events")),
        schema="clubs",
    )
    op.create_index(
        "uq_events_name_season",
        "events",
        ["organisation_id", sa.literal_column("lower(name)"), sa.literal_column("lower(season)")],
        unique=True,
        schema="clubs",
        postgresql_where=sa.text("archived_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "formations",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("shape", sa.Text(), nullable=False),
        sa.Column(
            "slots", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_formations")),
        schema="clubs",
    )
    op.create_index(
        "uq_formations_name",
        "formations",
        ["organisation_id", sa.literal_column("lower(name)")],
        unique=True,
        schema="clubs",
        postgresql_where=sa.text("archived_at IS NULL"),
        postgresql_nulls_not_distinct=None,
    )


def downgrade() -> None:
    op.drop_index(
        "uq_formations_name",
        table_name="formations",
        schema="clubs",
        postgresql_where=sa.text("archived_at IS NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_table("formations", schema="clubs")
    op.drop_index(
        "uq_events_name_season",
        table_name="events",
        schema="clubs",
        postgresql_where=sa.text("archived_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.drop_table("events", schema="clubs")
