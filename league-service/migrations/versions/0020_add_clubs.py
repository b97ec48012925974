"""Add clubs."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | Sequence[str] | None = "0019"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "players",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("known_as", sa.Text(), nullable=True),
        sa.Column("jersey_number", sa.Integer(), nullable=True),
        sa.Column("position", sa.Text(), nullable=True),
        sa.Column("preferred_foot", sa.Text(), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("nationality", sa.Text(), nullable=True),
        sa.Column("height_cm", sa.Integer(), nullable=True),
        sa.Column("weight_kg", sa.Double(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("user_id", sa.UUID(), nullable=True),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_players")),
        schema="clubs",
    )
    op.create_index(
        "uq_players_user_id",
        "players",
        ["organisation_id", "user_id"],
        unique=True,
        schema="clubs",
        postgresql_where=sa.text("archived_at IS NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "teams",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("age_group", sa.Text(), nullable=True),
        sa.Column("gender", sa.Text(), nullable=True),
        sa.Column("format", sa.Integer(), nullable=True),
        sa.Column("season", sa.Text(), nullable=True),
        sa.Column("home_ground", sa.Text(), nullable=True),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("crest_url", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_teams")),
        schema="clubs",
    )
    op.create_index(
        "uq_teams_name_season",
        "teams",
        ["organisation_id", sa.literal_column("lower(name)"), sa.literal_column("lower(season)")],
        unique=True,
        schema="clubs",
        postgresql_where=sa.text("archived_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "player_registrations",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("player_id", sa.UUID(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.UUID(), nullable=False),
        sa.Column("from", sa.Date(), nullable=False),
        sa.Column("to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "player_id"],
            ["clubs.players.organisation_id", "clubs.players.id"],
            name=op.f("fk_player_registrations_organisation_id_player_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "team_id"],
            ["clubs.teams.organisation_id", "clubs.teams.id"],
            name=op.f("fk_player_registrations_organisation_id_team_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "player_id", "position", name=op.f("pk_player_registrations")
        ),
        schema="clubs",
    )
    op.create_index(
        op.f("ix_player_registrations_organisation_id_team_id"),
        "player_registrations",
        ["organisation_id", "team_id"],
        unique=False,
        schema="clubs",
    )


def downgrade() -> None:
    op.drop_index(
        op.f("ix_player_registrations_organisation_id_team_id"),
        table_name="player_registrations",
        schema="clubs",
    )
    op.drop_table("player_registrations", schema="clubs")
    op.drop_index(
        "uq_teams_name_season",
        table_name="teams",
        schema="clubs",
        postgresql_where=sa.text("archived_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.drop_table("teams", schema="clubs")
    op.drop_index(
        "uq_players_user_id",
        table_name="players",
        schema="clubs",
        postgresql_where=sa.text("archived_at IS NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_table("players", schema="clubs")
