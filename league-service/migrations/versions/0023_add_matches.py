"""Add matches."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0023"
down_revision: str | Sequence[str] | None = "0022"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "imported_rows",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="The id that the source gives."),
        sa.Column("row_id", sa.UUID(), nullable=False),
        sa.Column(
            "digest", sa.Text(), nullable=False, comment="What the last import read; empty if it is not kept."
        ),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "source", "noun", "key", name=op.f("pk_imported_rows")),
        schema="clubs",
        comment="Which row an import made, so that the next one finds it.",
    )
    op.create_table(
        "matches",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("home_team_id", sa.UUID(), nullable=False),
        sa.Column("away_team_id", sa.UUID(), nullable=False),
        sa.Column("kick_off_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("event_id", sa.UUID(), nullable=True),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.Column("neutral", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("periods", sa.Integer(), nullable=True),
        sa.Column("period_minutes", sa.Integer(), nullable=True),
        sa.Column("extra_time_minutes", sa.Integer(), nullable=True),
        sa.Column("pitch_length_m", sa.Double(), nullable=True),
        sa.Column("pitch_width_m", sa.Double(), nullable=True),
        sa.Column("substitution_limit", sa.Integer(), nullable=True),
        sa.Column("score", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("responses_close_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kick_off_unknown", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "away_team_id"],
            ["clubs.teams.organisation_id", "clubs.teams.id"],
            name=op.f("fk_matches_organisation_id_away_team_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "event_id"],
            ["clubs.events.organisation_id", "clubs.events.id"],
            name=op.f("fk_matches_organisation_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "home_team_id"],
            ["clubs.teams.organisation_id", "clubs.teams.id"],
            name=op.f("fk_matches_organisation_id_home_team_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_matches")),
        schema="clubs",
    )
    op.create_index(
        op.f("ix_matches_organisation_id_away_team_id"),
        "matches",
        ["organisation_id", "away_team_id"],
        unique=False,
        schema="clubs",
    )
    op.create_index(
        op.f("ix_matches_organisation_id_event_id"),
        "matches",
        ["organisation_id", "event_id"],
        unique=False,
        schema="clubs",
    )
    op.create_index(
        op.f("ix_matches_organisation_id_home_team_id"),
        "matches",
        ["organisation_id", "home_team_id"],
        unique=False,
        schema="clubs",
    )
    op.create_table(
        "match_events",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("match_id", sa.UUID(), nullable=False),
        sa.Column("team_id", sa.UUID(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("stoppage_minute", sa.Integer(), nullable=True),
        sa.Column("second", sa.Integer(), nullable=True),
        sa.Column("player_id", sa.UUID(), nullable=True),
        sa.Column("related_player_id", sa.UUID(), nullable=True),
        sa.Column("x", sa.Double(), nullable=True),
        sa.Column("y", sa.Double(), nullable=True),
        sa.Column("end_x", sa.Double(), nullable=True),
        sa.Column("end_y", sa.Double(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("xg", sa.Double(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "match_id"],
            ["clubs.matches.organisation_id", "clubs.matches.id"],
            name=op.f("fk_match_events_organisation_id_match_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "player_id"],
            ["clubs.players.organisation_id", "clubs.players.id"],
            name=op.f("fk_match_events_organisation_id_player_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "related_player_id"],
            ["clubs.players.organisation_id", "clubs.players.id"],
            name=op.f("fk_match_events_organisation_id_related_player_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "team_id"],
            ["clubs.teams.organisation_id", "clubs.teams.id"],
            name=op.f("fk_match_events_organisation_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_match_events")),
        schema="clubs",
    )
    op.create_index(
        op.f("ix_match_events_organisation_id_match_id"),
        "match_events",
        ["organisation_id", "match_id"],
        unique=False,
        schema="clubs",
    )
    op.create_index(
        op.f("ix_match_events_organisation_id_player_id"),
        "match_events",
        ["organisation_id", "player_id"],
        unique=False,
        schema="clubs",
    )
    op.create_index(
        op.f("ix_match_events_organisation_id_related_player_id"),
        "match_events",
        ["organisation_id", "related_player_id"],
        unique=False,
        schema="clubs",
    )
    op.create_index(
        op.f("ix_match_events_organisation_id_team_id"),
        "match_events",
        ["organisation_id", "team_id"],
        unique=False,
        schema="clubs",
    )
    op.create_table(
        "match_lineups",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("match_id", sa.UUID(), nullable=False),
        sa.Column("player_id", sa.UUID(), nullable=False),
        sa.Column("team_id", sa.UUID(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=True),
        sa.Column("jersey_number", sa.Integer(), nullable=True),
        sa.Column("captain", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "match_id"],
            ["clubs.matches.organisation_id", "clubs.matches.id"],
            name=op.f("fk_match_lineups_organisation_id_match_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "player_id"],
            ["clubs.players.organisation_id", "clubs.players.id"],
            name=op.f("fk_match_lineups_organisation_id_player_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "team_id"],
            ["clubs.teams.organisation_id", "clubs.teams.id"],
            name=op.f("fk_match_lineups_organisation_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_match_lineups")),
        schema="clubs",
    )
    op.create_index(
        op.f("ix_match_lineups_organisation_id_match_id"),
        "match_lineups",
        ["organisation_id", "match_id"],
        unique=False,
        schema="clubs",
    )
    op.create_index(
        op.f("ix_match_lineups_organisation_id_player_id"),
        "match_lineups",
        ["organisation_id", "player_id"],
        unique=False,
        schema="clubs",
    )
    op.create_index(
        op.f("ix_match_lineups_organisation_id_team_id"),
        "match_lineups",
        ["organisation_id", "team_id"],
        unique=False,
        schema="clubs",
    )
    op.create_index(
        "uq_match_lineups_match_id_player_id",
        "match_lineups",
        ["organisation_id", "match_id", "player_id"],
        unique=True,
        schema="clubs",
        postgresql_where=sa.text("archived_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "match_results",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("match_id", sa.UUID(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("home", sa.Integer(), nullable=False),
        sa.Column("away", sa.Integer(), nullable=False),
        sa.Column("home_penalties", sa.Integer(), nullable=True),
        sa.Column("away_penalties", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=False, comment="The account; empty for imports."),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "match_id"],
            ["clubs.matches.organisation_id", "clubs.matches.id"],
            name=op.f("fk_match_results_organisation_id_match_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "match_id", "revision", name=op.f("pk_match_results")),
        schema="clubs",
        comment="Revisions of results; rows are only added.",
    )
    op.create_table(
        "match_sheets",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("match_id", sa.UUID(), nullable=False),
        sa.Column("team_id", sa.UUID(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "match_id"],
            ["clubs.matches.organisation_id", "clubs.matches.id"],
            name=op.f("fk_match_sheets_organisation_id_match_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "team_id"],
            ["clubs.teams.organisation_id", "clubs.teams.id"],
            name=op.f("fk_match_sheets_organisation_id_team_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "match_id", "team_id", name=op.f("pk_match_sheets")),
        schema="clubs",
        comment="The version of each whole line-up.",
    )
    op.create_table(
        "player_match_statistics",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("match_id", sa.UUID(), nullable=False),
        sa.Column("player_id", sa.UUID(), nullable=False),
        sa.Column("rating", sa.Double(), nullable=True),
        sa.Column("goals", sa.Integer(), nullable=True),
        sa.Column("assists", sa.Integer(), nullable=True),
        sa.Column("shots", sa.Integer(), nullable=True),
        sa.Column("xg", sa.Double(), nullable=True),
        sa.Column("passes", sa.Integer(), nullable=True),
        sa.Column("passes_completed", sa.Integer(), nullable=True),
        sa.Column("pressures", sa.Integer(), nullable=True),
        sa.Column("tackles", sa.Integer(), nullable=True),
        sa.Column("distance_m", sa.Double(), nullable=True),
        sa.Column("high_speed_m", sa.Double(), nullable=True),
        sa.Column("sprint_m", sa.Double(), nullable=True),
        sa.Column("sprint_count", sa.Integer(), nullable=True),
        sa.Column("max_speed_kmh", sa.Double(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "match_id"],
            ["clubs.matches.organisation_id", "clubs.matches.id"],
            name=op.f("fk_player_match_statistics_organisation_id_match_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "player_id"],
            ["clubs.players.organisation_id", "clubs.players.id"],
            name=op.f("fk_player_match_statistics_organisation_id_player_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_player_match_statistics")),
        schema="clubs",
    )
    op.create_index(
        op.f("ix_player_match_statistics_organisation_id_match_id"),
        "player_match_statistics",
        ["organisation_id", "match_id"],
        unique=False,
        schema="clubs",
    )
    op.create_index(
        op.f("ix_player_match_statistics_organisation_id_player_id"),
        "player_match_statistics",
        ["organisation_id", "player_id"],
        unique=False,
        schema="clubs",
    )
    op.create_index(
        "uq_player_match_statistics_match_id_player_id",
        "player_match_statistics",
        ["organisation_id", "match_id", "player_id"],
        unique=True,
        schema="clubs",
        postgresql_where=sa.text("archived_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )


def downgrade() -> None:
    op.drop_index(
        "uq_player_match_statistics_match_id_player_id",
        table_name="player_match_statistics",
        schema="clubs",
        postgresql_where=sa.text("archived_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.drop_index(
        op.f("ix_player_match_statistics_organisation_id_player_id"),
        table_name="player_match_statistics",
        schema="clubs",
    )
    op.drop_index(
        op.f("ix_player_match_statistics_organisation_id_match_id"),
        table_name="player_match_statistics",
        schema="clubs",
    )
    op.drop_table("player_match_statistics", schema="clubs")
    op.drop_table("match_sheets", schema="clubs")
    op.drop_table("match_results", schema="clubs")
    op.drop_index(
        "uq_match_lineups_match_id_player_id",
        table_name="match_lineups",
        schema="clubs",
        postgresql_where=sa.text("archived_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.drop_index(
        op.f("ix_match_lineups_organisation_id_team_id"), table_name="match_lineups", schema="clubs"
    )
    op.drop_index(
        op.f("ix_match_lineups_organisation_id_player_id"), table_name="match_lineups", schema="clubs"
    )
    op.drop_index(
        op.f("ix_match_lineups_organisation_id_match_id"), table_name="match_lineups", schema="clubs"
    )
    op.drop_table("match_lineups", schema="clubs")
    op.drop_index(op.f("ix_match_events_organisation_id_team_id"), table_name="match_events", schema="clubs")
    op.drop_index(
        op.f("ix_match_events_organisation_id_related_player_id"), table_name="match_events", schema="clubs"
    )
    op.drop_index(
        op.f("ix_match_events_organisation_id_player_id"), table_name="match_events", schema="clubs"
    )
    op.drop_index(op.f("ix_match_events_organisation_id_match_id"), table_name="match_events", schema="clubs")
    op.drop_table("match_events", schema="clubs")
    op.drop_index(op.f("ix_matches_organisation_id_home_team_id"), table_name="matches", schema="clubs")
    op.drop_index(op.f("ix_matches_organisation_id_event_id"), table_name="matches", schema="clubs")
    op.drop_index(op.f("ix_matches_organisation_id_away_team_id"), table_name="matches", schema="clubs")
    op.drop_table("matches", schema="clubs")
    op.drop_table("imported_rows", schema="clubs")
