"""Partners record the state of partnerships."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | Sequence[str] | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_TABLE = "partnerships"


def upgrade() -> None:
    for column in (
        sa.Column("status", sa.Text(), server_default=sa.text("'prospect'"), nullable=False),
        sa.Column("partner_name", sa.Text(), nullable=True),
        sa.Column("agreed_value", sa.Numeric(12, 2), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
    ):
        op.add_column(_TABLE, column, schema="league")
    op.create_check_constraint(
        op.f("ck_partnerships_status"),
        _TABLE,
        "status IN ('prospect', 'in_talks', 'agreed', 'declined', 'ended')",
        schema="league",
    )
    op.create_check_constraint(
        op.f("ck_partnerships_agreed_value"),
        _TABLE,
        "agreed_value BETWEEN 1000 AND 100000000",
        schema="league",
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_partnerships_agreed_value"), _TABLE, schema="league")
    op.drop_constraint(op.f("ck_partnerships_status"), _TABLE, schema="league")
    for name in ("recorded_at", "recorded_by", "note", "agreed_value", "partner_name", "status"):
        op.drop_column(_TABLE, name, schema="league")
