"""Budgets of model calls, their reservations, and the ledger of what calls used."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | Sequence[str] | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "fault_drills",
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("after_parts", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("provider", name=op.f("pk_fault_drills")),
        schema="ai",
    )
    op.create_table(
        "model_budgets",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("monthly_usd", sa.Numeric(precision=24, scale=12), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("updated_by", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "scope IN ('api_key', 'organisation', 'user', 'platform', 'plan')",
            name=op.f("ck_model_budgets_scope"),
        ),
        sa.CheckConstraint("monthly_usd >= 0", name=op.f("ck_model_budgets_monthly_usd")),
        sa.PrimaryKeyConstraint("scope", "subject", name=op.f("pk_model_budgets")),
        schema="ai",
    )
    op.create_table(
        "model_reservations",
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("api_key_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("user_usd", sa.Numeric(precision=24, scale=12), nullable=False),
        sa.Column("platform_usd", sa.Numeric(precision=24, scale=12), nullable=False),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("user_cost", sa.Numeric(precision=24, scale=12), nullable=True),
        sa.Column("platform_cost", sa.Numeric(precision=24, scale=12), nullable=True),
        sa.Column("billed_tokens", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('held', 'settled', 'released', 'expired', 'superseded')",
            name=op.f("ck_model_reservations_state"),
        ),
        sa.PrimaryKeyConstraint("call_id", "fence", name=op.f("pk_model_reservations")),
        schema="ai",
    )
    op.create_index(
        "ix_model_reservations_ended",
        "model_reservations",
        ["expires_at"],
        unique=False,
        schema="ai",
        postgresql_where=sa.text("state != 'held'"),
    )
    op.create_index(
        "ix_model_reservations_held",
        "model_reservations",
        ["expires_at"],
        unique=False,
        schema="ai",
        postgresql_where=sa.text("state = 'held'"),
    )
    op.create_table(
        "model_spending",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column(
            "spent_usd", sa.Numeric(precision=24, scale=12), server_default=sa.text("0"), nullable=False
        ),
        sa.Column(
            "reserved_usd", sa.Numeric(precision=24, scale=12), server_default=sa.text("0"), nullable=False
        ),
        sa.Column("spent_tokens", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("reserved_tokens", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint(
            "scope IN ('api_key', 'organisation', 'user', 'platform')", name=op.f("ck_model_spending_scope")
        ),
        sa.PrimaryKeyConstraint("scope", "subject", "month", name=op.f("pk_model_spending")),
        schema="ai",
    )
    op.create_table(
        "model_usage",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("api_key_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("input_tokens", sa.BigInteger(), nullable=False),
        sa.Column("output_tokens", sa.BigInteger(), nullable=False),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("input_usd_per_million", sa.Numeric(precision=24, scale=12), nullable=False),
        sa.Column("output_usd_per_million", sa.Numeric(precision=24, scale=12), nullable=False),
        sa.Column("price_source", sa.Text(), nullable=False),
        sa.Column("cost_usd", sa.Numeric(precision=24, scale=12), nullable=False),
        sa.Column("user_cost_usd", sa.Numeric(precision=24, scale=12), nullable=False),
        sa.Column("duration_ms", sa.BigInteger(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.CheckConstraint("payer IN ('user', 'platform')", name=op.f("ck_model_usage_payer")),
        sa.CheckConstraint("input_tokens >= 0 AND output_tokens >= 0", name=op.f("ck_model_usage_tokens")),
        sa.CheckConstraint("user_cost_usd BETWEEN 0 AND cost_usd", name=op.f("ck_model_usage_user_cost_usd")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_usage")),
        sa.UniqueConstraint("call_id", "fence", "attempt", name=op.f("uq_model_usage_call_id_fence_attempt")),
        schema="ai",
    )
    op.create_index("ix_model_usage_by_time", "model_usage", ["at"], unique=False, schema="ai")
    op.create_index("ix_model_usage_of_user", "model_usage", ["user_id", "id"], unique=False, schema="ai")


def downgrade() -> None:
    op.drop_table("fault_drills", schema="ai")
    op.drop_index("ix_model_usage_of_user", table_name="model_usage", schema="ai")
    op.drop_index("ix_model_usage_by_time", table_name="model_usage", schema="ai")
    op.drop_table("model_usage", schema="ai")
    op.drop_table("model_spending", schema="ai")
    op.drop_index(
        "ix_model_reservations_held",
        table_name="model_reservations",
        schema="ai",
        postgresql_where=sa.text("state = 'held'"),
    )
    op.drop_index(
        "ix_model_reservations_ended",
        table_name="model_reservations",
        schema="ai",
        postgresql_where=sa.text("state != 'held'"),
    )
    op.drop_table("model_reservations", schema="ai")
    op.drop_table("model_budgets", schema="ai")
