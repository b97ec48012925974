"""Add tactical insights."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0011"
down_revision: str | Sequence[str] | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "tactical_insights",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=False, comment="a hash of what was asked"),
        sa.Column("data_version", sa.Text(), nullable=False),
        sa.Column("team_ids", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("outcome", sa.LargeBinary(), nullable=False, comment="altsports.football.v1.Ranking"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tactical_insights")),
        sa.UniqueConstraint(
            "organisation_id",
            "kind",
            "parameters",
            "data_version",
            name=op.f("uq_tactical_insights_organisation_id_kind_parameters_data_version"),
        ),
        schema="ai",
    )
    op.create_index(
        "ix_tactical_insights_newest",
        "tactical_insights",
        ["organisation_id", "confirmed_at"],
        unique=False,
        schema="ai",
    )


def downgrade() -> None:
    op.drop_index("ix_tactical_insights_newest", table_name="tactical_insights", schema="ai")
    op.drop_table("tactical_insights", schema="ai")
