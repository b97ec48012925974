"""The table of deliveries for a service's tables.py; separate, because services do not import SQLAlchemy."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
    text,
)


def deliveries_table(metadata: MetaData) -> Table:
    """Returns the table for a service's tables.py; `make migration` creates the migration."""
    table = Table(
        "deliveries",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("seq", BigInteger, Identity(always=True), nullable=False),
        Column("method", Text, nullable=False, comment="the gRPC path to call"),
        Column("request", LargeBinary, nullable=False, comment="the message to send"),
        Column("created_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
        Column("failures", Integer, nullable=False, server_default=text("0")),
        Column("next_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
        Column("refusal", Text, comment="why the other service does not accept it; kept for operators"),
    )
    Index("ix_deliveries_open", table.c.seq, postgresql_where=table.c.refusal.is_(None))
    return table
