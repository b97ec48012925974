"""The tables of the audit log: the entries, the queue of unchained entries, and the chain."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from auth_service.core.metadata import metadata

audit_events = Table(
    "audit_events",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", BigInteger, Identity(always=True), nullable=False, unique=True),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("action", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("actor_id", Uuid),
    Column("actor_kind", Text, nullable=False),
    Column("user_id", Uuid),
    Column("target_kind", Text),
    Column("target_id", Text),
    Column("ip", Text),
    Column("request_id", Text),
    Column("details", JSONB, nullable=False),
    CheckConstraint("result IN ('ok', 'failed', 'refused')", name="result"),
)
Index("ix_audit_events_user_id_number", audit_events.c.user_id, audit_events.c.number.desc())
Index("ix_audit_events_actor_id_number", audit_events.c.actor_id, audit_events.c.number.desc())

audit_queue = Table(
    "audit_queue",
    metadata,
    Column("event_id", Uuid, ForeignKey("auth.audit_events.id"), primary_key=True),
)

audit_chain = Table(
    "audit_chain",
    metadata,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("event_id", Uuid, ForeignKey("auth.audit_events.id"), nullable=False, unique=True),
    Column("hash", LargeBinary, nullable=False),
)
