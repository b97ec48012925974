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
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from service_kit.db.migrate import schema_metadata

metadata = schema_metadata("task")

runs = Table(
    "runs",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("progress", Double, nullable=False, server_default=text("0")),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("fence", Integer, nullable=False, server_default=text("0"), comment="grows with every start"),
    Column("job_id", BigInteger, comment="the job of the engine that may work on it"),
    Column("user_id", Text, comment="who asked; null for the schedule"),
    Column("request_id", Text, comment="the key that makes asking twice safe"),
    Column("saved", JSONB, nullable=False, server_default=text("'{}'::jsonb"), comment="where to go on"),
    Column("result", JSONB),
    Column("error", Text),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("started_at", DateTime(timezone=True)),
    Column("completed_at", DateTime(timezone=True)),
    CheckConstraint("status IN ('pending', 'running', 'completed', 'failed', 'cancelled')", name="status"),
    CheckConstraint("progress BETWEEN 0 AND 100", name="progress"),
    Index("ix_runs_newest", text("created_at DESC"), text("id DESC")),
    Index("ix_runs_user_newest", "user_id", text("created_at DESC"), text("id DESC")),
    Index("ix_runs_completed_at", "completed_at", postgresql_where=text("completed_at IS NOT NULL")),
    Index(
        "uq_runs_request",
        "user_id",
        "request_id",
        unique=True,
        postgresql_where=text("request_id IS NOT NULL"),
        postgresql_nulls_not_distinct=True,
    ),
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
