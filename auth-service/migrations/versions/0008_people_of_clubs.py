"""Members can be suspended, memberships count their changes, and accounts know which club made them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | Sequence[str] | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_STATUS = "ck_memberships_status"


def upgrade() -> None:
    op.add_column(
        "memberships",
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        schema="auth",
    )
    op.drop_constraint(op.f(_STATUS), "memberships", schema="auth")
    op.create_check_constraint(
        op.f(_STATUS), "memberships", "status IN ('invited', 'active', 'suspended')", schema="auth"
    )
    op.add_column("users", sa.Column("made_by", sa.Uuid(), nullable=True), schema="auth")
    op.create_foreign_key(
        op.f("fk_users_made_by_organisations"),
        "users",
        "organisations",
        ["made_by"],
        ["id"],
        source_schema="auth",
        referent_schema="auth",
        ondelete="SET NULL",
    )
    op.create_index("ix_users_made_by", "users", ["made_by"], schema="auth")


def downgrade() -> None:
    op.drop_index("ix_users_made_by", "users", schema="auth")
    op.drop_constraint(op.f("fk_users_made_by_organisations"), "users", schema="auth")
    op.drop_column("users", "made_by", schema="auth")
    op.execute("DELETE FROM auth.memberships WHERE status = 'suspended'")
    op.drop_constraint(op.f(_STATUS), "memberships", schema="auth")
    op.create_check_constraint(op.f(_STATUS), "memberships", "status IN ('invited', 'active')", schema="auth")
    op.drop_column("memberships", "version", schema="auth")
