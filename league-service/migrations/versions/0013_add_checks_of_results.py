"""Add checks of results."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | Sequence[str] | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "upstream_answers",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column(
            "status", sa.Integer(), nullable=True, comment="the HTTP status; absent if there was no answer"
        ),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upstream_answers")),
        schema="league",
    )
    op.create_index(
        "ix_upstream_answers_asked_at", "upstream_answers", ["asked_at"], unique=False, schema="league"
    )
    op.create_table(
        "upstreams",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_upstreams")),
        schema="league",
    )
    op.create_table(
        "result_checks",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('poll', 'check', 'weekly', 'asked')", name=op.f("ck_result_checks_kind")
        ),
        sa.CheckConstraint(
            "outcome IN ('not_yet', 'confirmed', 'recorded', 'corrected', 'quarantined')",
            name=op.f("ck_result_checks_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["league.events.id"], name=op.f("fk_result_checks_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "kind", "due_at", name=op.f("pk_result_checks")),
        schema="league",
    )
    op.create_table(
        "result_decisions",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("new_revision", sa.Integer(), nullable=True),
        sa.CheckConstraint("decision IN ('accept', 'reject')", name=op.f("ck_result_decisions_decision")),
        sa.ForeignKeyConstraint(
            ["event_id", "revision"],
            ["league.result_revisions.event_id", "league.result_revisions.revision"],
            name=op.f("fk_result_decisions_event_id_revision"),
        ),
        sa.PrimaryKeyConstraint("event_id", "revision", name=op.f("pk_result_decisions")),
        schema="league",
    )


def downgrade() -> None:
    op.drop_table("result_decisions", schema="league")
    op.drop_table("result_checks", schema="league")
    op.drop_table("upstreams", schema="league")
    op.drop_index("ix_upstream_answers_asked_at", table_name="upstream_answers", schema="league")
    op.drop_table("upstream_answers", schema="league")
