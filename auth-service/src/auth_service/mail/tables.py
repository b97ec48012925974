"""The tables of mails, of requests for mails, and of links."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    text,
)

from auth_service.core.metadata import metadata

mails = Table(
    "mails",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("to_address", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("link_token", Text),
    Column("status", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("next_attempt_at", DateTime(timezone=True), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("finished_at", DateTime(timezone=True)),
    Column("failure", Text),
    Column("html", Text),
    Column("unsubscribe_url", Text),
    Column("user_id", Uuid, ForeignKey("auth.users.id", ondelete="CASCADE")),
    Column("bulk", Boolean, nullable=False, server_default=text("false"), comment="lets the others go first"),
    Column("no_recipient", Boolean, nullable=False, server_default=text("false")),
    CheckConstraint("status IN ('waiting', 'sent', 'kept', 'failed')", name="status"),
)
Index(
    "ix_mails_waiting",
    mails.c.bulk,
    mails.c.next_attempt_at,
    postgresql_where=mails.c.status == text("'waiting'"),
)
Index("ix_mails_created_at_id", mails.c.created_at.desc(), mails.c.id.desc())
Index("ix_mails_to_address_created_at", mails.c.to_address, mails.c.created_at)

Index("ix_mails_user_id", mails.c.user_id)

mail_requests = Table(
    "mail_requests",
    metadata,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("requested_at", DateTime(timezone=True), nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("user_id", Uuid, ForeignKey("auth.users.id", ondelete="CASCADE"), nullable=False),
    Column("address", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("used_at", DateTime(timezone=True)),
)
Index("ix_links_user_id_kind_created_at", links.c.user_id, links.c.kind, links.c.created_at)
Index("ix_links_expires_at", links.c.expires_at)
