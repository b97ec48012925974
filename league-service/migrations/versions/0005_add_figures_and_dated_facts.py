"""Facts have dates, source rows say which facts they state, and leagues have measured figures."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0005"
down_revision: str | Sequence[str] | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_SCHEMA = "league"


def upgrade() -> None:
    # Only additions: the code before this revision neither reads nor writes them.
    op.add_column(
        "leagues",
        sa.Column(
            "fact_dates",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        schema=_SCHEMA,
    )
    op.add_column(
        "leagues",
        sa.Column("renown", sa.Integer(), server_default=sa.text("0"), nullable=False),
        schema=_SCHEMA,
    )
    op.add_column(
        "league_sources",
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        schema=_SCHEMA,
    )
    op.create_table(
        "figures",
        sa.Column("league_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=False),
        sa.Column("value", sa.Numeric(16, 2), nullable=False),
        sa.Column("published_in", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "name IN ('attendance', 'revenue_usd', 'broadcast_usd', 'followers')",
            name=op.f("ck_figures_name"),
        ),
        sa.CheckConstraint("value > 0", name=op.f("ck_figures_value")),
        sa.ForeignKeyConstraint(
            ["league_id"],
            ["league.leagues.id"],
            name=op.f("fk_figures_league_id_leagues"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("league_id", "name", "source", "as_of", name=op.f("pk_figures")),
        schema=_SCHEMA,
    )


def downgrade() -> None:
    op.drop_table("figures", schema=_SCHEMA)
    op.drop_column("league_sources", "facts", schema=_SCHEMA)
    op.drop_column("leagues", "renown", schema=_SCHEMA)
    op.drop_column("leagues", "fact_dates", schema=_SCHEMA)
