"""Calls to other services that a transaction posts, and that the courier makes after the commit."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | Sequence[str] | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("method", sa.Text(), nullable=False, comment="the gRPC path to call"),
        sa.Column("request", sa.LargeBinary(), nullable=False, comment="the message to send"),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column(
            "refusal",
            sa.Text(),
            nullable=True,
            comment="why the other service does not accept it; kept for operators",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        schema="auth",
    )
    op.create_index(
        "ix_deliveries_open",
        "deliveries",
        ["seq"],
        unique=False,
        schema="auth",
        postgresql_where=sa.text("refusal IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_deliveries_open",
        table_name="deliveries",
        schema="auth",
        postgresql_where=sa.text("refusal IS NULL"),
    )
    op.drop_table("deliveries", schema="auth")
