"""The table of revocations, which every verifier must know."""

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, Index, Table, Text

from auth_service.core.metadata import metadata

revocations = Table(
    "revocations",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("dead_until", BigInteger, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("asserted_at", DateTime(timezone=True)),
    CheckConstraint("kind IN ('session', 'user', 'key')", name="kind"),
)
Index("ix_revocations_expires_at", revocations.c.expires_at)
Index(
    "ix_revocations_unasserted",
    revocations.c.created_at,
    postgresql_where=revocations.c.asserted_at.is_(None),
)
