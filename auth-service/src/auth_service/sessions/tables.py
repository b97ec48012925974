"""The tables of sessions and of failed logins."""

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Index, Integer, Table, Text, Uuid, text

from auth_service.core.metadata import metadata

sessions = Table(
    "sessions",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("user_id", Uuid, ForeignKey("auth.users.id", ondelete="CASCADE"), nullable=False),
    Column("organisation_id", Uuid, ForeignKey("auth.organisations.id", ondelete="SET NULL")),
    Column("counter", BigInteger, nullable=False, server_default=text("0")),
    Column("rotated_at", DateTime(timezone=True), nullable=False),
    Column("token_issued_at", BigInteger, nullable=False),
    Column("device", Text),
    Column("ip", Text),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("last_used_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    Column("end_reason", Text),
    Column("refreshes", Integer, nullable=False, server_default=text("0")),
    Column("refreshes_since", DateTime(timezone=True)),
)
Index("ix_sessions_user_id_last_used_at", sessions.c.user_id, sessions.c.last_used_at.desc())
Index("ix_sessions_organisation_id", sessions.c.organisation_id)
Index("ix_sessions_last_used_at", sessions.c.last_used_at)

login_failures = Table(
    "login_failures",
    metadata,
    Column("account_key", Text, primary_key=True),
    Column("network", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("first_at", DateTime(timezone=True), nullable=False),
    Column("last_at", DateTime(timezone=True), nullable=False),
    Column("locked_until", DateTime(timezone=True)),
)
Index("ix_login_failures_last_at", login_failures.c.last_at)

known_networks = Table(
    "known_networks",
    metadata,
    Column("user_id", Uuid, ForeignKey("auth.users.id", ondelete="CASCADE"), primary_key=True),
    Column("network", Text, primary_key=True),
    Column("last_seen_at", DateTime(timezone=True), nullable=False),
)
