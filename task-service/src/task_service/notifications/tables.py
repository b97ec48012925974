"""The tables of notifications; separate, because running services do not import SQLAlchemy."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    Time,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB


def notification_tables(metadata: MetaData) -> None:
    """Adds the tables of inboxes, of preferences, and of notices for everybody."""
    _notifications(metadata)
    _settings(metadata)
    Table(
        "notification_choices",
        metadata,
        Column("user_id", Text, primary_key=True),
        Column("kind", Text, primary_key=True),
        Column("in_app", Boolean),
        Column("email", Text),
        CheckConstraint("email IN ('off', 'digest', 'at_once')", name="email"),
    )
    announcements = Table(
        "announcements",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("key", Text, nullable=False),
        Column("data", JSONB, nullable=False, comment="the notice"),
        Column("created_at", DateTime(timezone=True), nullable=False),
        Column(
            "told", Text, nullable=False, server_default=text("''"), comment="the last account that got it"
        ),
        Column("done_at", DateTime(timezone=True)),
        Index("uq_announcements_kind_key", "kind", "key", unique=True),
    )
    Index(
        "ix_announcements_open",
        announcements.c.created_at,
        postgresql_where=announcements.c.done_at.is_(None),
    )


def _notifications(metadata: MetaData) -> None:
    table = Table(
        "notifications",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("user_id", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("key", Text, nullable=False, comment="what it is about: a user is notified of it once"),
        Column("severity", Text, nullable=False),
        Column("title", Text, nullable=False),
        Column("body", Text, nullable=False),
        Column("steps", JSONB, nullable=False),
        Column("link", Text),
        Column("in_app", Boolean, nullable=False, comment="whether the inbox shows it"),
        Column("silent", Boolean, nullable=False),
        Column("created_at", DateTime(timezone=True), nullable=False),
        Column("read_at", DateTime(timezone=True)),
        Column("deleted_at", DateTime(timezone=True), comment="the row stays, so that it is not sent again"),
        Column("mail_at", DateTime(timezone=True), comment="when its e-mail is due"),
        Column("mail_id", Uuid, comment="the e-mail that it was sent with"),
        CheckConstraint("severity IN ('info', 'success', 'warning', 'error')", name="severity"),
        Index("uq_notifications_user_id_kind_key", "user_id", "kind", "key", unique=True),
        Index("ix_notifications_created_at", "created_at"),
    )
    shown = table.c.in_app & table.c.deleted_at.is_(None)
    newest = (table.c.user_id, table.c.created_at.desc(), table.c.id.desc())
    Index("ix_notifications_shown", *newest, postgresql_where=shown)
    Index(
        "ix_notifications_unread",
        table.c.user_id,
        table.c.kind,
        postgresql_where=shown & table.c.read_at.is_(None),
    )
    waiting = table.c.mail_at.is_not(None) & table.c.mail_id.is_(None)
    Index("ix_notifications_mail_at", table.c.mail_at, postgresql_where=waiting)


def _settings(metadata: MetaData) -> None:
    Table(
        "notification_settings",
        metadata,
        Column("user_id", Text, primary_key=True),
        Column("timezone", Text, nullable=False),
        Column("quiet", Boolean, nullable=False),
        Column("quiet_start", Time, nullable=False),
        Column("quiet_end", Time, nullable=False),
        Column("digest_every", Text, nullable=False),
        Column("digest_at", Time, nullable=False),
        Column("digest_weekday", Integer, nullable=False, comment="0 is Monday"),
        CheckConstraint("digest_every IN ('hourly', 'daily', 'weekly')", name="digest_every"),
        CheckConstraint("digest_weekday BETWEEN 0 AND 6", name="digest_weekday"),
    )
