"""Teams, line-ups, prices and scores of fantasy F1. Line-ups and scores are never changed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0010"
down_revision: str | Sequence[str] | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_APPEND_ONLY = ("lineups", "scores")


def upgrade() -> None:
    op.create_table(
        "teams",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("season_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=True),
        sa.Column("username", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(user_id IS NULL) = (deleted_at IS NOT NULL)", name=op.f("ck_teams_owner")),
        sa.ForeignKeyConstraint(["season_id"], ["league.seasons.id"], name=op.f("fk_teams_season_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("season_id", "user_id", name=op.f("uq_teams_season_id_user_id")),
        schema="fantasy",
    )
    op.create_index(op.f("ix_teams_user_id"), "teams", ["user_id"], unique=False, schema="fantasy")
    op.create_index(
        "uq_teams_season_name",
        "teams",
        ["season_id", sa.literal_column("lower(name)")],
        unique=True,
        schema="fantasy",
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "lineups",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("season_id", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("race_id", sa.Text(), nullable=False),
        sa.Column("locks_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("driver_ids", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("prices", postgresql.ARRAY(sa.Numeric(precision=5, scale=1)), nullable=False),
        sa.Column("captain_id", sa.Text(), nullable=False),
        sa.Column("vice_captain_id", sa.Text(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "captain_id = ANY(driver_ids) AND (vice_captain_id IS NULL"
            " OR (vice_captain_id = ANY(driver_ids) AND vice_captain_id <> captain_id))",
            name=op.f("ck_lineups_captain"),
        ),
        sa.CheckConstraint(
            "cardinality(driver_ids) = 5 AND cardinality(prices) = 5", name=op.f("ck_lineups_five")
        ),
        sa.ForeignKeyConstraint(["race_id"], ["league.rounds.id"], name=op.f("fk_lineups_race_id")),
        sa.ForeignKeyConstraint(["season_id"], ["league.seasons.id"], name=op.f("fk_lineups_season_id")),
        sa.ForeignKeyConstraint(["team_id"], ["fantasy.teams.id"], name=op.f("fk_lineups_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lineups")),
        schema="fantasy",
    )
    op.create_index(op.f("ix_lineups_race_id"), "lineups", ["race_id"], unique=False, schema="fantasy")
    op.create_index(
        "ix_lineups_season", "lineups", ["season_id", "team_id", "locks_at"], unique=False, schema="fantasy"
    )
    op.create_index(op.f("ix_lineups_team_id"), "lineups", ["team_id"], unique=False, schema="fantasy")
    op.create_table(
        "price_lists",
        sa.Column("race_id", sa.Text(), nullable=False),
        sa.Column("season_id", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["race_id"], ["league.rounds.id"], name=op.f("fk_price_lists_race_id")),
        sa.ForeignKeyConstraint(["season_id"], ["league.seasons.id"], name=op.f("fk_price_lists_season_id")),
        sa.PrimaryKeyConstraint("race_id", name=op.f("pk_price_lists")),
        schema="fantasy",
    )
    op.create_index(
        op.f("ix_price_lists_season_id"), "price_lists", ["season_id"], unique=False, schema="fantasy"
    )
    op.create_table(
        "prices",
        sa.Column("race_id", sa.Text(), nullable=False),
        sa.Column("driver_id", sa.Text(), nullable=False),
        sa.Column("price", sa.Numeric(precision=5, scale=1), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("source IN ('computed', 'admin')", name=op.f("ck_prices_source")),
        sa.CheckConstraint("price > 0", name=op.f("ck_prices_price")),
        sa.ForeignKeyConstraint(["driver_id"], ["league.people.id"], name=op.f("fk_prices_driver_id")),
        sa.ForeignKeyConstraint(["race_id"], ["league.rounds.id"], name=op.f("fk_prices_race_id")),
        sa.PrimaryKeyConstraint("race_id", "driver_id", name=op.f("pk_prices")),
        schema="fantasy",
    )
    op.create_index(op.f("ix_prices_driver_id"), "prices", ["driver_id"], unique=False, schema="fantasy")
    op.create_table(
        "publications",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("season_id", sa.Text(), nullable=False),
        sa.Column("race_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("revisions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("covers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('first', 'completed', 'corrected')", name=op.f("ck_publications_kind")),
        sa.ForeignKeyConstraint(["race_id"], ["league.rounds.id"], name=op.f("fk_publications_race_id")),
        sa.ForeignKeyConstraint(["season_id"], ["league.seasons.id"], name=op.f("fk_publications_season_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
        schema="fantasy",
    )
    op.create_index(
        op.f("ix_publications_race_id"), "publications", ["race_id"], unique=False, schema="fantasy"
    )
    op.create_index(
        "ix_publications_season",
        "publications",
        ["season_id", "race_id", "id"],
        unique=False,
        schema="fantasy",
    )
    op.create_table(
        "reminders",
        sa.Column("race_id", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["race_id"], ["league.rounds.id"], name=op.f("fk_reminders_race_id")),
        sa.ForeignKeyConstraint(["team_id"], ["fantasy.teams.id"], name=op.f("fk_reminders_team_id")),
        sa.PrimaryKeyConstraint("race_id", "team_id", "about", name=op.f("pk_reminders")),
        schema="fantasy",
    )
    op.create_index(op.f("ix_reminders_team_id"), "reminders", ["team_id"], unique=False, schema="fantasy")
    op.create_table(
        "scores",
        sa.Column("publication_id", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("lineup_id", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.Numeric(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["fantasy.publications.id"], name=op.f("fk_scores_publication_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["fantasy.teams.id"], name=op.f("fk_scores_team_id")),
        sa.PrimaryKeyConstraint("publication_id", "team_id", name=op.f("pk_scores")),
        schema="fantasy",
    )
    op.create_index(op.f("ix_scores_team_id"), "scores", ["team_id"], unique=False, schema="fantasy")
    for table in _APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON fantasy.{table}"
            " FOR EACH ROW EXECUTE FUNCTION league.refuse_change()"
        )


def downgrade() -> None:
    op.drop_index(op.f("ix_scores_team_id"), table_name="scores", schema="fantasy")
    op.drop_table("scores", schema="fantasy")
    op.drop_index(op.f("ix_reminders_team_id"), table_name="reminders", schema="fantasy")
    op.drop_table("reminders", schema="fantasy")
    op.drop_index("ix_publications_season", table_name="publications", schema="fantasy")
    op.drop_index(op.f("ix_publications_race_id"), table_name="publications", schema="fantasy")
    op.drop_table("publications", schema="fantasy")
    op.drop_index(op.f("ix_prices_driver_id"), table_name="prices", schema="fantasy")
    op.drop_table("prices", schema="fantasy")
    op.drop_index(op.f("ix_price_lists_season_id"), table_name="price_lists", schema="fantasy")
    op.drop_table("price_lists", schema="fantasy")
    op.drop_index(op.f("ix_lineups_team_id"), table_name="lineups", schema="fantasy")
    op.drop_index("ix_lineups_season", table_name="lineups", schema="fantasy")
    op.drop_index(op.f("ix_lineups_race_id"), table_name="lineups", schema="fantasy")
    op.drop_table("lineups", schema="fantasy")
    op.drop_index(
        "uq_teams_season_name",
        table_name="teams",
        schema="fantasy",
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.drop_index(op.f("ix_teams_user_id"), table_name="teams", schema="fantasy")
    op.drop_table("teams", schema="fantasy")
