"""Let one run look at results."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | Sequence[str] | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("upstreams", sa.Column("holder", sa.Text(), nullable=True), schema="league")
    op.add_column(
        "upstreams", sa.Column("held_until", sa.DateTime(timezone=True), nullable=True), schema="league"
    )


def downgrade() -> None:
    op.drop_column("upstreams", "held_until", schema="league")
    op.drop_column("upstreams", "holder", schema="league")
