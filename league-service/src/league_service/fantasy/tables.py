"""The tables of fantasy F1: teams, line-ups, prices, scores and replays. Used only by Alembic."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from league_service.core.metadata import metadata, moment

SCHEMA = "fantasy"
_EMPTY = sa.text("''")
_ZERO = sa.text("0")


def world() -> "sa.Column[object]":
    """The season, or the replay that plays it."""
    return sa.Column("season_id", sa.Text, nullable=False, comment="The season, or the replay that plays it.")


# A team whose owner deleted it or closed the account keeps its row without owner and name, for old boards.
teams = sa.Table(
    "teams",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    world(),
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

# A saved line-up is never changed, and removed only with its replay (a trigger refuses both). It is bound to
# a race, and `locks_at` is the lock of that race when it was saved: it carries over to races that lock later.
lineups = sa.Table(
    "lineups",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    world(),
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
# ones that give the same scores. `complete` if no other result of the weekend will follow.
publications = sa.Table(
    "publications",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    world(),
    sa.Column("race_id", sa.Text, sa.ForeignKey("league.rounds.id"), nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("revisions", JSONB, nullable=False),
    sa.Column("covers", JSONB, nullable=False),
    sa.Column("reason", sa.Text, nullable=False, server_default=_EMPTY),
    moment("published_at"),
    sa.Column("complete", sa.Boolean, nullable=False, server_default=sa.false()),
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

# A league of players. `version` is the number of changes of its members, by which stored boards are found.
leagues = sa.Table(
    "leagues",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("season_id", sa.Text, sa.ForeignKey("league.seasons.id"), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("code", sa.Text, unique=True),
    sa.Column("owner_id", sa.Text, sa.ForeignKey("fantasy.teams.id"), nullable=False, index=True),
    sa.Column("max_members", sa.Integer, nullable=False),
    sa.Column("members", sa.Integer, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("first_race_id", sa.Text, sa.ForeignKey("league.rounds.id")),
    moment("join_until", nullable=True),
    moment("created_at"),
    moment("updated_at"),
    sa.CheckConstraint("members BETWEEN 0 AND max_members", name="members"),
    schema=SCHEMA,
)
sa.Index(
    "ix_leagues_public",
    leagues.c.season_id,
    sa.text("lower(name)"),
    leagues.c.id,
    postgresql_where=sa.text("code IS NULL"),
)

# A team in a league, from one version of the league to another. A team that comes back has another row. A
# player who was removed for good is remembered, because another team of the same player stays out as well.
members = sa.Table(
    "members",
    metadata,
    sa.Column(
        "league_id", sa.Text, sa.ForeignKey("fantasy.leagues.id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column("joined_version", sa.BigInteger, primary_key=True),
    sa.Column("team_id", sa.Text, sa.ForeignKey("fantasy.teams.id"), nullable=False),
    moment("joined_at"),
    sa.Column("left_version", sa.BigInteger),
    moment("left_at", nullable=True),
    sa.Column("removed_user_id", sa.Text),
    sa.CheckConstraint("(left_version IS NULL) = (left_at IS NULL)", name="left"),
    schema=SCHEMA,
)
sa.Index("ix_members_team", members.c.team_id, members.c.league_id)
sa.Index(
    "ix_members_removed",
    members.c.removed_user_id,
    members.c.league_id,
    postgresql_where=sa.text("removed_user_id IS NOT NULL"),
)
sa.Index(
    "uq_members_present",
    members.c.league_id,
    members.c.team_id,
    unique=True,
    postgresql_where=sa.text("left_at IS NULL"),
)

# How many wrong codes of leagues a user tried since a time.
code_guesses = sa.Table(
    "code_guesses",
    metadata,
    sa.Column("user_id", sa.Text, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    moment("since"),
    schema=SCHEMA,
)

# The teams in order after a race, as published at a time: boards are added and never changed. `race_time`
# orders the races; `previous_id` is the board of the race before. The board of a league is made of a global
# one (`source_id`) and of the members in a version of the league when it is first read.
boards = sa.Table(
    "boards",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    world(),
    sa.Column("race_id", sa.Text, sa.ForeignKey("league.rounds.id")),
    moment("race_time", nullable=True),
    sa.Column("publication_id", sa.BigInteger, sa.ForeignKey("fantasy.publications.id")),
    sa.Column("previous_id", sa.BigInteger),
    sa.Column("league_id", sa.Text, sa.ForeignKey("fantasy.leagues.id", ondelete="CASCADE")),
    sa.Column("source_id", sa.BigInteger),
    sa.Column("version", sa.BigInteger),
    sa.Column("teams", sa.Integer, nullable=False),
    moment("published_at"),
    sa.CheckConstraint("(league_id IS NULL) = (version IS NULL)", name="version"),
    schema=SCHEMA,
)
sa.Index(
    "ix_boards_global",
    boards.c.season_id,
    boards.c.race_time,
    boards.c.id,
    postgresql_where=sa.text("league_id IS NULL"),
)
sa.Index(
    "uq_boards_league",
    boards.c.league_id,
    boards.c.version,
    sa.text("coalesce(source_id, 0)"),
    unique=True,
    postgresql_where=sa.text("league_id IS NOT NULL"),
)

# A team on a board. Nothing refers to rows of boards, and foreign keys would double the time to publish one.
board_rows = sa.Table(
    "board_rows",
    metadata,
    sa.Column("board_id", sa.BigInteger, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("team_id", sa.Text, nullable=False),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("previous_rank", sa.Integer),
    sa.Column("total", sa.Numeric, nullable=False),
    sa.Column("race_points", sa.Numeric, nullable=False),
    sa.Column("best_race", sa.Numeric, nullable=False),
    schema=SCHEMA,
)
sa.Index("uq_board_rows_team", board_rows.c.board_id, board_rows.c.team_id, unique=True)
sa.Index(
    "ix_teams_deleted",
    teams.c.season_id,
    teams.c.deleted_at,
    postgresql_where=sa.text("deleted_at IS NOT NULL"),
)

# Made-up managers play rounds of a season again. `steps` is what happens, fixed when the replay is created; a
# process does the next one when it is due. `since` is when `running_seconds` was last counted.
replays = sa.Table(
    "replays",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("season_id", sa.Text, sa.ForeignKey("league.seasons.id"), nullable=False),
    sa.Column("first_round", sa.Integer, nullable=False),
    sa.Column("last_round", sa.Integer, nullable=False),
    sa.Column("speed", sa.Double),
    sa.Column("teams", sa.Integer, nullable=False),
    sa.Column("seed", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("error", sa.Text),
    sa.Column("steps", JSONB, nullable=False),
    sa.Column("steps_done", sa.Integer, nullable=False, server_default=_ZERO),
    sa.Column("steps_total", sa.Integer, nullable=False),
    sa.Column("round", sa.Integer),
    moment("cursor_time", nullable=True),
    moment("due_at"),
    moment("since"),
    sa.Column("running_seconds", sa.Double, nullable=False, server_default=_ZERO),
    moment("created_at"),
    moment("ended_at", nullable=True),
    sa.CheckConstraint("status IN ('running', 'paused', 'finished', 'stopped', 'failed')", name="status"),
    schema=SCHEMA,
)
