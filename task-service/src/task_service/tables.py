"""The tables of the schema task, for Alembic; queries live in the repositories.

The engine's tables (procrastinate_*) are in the same schema, so that a run and its job are one commit;
migrations/procrastinate_3_10.sql describes them.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Double,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from service_kit.db.migrate import schema_metadata
from service_kit.deliveries.tables import deliveries_table
from service_kit.events.tables import outbox_table
from task_service.notifications.tables import notification_tables

metadata = schema_metadata("task")

outbox = outbox_table(metadata)
deliveries = deliveries_table(metadata)
notification_tables(metadata)

runs = Table(
    "runs",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("area", Text, nullable=False, server_default="task", comment="the service that carries it out"),
    Column("kind", Text, nullable=False),
    Column("params", JSONB, nullable=False, server_default=text("'{}'::jsonb"), comment="what to do"),
    Column("status", Text, nullable=False),
    Column("progress", Double, nullable=False, server_default=text("0")),
    Column("message", Text, nullable=False, server_default="", comment="what is being done"),
    Column("partial", JSONB, comment="the part of the result that exists"),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("waits", Integer, nullable=False, server_default=text("0"), comment="starts that cost no attempt"),
    Column("waits_for", Text, comment="why the last start had to wait"),
    Column("fence", Integer, nullable=False, server_default=text("0"), comment="grows with every start"),
    Column("job_id", BigInteger, comment="the job of the engine that may work on it"),
    Column("user_id", Text, comment="who asked; null for the schedule"),
    Column("organisation_id", Text, comment="the organisation whose members see it"),
    Column("shared_with", ARRAY(Text), nullable=False, server_default="{}", comment="users who see it"),
    Column("priority", SmallInteger, nullable=False, server_default=text("0"), comment="higher is first"),
    Column("run_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    Column("estimated_s", Integer, comment="how long it usually takes"),
    Column("request_id", Text, comment="the key that makes asking twice safe"),
    Column("saved", JSONB, nullable=False, server_default=text("'{}'::jsonb"), comment="where to go on"),
    Column("result", JSONB),
    Column("error", Text),
    Column("error_reason", Text, comment="the reason of the error, for programs"),
    Column("recovery", ARRAY(Text), nullable=False, server_default="{}", comment="what the user can do"),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("started_at", DateTime(timezone=True)),
    Column("completed_at", DateTime(timezone=True)),
    Column("expires_at", DateTime(timezone=True), comment="when the result is deleted"),
    CheckConstraint("status IN ('pending', 'running', 'completed', 'failed', 'cancelled')", name="status"),
    CheckConstraint("progress BETWEEN 0 AND 100", name="progress"),
    Index("ix_runs_newest", text("created_at DESC"), text("id DESC")),
    Index("ix_runs_user_newest", "user_id", text("created_at DESC"), text("id DESC")),
    Index("ix_runs_completed_at", "completed_at", postgresql_where=text("completed_at IS NOT NULL")),
    Index("ix_runs_due", "run_at", postgresql_where=text("status = 'pending' AND job_id IS NULL")),
    Index(
        "ix_runs_admitted",
        "user_id",
        postgresql_where=text("status IN ('pending', 'running') AND job_id IS NOT NULL"),
    ),
    Index(
        "ix_runs_organisation_newest",
        "organisation_id",
        text("created_at DESC"),
        text("id DESC"),
        postgresql_where=text("organisation_id IS NOT NULL"),
    ),
    Index(
        "ix_runs_shared_with",
        "shared_with",
        postgresql_using="gin",
        postgresql_where=text("shared_with <> '{}'"),
    ),
    Index("ix_runs_expires_at", "expires_at", postgresql_where=text("expires_at IS NOT NULL")),
    Index(
        "uq_runs_request",
        "user_id",
        "request_id",
        unique=True,
        postgresql_where=text("request_id IS NOT NULL"),
        postgresql_nulls_not_distinct=True,
    ),
)

files = Table(
    "files",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False, comment="as the uploader gave it"),
    Column("owner_kind", Text, nullable=False),
    Column("owner_id", Text, nullable=False),
    Column("purpose", Text, nullable=False, comment="file, or the feature that stores it"),
    Column("status", Text, nullable=False),
    Column("content_type", Text, nullable=False, server_default="", comment="found from the content"),
    Column("size", BigInteger, nullable=False, comment="of a pending file: the reserved bytes"),
    Column("sha256", Text, nullable=False, server_default=""),
    Column("md5", Text, nullable=False, server_default=""),
    Column("key", Text, nullable=False, unique=True, comment="of the object in the store"),
    Column("uploaded_by", Text, nullable=False),
    Column("request_id", Text, comment="the key that makes uploading twice safe"),
    Column("created_at", DateTime(timezone=True), nullable=False),
    CheckConstraint("status IN ('pending', 'stored', 'doomed')", name="status"),
    CheckConstraint("owner_kind IN ('user', 'organisation', 'league')", name="owner_kind"),
    Index("ix_files_newest", text("created_at DESC"), text("id DESC")),
    Index("ix_files_owner", "owner_kind", "owner_id", text("created_at DESC"), text("id DESC")),
    Index("ix_files_unstored", "status", "created_at", postgresql_where=text("status <> 'stored'")),
    Index(
        "uq_files_request",
        "uploaded_by",
        "request_id",
        unique=True,
        postgresql_where=text("request_id IS NOT NULL"),
    ),
)

file_owners = Table(
    "file_owners",
    metadata,
    Column("owner_kind", Text, primary_key=True),
    Column("owner_id", Text, primary_key=True),
    Column("used_bytes", BigInteger, nullable=False, server_default=text("0")),
    Column("file_count", Integer, nullable=False, server_default=text("0")),
)

schedules = Table(
    "schedules",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("area", Text, nullable=False, comment="the service that carries out the runs"),
    Column("kind", Text, nullable=False),
    Column("params", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    Column("cron", Text),
    Column("interval_s", Integer),
    Column("at", DateTime(timezone=True)),
    Column("time_zone", Text, nullable=False),
    Column("anchor", DateTime(timezone=True), nullable=False, comment="from which an interval counts"),
    Column("catch_up", Text, nullable=False),
    Column("catch_up_limit", Integer, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("declared_by", Text, comment="the service that declares it; null for those of administrators"),
    Column("edited", Boolean, nullable=False, comment="an administrator changed a declared schedule"),
    Column("next_at", DateTime(timezone=True), comment="the first date that has not been handled"),
    Column("last_date", DateTime(timezone=True)),
    Column("last_run_id", Uuid),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    CheckConstraint("num_nonnulls(cron, interval_s, at) = 1", name="timing"),
    CheckConstraint("interval_s > 0", name="interval_s"),
    CheckConstraint("catch_up IN ('skip', 'once', 'all')", name="catch_up"),
    CheckConstraint("catch_up_limit > 0", name="catch_up_limit"),
    Index("ix_schedules_next_at", "next_at", postgresql_where=text("NOT paused")),
)

workers = Table(
    "workers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("host", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("stopping", Boolean, nullable=False),
    Column("concurrency", Integer, nullable=False),
    Column("active", ARRAY(Uuid), nullable=False, comment="the runs that it works on"),
    Column("processed", BigInteger, nullable=False, comment="attempts since it started"),
    Column("completed", BigInteger, nullable=False),
    Column("failed", BigInteger, nullable=False),
    Column("retried", BigInteger, nullable=False),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False, comment="the last heartbeat"),
)
