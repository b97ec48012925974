"""Keep what administrators state about races, and who does not take part although a source says so."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0011"
down_revision: str | Sequence[str] | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_SCHEMA = "league"


def upgrade() -> None:
    corrections = sa.Column(
        "corrections", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False
    )
    op.add_column("rounds", corrections, schema=_SCHEMA)
    entered = sa.Column("entered", sa.Boolean(), server_default=sa.text("true"), nullable=False)
    op.add_column("entries", entered, schema=_SCHEMA)


def downgrade() -> None:
    op.drop_column("entries", "entered", schema=_SCHEMA)
    op.drop_column("rounds", "corrections", schema=_SCHEMA)
