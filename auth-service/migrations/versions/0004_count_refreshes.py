"""Refreshes are counted by session."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | Sequence[str] | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "sessions",
        sa.Column("refreshes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        schema="auth",
    )
    op.add_column(
        "sessions", sa.Column("refreshes_since", sa.DateTime(timezone=True), nullable=True), schema="auth"
    )


def downgrade() -> None:
    op.drop_column("sessions", "refreshes_since", schema="auth")
    op.drop_column("sessions", "refreshes", schema="auth")
