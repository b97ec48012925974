"""Add planning."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0024"
down_revision: str | Sequence[str] | None = "0023"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "calendar_cancellations",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("team_ids", postgresql.ARRAY(sa.UUID()), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_calendar_cancellations")),
        schema="clubs",
        comment="What was deleted before it began, so that calendars show it as cancelled.",
    )
    op.create_table(
        "calendar_feeds",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_read_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint(
            "organisation_id", "user_id", name=op.f("uq_calendar_feeds_organisation_id_user_id")
        ),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feeds_token_hash")),
        schema="clubs",
    )
    op.create_table(
        "reunions",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("team_id", sa.UUID(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("agenda", sa.Text(), nullable=True),
        sa.Column("minutes", sa.Text(), nullable=True),
        sa.Column("responses_close_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "team_id"],
            ["clubs.teams.organisation_id", "clubs.teams.id"],
            name=op.f("fk_reunions_organisation_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_reunions")),
        schema="clubs",
    )
    op.create_index(
        op.f("ix_reunions_organisation_id_team_id"),
        "reunions",
        ["organisation_id", "team_id"],
        unique=False,
        schema="clubs",
    )
    op.create_table(
        "training_sessions",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("team_id", sa.UUID(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("focus", sa.Text(), nullable=True),
        sa.Column("planned_load", sa.Integer(), nullable=True),
        sa.Column("responses_close_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "drills", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "team_id"],
            ["clubs.teams.organisation_id", "clubs.teams.id"],
            name=op.f("fk_training_sessions_organisation_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_training_sessions")),
        schema="clubs",
    )
    op.create_index(
        op.f("ix_training_sessions_organisation_id_team_id"),
        "training_sessions",
        ["organisation_id", "team_id"],
        unique=False,
        schema="clubs",
    )
    op.create_table(
        "responses",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column(
            "occasion_id", sa.UUID(), nullable=False, comment="What the person is invited to: one of the two."
        ),
        sa.Column("training_session_id", sa.UUID(), nullable=True),
        sa.Column("reunion_id", sa.UUID(), nullable=True),
        sa.Column("person", sa.Text(), nullable=False, comment="player:<id> or user:<id>"),
        sa.Column("player_id", sa.UUID(), nullable=True),
        sa.Column("user_id", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("responded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.CheckConstraint("answer IN ('attending', 'declined', 'unsure')", name=op.f("ck_responses_answer")),
        sa.CheckConstraint(
            "occasion_id = coalesce(training_session_id, reunion_id)", name=op.f("ck_responses_occasion")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "player_id"],
            ["clubs.players.organisation_id", "clubs.players.id"],
            name=op.f("fk_responses_organisation_id_player_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "reunion_id"],
            ["clubs.reunions.organisation_id", "clubs.reunions.id"],
            name=op.f("fk_responses_organisation_id_reunion_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "training_session_id"],
            ["clubs.training_sessions.organisation_id", "clubs.training_sessions.id"],
            name=op.f("fk_responses_organisation_id_training_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "occasion_id", "person", name=op.f("pk_responses")),
        schema="clubs",
    )
    op.create_index(
        op.f("ix_responses_organisation_id_player_id"),
        "responses",
        ["organisation_id", "player_id"],
        unique=False,
        schema="clubs",
    )
    op.create_index(
        op.f("ix_responses_organisation_id_reunion_id"),
        "responses",
        ["organisation_id", "reunion_id"],
        unique=False,
        schema="clubs",
    )
    op.create_index(
        op.f("ix_responses_organisation_id_training_session_id"),
        "responses",
        ["organisation_id", "training_session_id"],
        unique=False,
        schema="clubs",
    )
    op.create_table(
        "reunion_participants",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("reunion_id", sa.UUID(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("player_id", sa.UUID(), nullable=True),
        sa.Column("user_id", sa.UUID(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "player_id"],
            ["clubs.players.organisation_id", "clubs.players.id"],
            name=op.f("fk_reunion_participants_organisation_id_player_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "reunion_id"],
            ["clubs.reunions.organisation_id", "clubs.reunions.id"],
            name=op.f("fk_reunion_participants_organisation_id_reunion_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "reunion_id", "position", name=op.f("pk_reunion_participants")
        ),
        schema="clubs",
    )
    op.create_index(
        op.f("ix_reunion_participants_organisation_id_player_id"),
        "reunion_participants",
        ["organisation_id", "player_id"],
        unique=False,
        schema="clubs",
    )
    op.create_table(
        "training_session_attendance",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("training_session_id", sa.UUID(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("player_id", sa.UUID(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("perceived_load", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "player_id"],
            ["clubs.players.organisation_id", "clubs.players.id"],
            name=op.f("fk_training_session_attendance_organisation_id_player_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "training_session_id"],
            ["clubs.training_sessions.organisation_id", "clubs.training_sessions.id"],
            name=op.f("fk_training_session_attendance_organisation_id_training_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "training_session_id", "position", name=op.f("pk_training_session_attendance")
        ),
        schema="clubs",
    )
    op.create_index(
        op.f("ix_training_session_attendance_organisation_id_player_id"),
        "training_session_attendance",
        ["organisation_id", "player_id"],
        unique=False,
        schema="clubs",
    )


def downgrade() -> None:
    op.drop_index(
        op.f("ix_training_session_attendance_organisation_id_player_id"),
        table_name="training_session_attendance",
        schema="clubs",
    )
    op.drop_table("training_session_attendance", schema="clubs")
    op.drop_index(
        op.f("ix_reunion_participants_organisation_id_player_id"),
        table_name="reunion_participants",
        schema="clubs",
    )
    op.drop_table("reunion_participants", schema="clubs")
    op.drop_index(
        op.f("ix_responses_organisation_id_training_session_id"), table_name="responses", schema="clubs"
    )
    op.drop_index(op.f("ix_responses_organisation_id_reunion_id"), table_name="responses", schema="clubs")
    op.drop_index(op.f("ix_responses_organisation_id_player_id"), table_name="responses", schema="clubs")
    op.drop_table("responses", schema="clubs")
    op.drop_index(
        op.f("ix_training_sessions_organisation_id_team_id"), table_name="training_sessions", schema="clubs"
    )
    op.drop_table("training_sessions", schema="clubs")
    op.drop_index(op.f("ix_reunions_organisation_id_team_id"), table_name="reunions", schema="clubs")
    op.drop_table("reunions", schema="clubs")
    op.drop_table("calendar_feeds", schema="clubs")
    op.drop_table("calendar_cancellations", schema="clubs")
