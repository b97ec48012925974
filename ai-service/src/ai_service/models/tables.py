"""The tables of budgets and of the usage ledger, for Alembic; queries live in the repositories."""

import sqlalchemy as sa

from ai_service.metadata import metadata

_SCOPES = "scope IN ('api_key', 'organisation', 'user', 'platform'"


def _text(name: str, *, nullable: bool = False, primary_key: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, nullable=nullable, primary_key=primary_key)


def _usd(name: str, *, nullable: bool = False, is_sum: bool = False) -> "sa.Column[object]":
    default = sa.text("0") if is_sum else None
    return sa.Column(name, sa.Numeric(24, 12), nullable=nullable, server_default=default)


def _count(name: str, *, nullable: bool = False, is_sum: bool = False) -> "sa.Column[int]":
    default = sa.text("0") if is_sum else None
    return sa.Column(name, sa.BigInteger, nullable=nullable, server_default=default)


def _time(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


model_budgets = sa.Table(
    "model_budgets",
    metadata,
    _text("scope", primary_key=True),
    _text("subject", primary_key=True),
    _usd("monthly_usd"),
    _text("note", nullable=True),
    _text("updated_by", nullable=True),
    _time("updated_at"),
    sa.CheckConstraint(f"{_SCOPES}, 'plan')", name="scope"),
    sa.CheckConstraint("monthly_usd >= 0", name="monthly_usd"),
)

# The counters of a month. `reserved_*` is what running calls may still use.
model_spending = sa.Table(
    "model_spending",
    metadata,
    _text("scope", primary_key=True),
    _text("subject", primary_key=True),
    sa.Column("month", sa.Date, primary_key=True),
    _usd("spent_usd", is_sum=True),
    _usd("reserved_usd", is_sum=True),
    _count("spent_tokens", is_sum=True),
    _count("reserved_tokens", is_sum=True),
    sa.CheckConstraint(f"{_SCOPES})", name="scope"),
)

# `fence` counts the holders of a call; the user pays one of them.
model_reservations = sa.Table(
    "model_reservations",
    metadata,
    _text("call_id", primary_key=True),
    sa.Column("fence", sa.Integer, primary_key=True),
    _text("state"),
    _text("holder"),
    sa.Column("month", sa.Date, nullable=False),
    _text("user_id"),
    _text("api_key_id"),
    _text("organisation_id"),
    _text("tier"),
    _usd("user_usd"),
    _usd("platform_usd"),
    _count("tokens"),
    _time("created_at"),
    _time("expires_at"),
    _time("ended_at", nullable=True),
    _usd("user_cost", nullable=True),
    _usd("platform_cost", nullable=True),
    _count("billed_tokens", nullable=True),
    sa.CheckConstraint("state IN ('held', 'settled', 'released', 'expired', 'superseded')", name="state"),
)
sa.Index(
    "ix_model_reservations_held",
    model_reservations.c.expires_at,
    postgresql_where=model_reservations.c.state == "held",
)
sa.Index(
    "ix_model_reservations_ended",
    model_reservations.c.expires_at,
    postgresql_where=model_reservations.c.state != "held",
)

# Failures of providers that are forced on purpose, outside production.
fault_drills = sa.Table(
    "fault_drills",
    metadata,
    _text("provider", primary_key=True),
    _text("failure"),
    sa.Column("after_parts", sa.Integer, nullable=False),
    _time("ends_at"),
    _text("started_by"),
)

# The ledger: one row for each request to a provider, with the price of that time.
model_usage = sa.Table(
    "model_usage",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    _text("call_id"),
    sa.Column("fence", sa.Integer, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    _time("at"),
    _text("user_id"),
    _text("api_key_id"),
    _text("organisation_id"),
    _text("tier"),
    _text("request_id"),
    _text("endpoint"),
    _text("task"),
    _text("provider"),
    _text("model"),
    _text("payer"),
    _count("input_tokens"),
    _count("output_tokens"),
    sa.Column("estimated", sa.Boolean, nullable=False),
    _usd("input_usd_per_million"),
    _usd("output_usd_per_million"),
    _text("price_source"),
    _usd("cost_usd"),
    _usd("user_cost_usd"),
    _count("duration_ms"),
    _text("error"),
    sa.UniqueConstraint("call_id", "fence", "attempt"),
    sa.CheckConstraint("payer IN ('user', 'platform')", name="payer"),
    sa.CheckConstraint("input_tokens >= 0 AND output_tokens >= 0", name="tokens"),
    sa.CheckConstraint("user_cost_usd BETWEEN 0 AND cost_usd", name="user_cost_usd"),
)
sa.Index("ix_model_usage_of_user", model_usage.c.user_id, model_usage.c.id)
sa.Index("ix_model_usage_by_time", model_usage.c.at)
