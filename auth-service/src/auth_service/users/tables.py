"""The tables of accounts."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Table,
    Text,
    Uuid,
    text,
)

from auth_service.core.metadata import metadata

users = Table(
    "users",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("email", Text, nullable=False, unique=True),
    Column("username", Text, nullable=False),
    Column("username_key", Text, nullable=False, unique=True),
    Column("password_hash", Text),
    Column("email_verified", Boolean, nullable=False, server_default=text("false")),
    Column("full_name", Text),
    Column("user_type", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("tier", Text, nullable=False),
    Column("is_active", Boolean, nullable=False, server_default=text("true")),
    Column("avatar_url", Text),
    Column("timezone", Text),
    Column("locale", Text),
    Column("tokens_dead_until", BigInteger, nullable=False, server_default=text("0")),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    Column("last_login_at", DateTime(timezone=True)),
    Column("made_by", Uuid, ForeignKey("auth.organisations.id", ondelete="SET NULL")),
    CheckConstraint("user_type IN ('owner', 'staff')", name="user_type"),
    CheckConstraint("role IN ('admin', 'analyst', 'partner', 'user')", name="role"),
    CheckConstraint("tier IN ('basic', 'pro', 'enterprise')", name="tier"),
)
Index("ix_users_created_at_id", users.c.created_at.desc(), users.c.id.desc())
Index("ix_users_made_by", users.c.made_by)

bootstrap_state = Table(
    "bootstrap_state",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
