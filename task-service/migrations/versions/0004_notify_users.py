"""Inboxes of users, their preferences, notices for everybody, and calls that this service posts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0004"
down_revision: str | Sequence[str] | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False, comment="the notice"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "told",
            sa.Text(),
            server_default=sa.text("''"),
            nullable=False,
            comment="the last account that got it",
        ),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
        schema="task",
    )
    op.create_index(
        "ix_announcements_open",
        "announcements",
        ["created_at"],
        unique=False,
        schema="task",
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_index("uq_announcements_kind_key", "announcements", ["kind", "key"], unique=True, schema="task")
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("method", sa.Text(), nullable=False, comment="the gRPC path to call"),
        sa.Column("request", sa.LargeBinary(), nullable=False, comment="the message to send"),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column(
            "refusal",
            sa.Text(),
            nullable=True,
            comment="why the other service does not accept it; kept for operators",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        schema="task",
    )
    op.create_index(
        "ix_deliveries_open",
        "deliveries",
        ["seq"],
        unique=False,
        schema="task",
        postgresql_where=sa.text("refusal IS NULL"),
    )
    op.create_table(
        "notification_choices",
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("in_app", sa.Boolean(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "email IN ('off', 'digest', 'at_once')", name=op.f("ck_notification_choices_email")
        ),
        sa.PrimaryKeyConstraint("user_id", "kind", name=op.f("pk_notification_choices")),
        schema="task",
    )
    op.create_table(
        "notification_settings",
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("quiet_start", sa.Time(), nullable=False),
        sa.Column("quiet_end", sa.Time(), nullable=False),
        sa.Column("digest_every", sa.Text(), nullable=False),
        sa.Column("digest_at", sa.Time(), nullable=False),
        sa.Column("digest_weekday", sa.Integer(), nullable=False, comment="0 is Monday"),
        sa.CheckConstraint(
            "digest_every IN ('hourly', 'daily', 'weekly')",
            name=op.f("ck_notification_settings_digest_every"),
        ),
        sa.CheckConstraint(
            "digest_weekday BETWEEN 0 AND 6", name=op.f("ck_notification_settings_digest_weekday")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_notification_settings")),
        schema="task",
    )
    op.create_table(
        "notifications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "key", sa.Text(), nullable=False, comment="what it is about: a user is notified of it once"
        ),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("steps", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("in_app", sa.Boolean(), nullable=False, comment="whether the inbox shows it"),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "deleted_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="the row stays, so that it is not sent again",
        ),
        sa.Column("mail_at", sa.DateTime(timezone=True), nullable=True, comment="when its e-mail is due"),
        sa.Column("mail_id", sa.Uuid(), nullable=True, comment="the e-mail that it was sent with"),
        sa.CheckConstraint(
            "severity IN ('info', 'success', 'warning', 'error')", name=op.f("ck_notifications_severity")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
        schema="task",
    )
    op.create_index(
        "ix_notifications_created_at", "notifications", ["created_at"], unique=False, schema="task"
    )
    op.create_index(
        "ix_notifications_mail_at",
        "notifications",
        ["mail_at"],
        unique=False,
        schema="task",
        postgresql_where=sa.text("mail_at IS NOT NULL AND mail_id IS NULL"),
    )
    op.create_index(
        "ix_notifications_shown",
        "notifications",
        ["user_id", sa.literal_column("created_at DESC"), sa.literal_column("id DESC")],
        unique=False,
        schema="task",
        postgresql_where=sa.text("in_app AND deleted_at IS NULL"),
    )
    op.create_index(
        "ix_notifications_unread",
        "notifications",
        ["user_id", "kind"],
        unique=False,
        schema="task",
        postgresql_where=sa.text("in_app AND deleted_at IS NULL AND read_at IS NULL"),
    )
    op.create_index(
        "uq_notifications_user_id_kind_key",
        "notifications",
        ["user_id", "kind", "key"],
        unique=True,
        schema="task",
    )


def downgrade() -> None:
    op.drop_index("uq_notifications_user_id_kind_key", table_name="notifications", schema="task")
    op.drop_index(
        "ix_notifications_unread",
        table_name="notifications",
        schema="task",
        postgresql_where=sa.text("in_app AND deleted_at IS NULL AND read_at IS NULL"),
    )
    op.drop_index(
        "ix_notifications_shown",
        table_name="notifications",
        schema="task",
        postgresql_where=sa.text("in_app AND deleted_at IS NULL"),
    )
    op.drop_index(
        "ix_notifications_mail_at",
        table_name="notifications",
        schema="task",
        postgresql_where=sa.text("mail_at IS NOT NULL AND mail_id IS NULL"),
    )
    op.drop_index("ix_notifications_created_at", table_name="notifications", schema="task")
    op.drop_table("notifications", schema="task")
    op.drop_table("notification_settings", schema="task")
    op.drop_table("notification_choices", schema="task")
    op.drop_index(
        "ix_deliveries_open",
        table_name="deliveries",
        schema="task",
        postgresql_where=sa.text("refusal IS NULL"),
    )
    op.drop_table("deliveries", schema="task")
    op.drop_index("uq_announcements_kind_key", table_name="announcements", schema="task")
    op.drop_index(
        "ix_announcements_open",
        table_name="announcements",
        schema="task",
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.drop_table("announcements", schema="task")
