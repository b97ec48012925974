"""The table of individual quotas."""

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Table, Text, Uuid

from auth_service.core.metadata import metadata

account_quotas = Table(
    "account_quotas",
    metadata,
    Column("user_id", Uuid, ForeignKey("auth.users.id", ondelete="CASCADE"), primary_key=True),
    Column("monthly_api_calls", BigInteger),
    Column("monthly_ai_tokens", BigInteger),
    Column("note", Text),
    Column("updated_at", DateTime(timezone=True), nullable=False),
)
