"""The search compares names without spaces: "moto gp" finds MotoGP."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | Sequence[str] | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_SCHEMA = "league"


def upgrade() -> None:
    op.add_column(
        "search_names",
        sa.Column(
            "tight",
            sa.Text(collation="C"),
            sa.Computed("replace(normalised, ' '::text, ''::text)", persisted=True),
            nullable=True,
        ),
        schema=_SCHEMA,
    )
    op.create_index("ix_search_names_tight", "search_names", ["tight"], unique=False, schema=_SCHEMA)


def downgrade() -> None:
    op.drop_index("ix_search_names_tight", table_name="search_names", schema=_SCHEMA)
    op.drop_column("search_names", "tight", schema=_SCHEMA)
