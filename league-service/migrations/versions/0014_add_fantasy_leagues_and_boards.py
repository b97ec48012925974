"""Leagues of fantasy F1 with their members, and boards: the teams in order after each race."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | Sequence[str] | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "board_rows",
        sa.Column("board_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("previous_rank", sa.Integer(), nullable=True),
        sa.Column("total", sa.Numeric(), nullable=False),
        sa.Column("race_points", sa.Numeric(), nullable=False),
        sa.Column("best_race", sa.Numeric(), nullable=False),
        sa.PrimaryKeyConstraint("board_id", "position", name=op.f("pk_board_rows")),
        schema="fantasy",
    )
    op.create_index(
        "uq_board_rows_team", "board_rows", ["board_id", "team_id"], unique=True, schema="fantasy"
    )
    op.create_table(
        "leagues",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("season_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("max_members", sa.Integer(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("first_race_id", sa.Text(), nullable=True),
        sa.Column("join_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("members BETWEEN 0 AND max_members", name=op.f("ck_leagues_members")),
        sa.ForeignKeyConstraint(
            ["first_race_id"], ["league.rounds.id"], name=op.f("fk_leagues_first_race_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["fantasy.teams.id"], name=op.f("fk_leagues_owner_id")),
        sa.ForeignKeyConstraint(["season_id"], ["league.seasons.id"], name=op.f("fk_leagues_season_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leagues")),
        sa.UniqueConstraint("code", name=op.f("uq_leagues_code")),
        schema="fantasy",
    )
    op.create_index(op.f("ix_leagues_owner_id"), "leagues", ["owner_id"], unique=False, schema="fantasy")
    op.create_index(
        "ix_leagues_public",
        "leagues",
        ["season_id", sa.literal_column("lower(name)"), "id"],
        unique=False,
        schema="fantasy",
        postgresql_where=sa.text("code IS NULL"),
    )
    op.create_table(
        "boards",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("season_id", sa.Text(), nullable=False),
        sa.Column("race_id", sa.Text(), nullable=True),
        sa.Column("race_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("publication_id", sa.BigInteger(), nullable=True),
        sa.Column("previous_id", sa.BigInteger(), nullable=True),
        sa.Column("league_id", sa.Text(), nullable=True),
        sa.Column("source_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=True),
        sa.Column("teams", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(league_id IS NULL) = (version IS NULL)", name=op.f("ck_boards_version")),
        sa.ForeignKeyConstraint(
            ["league_id"], ["fantasy.leagues.id"], name=op.f("fk_boards_league_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["fantasy.publications.id"], name=op.f("fk_boards_publication_id")
        ),
        sa.ForeignKeyConstraint(["race_id"], ["league.rounds.id"], name=op.f("fk_boards_race_id")),
        sa.ForeignKeyConstraint(["season_id"], ["league.seasons.id"], name=op.f("fk_boards_season_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boards")),
        schema="fantasy",
    )
    op.create_index(
        "ix_boards_global",
        "boards",
        ["season_id", "race_time", "id"],
        unique=False,
        schema="fantasy",
        postgresql_where=sa.text("league_id IS NULL"),
    )
    op.create_index(
        "uq_boards_league",
        "boards",
        ["league_id", "version", sa.literal_column("coalesce(source_id, 0)")],
        unique=True,
        schema="fantasy",
        postgresql_where=sa.text("league_id IS NOT NULL"),
    )
    op.create_table(
        "members",
        sa.Column("league_id", sa.Text(), nullable=False),
        sa.Column("joined_version", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_version", sa.BigInteger(), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_user_id", sa.Text(), nullable=True),
        sa.CheckConstraint("(left_version IS NULL) = (left_at IS NULL)", name=op.f("ck_members_left")),
        sa.ForeignKeyConstraint(
            ["league_id"], ["fantasy.leagues.id"], name=op.f("fk_members_league_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["fantasy.teams.id"], name=op.f("fk_members_team_id")),
        sa.PrimaryKeyConstraint("league_id", "joined_version", name=op.f("pk_members")),
        schema="fantasy",
    )
    op.create_index("ix_members_team", "members", ["team_id", "league_id"], unique=False, schema="fantasy")
    op.create_index(
        "ix_members_removed",
        "members",
        ["removed_user_id", "league_id"],
        unique=False,
        schema="fantasy",
        postgresql_where=sa.text("removed_user_id IS NOT NULL"),
    )
    op.create_index(
        "uq_members_present",
        "members",
        ["league_id", "team_id"],
        unique=True,
        schema="fantasy",
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.create_index(
        "ix_teams_deleted",
        "teams",
        ["season_id", "deleted_at"],
        unique=False,
        schema="fantasy",
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_teams_deleted",
        table_name="teams",
        schema="fantasy",
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.drop_index(
        "uq_members_present",
        table_name="members",
        schema="fantasy",
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.drop_index(
        "ix_members_removed",
        table_name="members",
        schema="fantasy",
        postgresql_where=sa.text("removed_user_id IS NOT NULL"),
    )
    op.drop_index("ix_members_team", table_name="members", schema="fantasy")
    op.drop_table("members", schema="fantasy")
    op.drop_index(
        "uq_boards_league",
        table_name="boards",
        schema="fantasy",
        postgresql_where=sa.text("league_id IS NOT NULL"),
    )
    op.drop_index(
        "ix_boards_global",
        table_name="boards",
        schema="fantasy",
        postgresql_where=sa.text("league_id IS NULL"),
    )
    op.drop_table("boards", schema="fantasy")
    op.drop_index(
        "ix_leagues_public", table_name="leagues", schema="fantasy", postgresql_where=sa.text("code IS NULL")
    )
    op.drop_index(op.f("ix_leagues_owner_id"), table_name="leagues", schema="fantasy")
    op.drop_table("leagues", schema="fantasy")
    op.drop_index("uq_board_rows_team", table_name="board_rows", schema="fantasy")
    op.drop_table("board_rows", schema="fantasy")
