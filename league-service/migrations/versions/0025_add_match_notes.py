"""Add notes on matches, and answers to invitations to matches."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0025"
down_revision: str | Sequence[str] | None = "0024"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "match_notes",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("match_id", sa.UUID(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=False, comment="The account; empty after it was deleted."),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("player_id", sa.UUID(), nullable=True),
        sa.Column("period", sa.Integer(), nullable=True),
        sa.Column("match_s", sa.Double(), nullable=True),
        sa.Column("tags", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.CheckConstraint(
            "visibility IN ('private', 'staff', 'team')", name=op.f("ck_match_notes_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "match_id"],
            ["clubs.matches.organisation_id", "clubs.matches.id"],
            name=op.f("fk_match_notes_organisation_id_match_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "player_id"],
            ["clubs.players.organisation_id", "clubs.players.id"],
            name=op.f("fk_match_notes_organisation_id_player_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_match_notes")),
        schema="clubs",
    )
    op.create_index(
        op.f("ix_match_notes_organisation_id_match_id"),
        "match_notes",
        ["organisation_id", "match_id"],
        unique=False,
        schema="clubs",
    )
    op.create_index(
        op.f("ix_match_notes_organisation_id_player_id"),
        "match_notes",
        ["organisation_id", "player_id"],
        unique=False,
        schema="clubs",
    )
    op.add_column("responses", sa.Column("match_id", sa.UUID(), nullable=True), schema="clubs")
    op.alter_column(
        "responses",
        "occasion_id",
        existing_type=sa.UUID(),
        comment="What the person is invited to: one of the three.",
        existing_comment="What the person is invited to: one of the two.",
        existing_nullable=False,
        schema="clubs",
    )
    op.create_index(
        op.f("ix_responses_organisation_id_match_id"),
        "responses",
        ["organisation_id", "match_id"],
        unique=False,
        schema="clubs",
    )
    op.create_foreign_key(
        op.f("fk_responses_organisation_id_match_id"),
        "responses",
        "matches",
        ["organisation_id", "match_id"],
        ["organisation_id", "id"],
        source_schema="clubs",
        referent_schema="clubs",
        ondelete="CASCADE",
    )
    _replace_check("coalesce(match_id, training_session_id, reunion_id)")


def _replace_check(occasion: str) -> None:
    name = op.f("ck_responses_occasion")
    op.drop_constraint(name, "responses", schema="clubs", type_="check")
    op.create_check_constraint(name, "responses", f"occasion_id = {occasion}", schema="clubs")


def downgrade() -> None:
    op.execute("DELETE FROM clubs.responses WHERE match_id IS NOT NULL")
    _replace_check("coalesce(training_session_id, reunion_id)")
    op.drop_constraint(
        op.f("fk_responses_organisation_id_match_id"), "responses", schema="clubs", type_="foreignkey"
    )
    op.drop_index(op.f("ix_responses_organisation_id_match_id"), table_name="responses", schema="clubs")
    op.alter_column(
        "responses",
        "occasion_id",
        existing_type=sa.UUID(),
        comment="What the person is invited to: one of the two.",
        existing_comment="What the person is invited to: one of the three.",
        existing_nullable=False,
        schema="clubs",
    )
    op.drop_column("responses", "match_id", schema="clubs")
    op.drop_index(op.f("ix_match_notes_organisation_id_player_id"), table_name="match_notes", schema="clubs")
    op.drop_index(op.f("ix_match_notes_organisation_id_match_id"), table_name="match_notes", schema="clubs")
    op.drop_table("match_notes", schema="clubs")
