"""The table of signing keys."""

from sqlalchemy import CheckConstraint, Column, DateTime, LargeBinary, Table, Text

from auth_service.core.metadata import metadata

signing_keys = Table(
    "signing_keys",
    metadata,
    Column("kid", Text, primary_key=True),
    Column("public_pem", Text, nullable=False),
    Column("sealed_private", LargeBinary),
    Column("source", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("signs_from", DateTime(timezone=True)),
    Column("signs_until", DateTime(timezone=True)),
    CheckConstraint("source IN ('generated', 'configured')", name="source"),
)
