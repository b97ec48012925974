"""Invitations belong to an address, not to an account; mails keep the reason of their failure."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | Sequence[str] | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("mails", sa.Column("failure", sa.Text()), schema="auth")
    op.create_index("ix_mails_to_address_created_at", "mails", ["to_address", "created_at"], schema="auth")
    op.alter_column("memberships", "user_id", nullable=True, schema="auth")
    for column in (
        sa.Column("address", sa.Text()),
        sa.Column("full_name", sa.Text()),
        sa.Column("token_hash", sa.LargeBinary()),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
    ):
        op.add_column("memberships", column, schema="auth")
    op.create_unique_constraint(
        op.f("uq_memberships_organisation_id_address"),
        "memberships",
        ["organisation_id", "address"],
        schema="auth",
    )
    op.create_unique_constraint(
        op.f("uq_memberships_token_hash"), "memberships", ["token_hash"], schema="auth"
    )
    op.create_check_constraint(
        op.f("ck_memberships_person"),
        "memberships",
        "user_id IS NOT NULL OR address IS NOT NULL",
        schema="auth",
    )
    op.create_index("ix_memberships_address", "memberships", ["address"], schema="auth")
    op.execute(
        "UPDATE auth.memberships m SET address = u.email, user_id = NULL, expires_at = now() + interval '30 days'"
        " FROM auth.users u WHERE u.id = m.user_id AND m.status = 'invited'"
    )


def downgrade() -> None:
    op.execute(
        "UPDATE auth.memberships m SET user_id = u.id FROM auth.users u WHERE u.email = m.address"
        " AND m.user_id IS NULL AND NOT EXISTS (SELECT FROM auth.memberships own"
        " WHERE own.organisation_id = m.organisation_id AND own.user_id = u.id)"
    )
    op.execute("DELETE FROM auth.memberships WHERE user_id IS NULL")
    op.drop_index("ix_memberships_address", "memberships", schema="auth")
    op.drop_constraint(op.f("ck_memberships_person"), "memberships", schema="auth")
    op.drop_constraint(op.f("uq_memberships_token_hash"), "memberships", schema="auth")
    op.drop_constraint(op.f("uq_memberships_organisation_id_address"), "memberships", schema="auth")
    for name in ("expires_at", "token_hash", "full_name", "address"):
        op.drop_column("memberships", name, schema="auth")
    op.alter_column("memberships", "user_id", nullable=False, schema="auth")
    op.drop_index("ix_mails_to_address_created_at", "mails", schema="auth")
    op.drop_column("mails", "failure", schema="auth")
