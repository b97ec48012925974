"""The outbox table for a service's tables.py; separate, because running services do not import SQLAlchemy."""

from sqlalchemy import BigInteger, Column, DateTime, Identity, Index, MetaData, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB


def outbox_table(metadata: MetaData) -> Table:
    """Returns the table for a service's tables.py; `make migration` creates the migration."""
    table = Table(
        "outbox",
        metadata,
        Column("id", Uuid, primary_key=True, server_default=text("gen_random_uuid()")),
        Column("seq", BigInteger, Identity(always=True), nullable=False),
        Column("type", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("data", JSONB, nullable=False),
        Column("time", DateTime(timezone=True), nullable=False),
        Column("published_at", DateTime(timezone=True)),
    )
    Index("ix_outbox_unpublished", table.c.seq, postgresql_where=table.c.published_at.is_(None))
    Index("ix_outbox_published_at", table.c.published_at)
    return table
