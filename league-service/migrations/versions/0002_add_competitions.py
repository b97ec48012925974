"""Competitions: identities, events, the result ledger, betting lines."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0002"
down_revision: str | Sequence[str] | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_LEDGERS = ("result_revisions", "result_scores", "line_quotes")


def upgrade() -> None:

    op.create_table(
        "competitions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sport", sa.Text(), nullable=False),
        sa.Column("simulated", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competitions")),
        sa.UniqueConstraint("key", name=op.f("uq_competitions_key")),
        schema="league",
    )
    op.create_table(
        "names",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("normalised", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=True),
        sa.Column("to_day", sa.Date(), nullable=True),
        sa.CheckConstraint("kind IN ('team', 'person', 'venue')", name=op.f("ck_names_kind")),
        sa.PrimaryKeyConstraint("kind", "subject_id", "normalised", name=op.f("pk_names")),
        schema="league",
    )
    op.create_index("ix_names_normalised", "names", ["kind", "normalised"], unique=False, schema="league")
    op.create_table(
        "people",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("key", name=op.f("uq_people_key")),
        schema="league",
    )
    op.create_table(
        "teams",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sport", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("sport", "key", name=op.f("uq_teams_sport_key")),
        schema="league",
    )
    op.create_table(
        "venues",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("country", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("zone", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venues")),
        sa.UniqueConstraint("key", name=op.f("uq_venues_key")),
        schema="league",
    )
    op.create_table(
        "seasons",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("competition_id", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["competition_id"],
            ["league.competitions.id"],
            name=op.f("fk_seasons_competition_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seasons")),
        sa.UniqueConstraint("competition_id", "year", name=op.f("uq_seasons_competition_id_year")),
        schema="league",
    )
    op.create_table(
        "team_eras",
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("from_season", sa.Integer(), nullable=False),
        sa.Column("to_season", sa.Integer(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("nickname", sa.Text(), nullable=False),
        sa.Column("conference", sa.Text(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "to_season IS NULL OR to_season >= from_season", name=op.f("ck_team_eras_interval")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["league.teams.id"], name=op.f("fk_team_eras_team_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", "from_season", name=op.f("pk_team_eras")),
        schema="league",
    )
    op.create_table(
        "rounds",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("season_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["season_id"], ["league.seasons.id"], name=op.f("fk_rounds_season_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        sa.UniqueConstraint("season_id", "number", "stage", name=op.f("uq_rounds_season_id_number_stage")),
        schema="league",
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("competition_id", sa.Text(), nullable=False),
        sa.Column("season_id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("scheduled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hour_known", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("venue_id", sa.Text(), nullable=True),
        sa.Column("venue_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("neutral", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("divisional", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column(
            "conditions",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column(
            "source_ids",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('scheduled', 'postponed', 'cancelled')", name=op.f("ck_events_status")
        ),
        sa.ForeignKeyConstraint(
            ["competition_id"],
            ["league.competitions.id"],
            name=op.f("fk_events_competition_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["league.rounds.id"], name=op.f("fk_events_round_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["season_id"], ["league.seasons.id"], name=op.f("fk_events_season_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["venue_id"], ["league.venues.id"], name=op.f("fk_events_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("competition_id", "key", name=op.f("uq_events_competition_id_key")),
        schema="league",
    )
    op.create_index(op.f("ix_events_key"), "events", ["key"], unique=False, schema="league")
    op.create_index(op.f("ix_events_round_id"), "events", ["round_id"], unique=False, schema="league")
    op.create_index(
        "ix_events_season", "events", ["season_id", "scheduled_at", "key"], unique=False, schema="league"
    )
    op.create_index(op.f("ix_events_venue_id"), "events", ["venue_id"], unique=False, schema="league")
    op.create_table(
        "event_competitors",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("team_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rest_days", sa.SmallInteger(), nullable=True),
        sa.Column("starter_id", sa.Text(), nullable=True),
        sa.CheckConstraint("side IN ('home', 'away')", name=op.f("ck_event_competitors_side")),
        sa.CheckConstraint(
            "num_nonnulls(team_id, person_id) = 1", name=op.f("ck_event_competitors_one_kind")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["league.events.id"], name=op.f("fk_event_competitors_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["league.people.id"], name=op.f("fk_event_competitors_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["starter_id"], ["league.people.id"], name=op.f("fk_event_competitors_starter_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["league.teams.id"], name=op.f("fk_event_competitors_team_id")),
        sa.PrimaryKeyConstraint("event_id", "position", name=op.f("pk_event_competitors")),
        sa.UniqueConstraint("event_id", "side", name=op.f("uq_event_competitors_event_id_side")),
        schema="league",
    )
    op.create_index(
        op.f("ix_event_competitors_person_id"),
        "event_competitors",
        ["person_id"],
        unique=False,
        schema="league",
    )
    op.create_index(
        op.f("ix_event_competitors_starter_id"),
        "event_competitors",
        ["starter_id"],
        unique=False,
        schema="league",
    )
    op.create_index(
        op.f("ix_event_competitors_team_id"), "event_competitors", ["team_id"], unique=False, schema="league"
    )
    op.create_table(
        "line_quotes",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("market", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("book", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("point", sa.Float(), nullable=True),
        sa.Column("home_price", sa.Integer(), nullable=True),
        sa.Column("away_price", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(market = 'moneyline') = (point IS NULL)", name=op.f("ck_line_quotes_point")),
        sa.CheckConstraint("market IN ('spread', 'total', 'moneyline')", name=op.f("ck_line_quotes_market")),
        sa.CheckConstraint(
            "abs(home_price) >= 100 AND abs(away_price) >= 100", name=op.f("ck_line_quotes_american_prices")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["league.events.id"], name=op.f("fk_line_quotes_event_id")),
        sa.PrimaryKeyConstraint(
            "event_id", "market", "source", "book", "taken_at", "revision", name=op.f("pk_line_quotes")
        ),
        schema="league",
    )
    op.create_table(
        "result_revisions",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('provisional', 'verified', 'official', 'corrected', 'quarantined')",
            name=op.f("ck_result_revisions_status"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["league.events.id"], name=op.f("fk_result_revisions_event_id")
        ),
        sa.PrimaryKeyConstraint("event_id", "revision", name=op.f("pk_result_revisions")),
        sa.UniqueConstraint("event_id", "request_id", name=op.f("uq_result_revisions_event_id_request_id")),
        schema="league",
    )
    op.create_table(
        "result_scores",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.CheckConstraint("score >= 0", name=op.f("ck_result_scores_score")),
        sa.ForeignKeyConstraint(
            ["event_id", "revision"],
            ["league.result_revisions.event_id", "league.result_revisions.revision"],
            name=op.f("fk_result_scores_event_id_revision"),
        ),
        sa.PrimaryKeyConstraint("event_id", "revision", "position", name=op.f("pk_result_scores")),
        schema="league",
    )

    op.execute(
        """CREATE FUNCTION league.refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'rows of %.% are never changed', TG_TABLE_SCHEMA, TG_TABLE_NAME; END $$"""
    )
    for table in _LEDGERS:
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON league.{table}"
            " FOR EACH ROW EXECUTE FUNCTION league.refuse_change()"
        )


def downgrade() -> None:

    op.drop_table("result_scores", schema="league")
    op.drop_table("result_revisions", schema="league")
    op.drop_table("line_quotes", schema="league")
    op.drop_index(op.f("ix_event_competitors_team_id"), table_name="event_competitors", schema="league")
    op.drop_index(op.f("ix_event_competitors_starter_id"), table_name="event_competitors", schema="league")
    op.drop_index(op.f("ix_event_competitors_person_id"), table_name="event_competitors", schema="league")
    op.drop_table("event_competitors", schema="league")
    op.drop_index(op.f("ix_events_venue_id"), table_name="events", schema="league")
    op.drop_index("ix_events_season", table_name="events", schema="league")
    op.drop_index(op.f("ix_events_round_id"), table_name="events", schema="league")
    op.drop_index(op.f("ix_events_key"), table_name="events", schema="league")
    op.drop_table("events", schema="league")
    op.drop_table("rounds", schema="league")
    op.drop_table("team_eras", schema="league")
    op.drop_table("seasons", schema="league")
    op.drop_table("venues", schema="league")
    op.drop_table("teams", schema="league")
    op.drop_table("people", schema="league")
    op.drop_index("ix_names_normalised", table_name="names", schema="league")
    op.drop_table("names", schema="league")
    op.drop_table("competitions", schema="league")

    op.execute("DROP FUNCTION league.refuse_change()")
