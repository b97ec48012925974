"""The tables of organisations."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from auth_service.core.metadata import metadata

organisations = Table(
    "organisations",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("website", Text),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
)

memberships = Table(
    "memberships",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("organisation_id", Uuid, ForeignKey("auth.organisations.id", ondelete="CASCADE"), nullable=False),
    Column("user_id", Uuid, ForeignKey("auth.users.id", ondelete="CASCADE")),
    Column("status", Text, nullable=False),
    Column("staff_role", Text, nullable=False),
    Column("club_role", Text, nullable=False),
    Column("team_access", ARRAY(Text), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    Column("address", Text),
    Column("full_name", Text),
    Column("token_hash", LargeBinary),
    Column("expires_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False, server_default=text("1")),
    UniqueConstraint("organisation_id", "user_id"),
    UniqueConstraint("organisation_id", "address"),
    UniqueConstraint("token_hash"),
    CheckConstraint("user_id IS NOT NULL OR address IS NOT NULL", name="person"),
    CheckConstraint("status IN ('invited', 'active', 'suspended')", name="status"),
    CheckConstraint(
        "club_role IN ('account_manager', 'coach', 'assistant_coach', 'analyst', 'scout', 'staff', 'player')",
        name="club_role",
    ),
)
Index("ix_memberships_user_id", memberships.c.user_id)
Index("ix_memberships_address", memberships.c.address)
