"""The tables of fantasy F1: teams, line-ups, prices and scores. Used only by Alembic."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from league_service.core.metadata import metadata, moment

SCHEMA = "fantasy"
_EMPTY = sa.text("''")

# A team whose owner deleted it or closed the account keeps its row without owner and name, for old boards.
teams = sa.Table(
    "teams",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("season_id", sa.Text, sa.ForeignKey("league.seasons.id"), nullable=False),
    sa.Column("user_id", sa.Text, index=True),
    sa.Column("username", sa.Text, nullable=False, server_default=_EMPTY),
    sa.Column("name", sa.Text, nullable=False),
    moment("created_at"),
    moment("updated_at"),
    moment("deleted_at", nullable=True),
    sa.UniqueConstraint("season_id", "user_id"),
    sa.CheckConstraint("(user_id IS NULL) = (deleted_at IS NOT NULL)", name="owner"),
    schema=SCHEMA,
)
sa.Index(
    "uq_teams_season_name",
    teams.c.season_id,
    sa.text("lower(name)"),
    unique=True,
    postgresql_where=sa.text("deleted_at IS NULL"),
)

# A saved line-up is never changed and never removed (a trigger refuses it). It is bound to a race, and
# `locks_at` is the lock of that race when it was saved: it carries over to races that lock later.
lineups = sa.Table(
    "lineups",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("season_id", sa.Text, sa.ForeignKey("league.seasons.id"), nullable=False),
    sa.Column("team_id", sa.Text, sa.ForeignKey("fantasy.teams.id"), nullable=False, index=True),
    sa.Column("race_id", sa.Text, sa.ForeignKey("league.rounds.id"), nullable=False, index=True),
    moment("locks_at"),
    sa.Column("driver_ids", ARRAY(sa.Text), nullable=False),
    sa.Column("prices", ARRAY(sa.Numeric(5, 1)), nullable=False),
    sa.Column("captain_id", sa.Text, nullable=False),
    sa.Column("vice_captain_id", sa.Text),
    moment("saved_at"),
    sa.CheckConstraint("cardinality(driver_ids) = 5 AND cardinality(prices) = 5", name="five"),
    sa.CheckConstraint(
        "captain_id = ANY(driver_ids) AND (vice_captain_id IS NULL"
        " OR (vice_captain_id = ANY(driver_ids) AND vice_captain_id <> captain_id))",
        name="captain",
    ),
    sa.CheckConstraint("prices[1] + prices[2] + prices[3] + prices[4] + prices[5] <= 100.0", name="budget"),
    schema=SCHEMA,
)
sa.Index("ix_lineups_season", lineups.c.season_id, lineups.c.team_id, lineups.c.locks_at)

# A list of prices is frozen when it is published; before that, an administrator may set prices.
price_lists = sa.Table(
    "price_lists",
    metadata,
    sa.Column("race_id", sa.Text, sa.ForeignKey("league.rounds.id"), primary_key=True),
    sa.Column("season_id", sa.Text, sa.ForeignKey("league.seasons.id"), nullable=False, index=True),
    moment("published_at"),
    schema=SCHEMA,
)

prices = sa.Table(
    "prices",
    metadata,
    sa.Column("race_id", sa.Text, sa.ForeignKey("league.rounds.id"), primary_key=True),
    sa.Column("driver_id", sa.Text, sa.ForeignKey("league.people.id"), primary_key=True, index=True),
    sa.Column("price", sa.Numeric(5, 1), nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.CheckConstraint("price > 0", name="price"),
    sa.CheckConstraint("source IN ('computed', 'admin')", name="source"),
    schema=SCHEMA,
)

# One row each time the scores of a race were computed with another outcome; the newest one of a race counts.
# `revisions` are the revisions of results, by event, from which its scores were computed; `covers` are later
# ones that give the same scores.
publications = sa.Table(
    "publications",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("season_id", sa.Text, sa.ForeignKey("league.seasons.id"), nullable=False),
    sa.Column("race_id", sa.Text, sa.ForeignKey("league.rounds.id"), nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("revisions", JSONB, nullable=False),
    sa.Column("covers", JSONB, nullable=False),
    sa.Column("reason", sa.Text, nullable=False, server_default=_EMPTY),
    moment("published_at"),
    sa.CheckConstraint("kind IN ('first', 'completed', 'corrected')", name="kind"),
    schema=SCHEMA,
)
sa.Index("ix_publications_season", publications.c.season_id, publications.c.race_id, publications.c.id)

# The score of a team in a publication is never changed (a trigger refuses it). A team without a line-up for
# the race has no row.
scores = sa.Table(
    "scores",
    metadata,
    sa.Column("publication_id", sa.BigInteger, sa.ForeignKey("fantasy.publications.id"), primary_key=True),
    sa.Column("team_id", sa.Text, sa.ForeignKey("fantasy.teams.id"), primary_key=True, index=True),
    sa.Column("lineup_id", sa.BigInteger, nullable=False),
    sa.Column("points", sa.Numeric, nullable=False),
    schema=SCHEMA,
)

# What a team was reminded of before the lock of a race, so that nobody is reminded twice.
reminders = sa.Table(
    "reminders",
    metadata,
    sa.Column("race_id", sa.Text, sa.ForeignKey("league.rounds.id"), primary_key=True),
    sa.Column("team_id", sa.Text, sa.ForeignKey("fantasy.teams.id"), primary_key=True, index=True),
    sa.Column("about", sa.Text, primary_key=True),
    moment("sent_at"),
    schema=SCHEMA,
)
