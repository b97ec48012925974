"""Mails that other services send to accounts: HTML, unsubscribing, and addresses that do not exist."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | Sequence[str] | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_WAITING = sa.text("status = 'waiting'")


def upgrade() -> None:
    op.add_column("mails", sa.Column("html", sa.Text(), nullable=True), schema="auth")
    op.add_column("mails", sa.Column("unsubscribe_url", sa.Text(), nullable=True), schema="auth")
    op.add_column("mails", sa.Column("user_id", sa.Uuid(), nullable=True), schema="auth")
    for name, comment in (("bulk", "lets the others go first"), ("no_recipient", None)):
        column = sa.Column(
            name, sa.Boolean(), server_default=sa.text("false"), nullable=False, comment=comment
        )
        op.add_column("mails", column, schema="auth")
    op.create_foreign_key(
        op.f("fk_mails_user_id_users"),
        "mails",
        "users",
        ["user_id"],
        ["id"],
        source_schema="auth",
        referent_schema="auth",
        ondelete="CASCADE",
    )
    op.create_index("ix_mails_user_id", "mails", ["user_id"], schema="auth")
    op.drop_index("ix_mails_waiting", "mails", schema="auth")
    op.create_index(
        "ix_mails_waiting", "mails", ["bulk", "next_attempt_at"], schema="auth", postgresql_where=_WAITING
    )


def downgrade() -> None:
    op.drop_index("ix_mails_waiting", "mails", schema="auth")
    op.create_index(
        "ix_mails_waiting", "mails", ["next_attempt_at"], schema="auth", postgresql_where=_WAITING
    )
    op.drop_index("ix_mails_user_id", "mails", schema="auth")
    op.drop_constraint(op.f("fk_mails_user_id_users"), "mails", schema="auth")
    for name in ("no_recipient", "bulk", "user_id", "unsubscribe_url", "html"):
        op.drop_column("mails", name, schema="auth")
