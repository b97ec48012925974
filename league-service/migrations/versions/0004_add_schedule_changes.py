"""Changes of schedules are kept, an event may have several ids, and its row knows how old its facts are."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0004"
down_revision: str | Sequence[str] | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_SCHEMA = "league"


def upgrade() -> None:
    # Only additions: the code before this revision reads and writes the new tables as it did the old ones.
    time = sa.DateTime(timezone=True)
    op.create_table(
        "event_changes",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("scheduled_at", time, nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("previous_status", sa.Text(), nullable=False),
        sa.Column("previous_reason", sa.Text(), nullable=False),
        sa.Column("previous_at", time, nullable=False),
        sa.Column("previous_week", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("observed_at", time, nullable=False),
        sa.Column("effective_at", time, nullable=False),
        sa.CheckConstraint(
            "kind IN ('cancelled', 'postponed', 'moved', 'reinstated')", name=op.f("ck_event_changes_kind")
        ),
        sa.CheckConstraint(
            "status IN ('scheduled', 'postponed', 'cancelled')", name=op.f("ck_event_changes_status")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["league.events.id"], name=op.f("fk_event_changes_event_id")),
        sa.PrimaryKeyConstraint("event_id", "revision", name=op.f("pk_event_changes")),
        schema=_SCHEMA,
    )
    op.execute(
        "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON league.event_changes"
        " FOR EACH ROW EXECUTE FUNCTION league.refuse_change()"
    )
    op.add_column(
        "events",
        sa.Column(
            "other_keys", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False
        ),
        schema=_SCHEMA,
    )
    op.add_column("events", sa.Column("facts_at", time, nullable=True), schema=_SCHEMA)
    op.create_index("ix_events_other_keys", "events", ["other_keys"], schema=_SCHEMA, postgresql_using="gin")


def downgrade() -> None:
    op.drop_index("ix_events_other_keys", table_name="events", schema=_SCHEMA)
    op.drop_column("events", "facts_at", schema=_SCHEMA)
    op.drop_column("events", "other_keys", schema=_SCHEMA)
    op.drop_table("event_changes", schema=_SCHEMA)
