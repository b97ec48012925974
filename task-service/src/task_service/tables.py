"""The tables of the schema task, for Alembic; queries live in the repositories.

The engine's tables (procrastinate_*) are in the same schema, so that a run and its job are one commit;
migrations/procrastinate_3_10.sql describes them.
"""

from sqlalchemy import (
    BigInteger,
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
