"""The tables of competitions, identities, results and lines, used only by Alembic."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from league_service.core.metadata import metadata, moment

_EMPTY = sa.text("''")
_NO = sa.text("false")


def _of(table: str) -> sa.ForeignKey:
    """A foreign key that deletes rows together with their parent."""
    return sa.ForeignKey(f"league.{table}.id", ondelete="CASCADE")


competitions = sa.Table(
    "competitions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("sport", sa.Text, nullable=False),
    sa.Column("simulated", sa.Boolean, nullable=False, server_default=_NO),
    moment("created_at"),
)

# `version` increases with every change of a fact of the season.
seasons = sa.Table(
    "seasons",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("competition_id", sa.Text, _of("competitions"), nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False, server_default=sa.text("0")),
    moment("updated_at"),
    sa.UniqueConstraint("competition_id", "year"),
)

# `corrections` are facts that an administrator entered; they win over those of sources.
# The id is derived from the number or, where numbers may change, from a key of the source.
rounds = sa.Table(
    "rounds",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("season_id", sa.Text, _of("seasons"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False, server_default=_EMPTY),
    sa.Column("corrections", JSONB, nullable=False, server_default=sa.text("'{}'::jsonb")),
)
sa.Index("ix_rounds_season", rounds.c.season_id, rounds.c.number)

teams = sa.Table(
    "teams",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("sport", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.UniqueConstraint("sport", "key"),
)

# The name and place of a team during some seasons; `to_season` is NULL for the current era.
team_eras = sa.Table(
    "team_eras",
    metadata,
    sa.Column("team_id", sa.Text, _of("teams"), primary_key=True),
    sa.Column("from_season", sa.Integer, primary_key=True),
    sa.Column("to_season", sa.Integer),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("location", sa.Text, nullable=False),
    sa.Column("nickname", sa.Text, nullable=False),
    sa.Column("conference", sa.Text, nullable=False),
    sa.Column("division", sa.Text, nullable=False),
    sa.CheckConstraint("to_season IS NULL OR to_season >= from_season", name="interval"),
)

# `corrections` are facts that an administrator entered; they win over those of sources.
people = sa.Table(
    "people",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("born", sa.Date),
    sa.Column("nationality", sa.Text, nullable=False, server_default=_EMPTY),
    sa.Column("code", sa.Text, nullable=False, server_default=_EMPTY),
    sa.Column("corrections", JSONB, nullable=False, server_default=sa.text("'{}'::jsonb")),
)

# The ids that sources give a person.
person_ids = sa.Table(
    "person_ids",
    metadata,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("source_id", sa.Text, primary_key=True),
    sa.Column("person_id", sa.Text, _of("people"), nullable=False, index=True),
)

# Who is entered in a round, for which team and with which number. `entered` is false for somebody whom an
# administrator took out.
entries = sa.Table(
    "entries",
    metadata,
    sa.Column("round_id", sa.Text, _of("rounds"), primary_key=True),
    sa.Column("person_id", sa.Text, sa.ForeignKey("league.people.id"), primary_key=True, index=True),
    sa.Column("team_id", sa.Text, sa.ForeignKey("league.teams.id"), index=True),
    sa.Column("number", sa.Integer),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("entered", sa.Boolean, nullable=False, server_default=sa.text("true")),
)

venues = sa.Table(
    "venues",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("city", sa.Text, nullable=False, server_default=_EMPTY),
    sa.Column("country", sa.Text, nullable=False, server_default=_EMPTY),
    sa.Column("zone", sa.Text, nullable=False, server_default=_EMPTY),
)

# All names that sources use for a team, person or venue, with the first and last day of their use.
names = sa.Table(
    "names",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("subject_id", sa.Text, primary_key=True),
    sa.Column("normalised", sa.Text(collation="C"), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("from_day", sa.Date),
    sa.Column("to_day", sa.Date),
    sa.CheckConstraint("kind IN ('team', 'person', 'venue')", name="kind"),
)
sa.Index("ix_names_normalised", names.c.kind, names.c.normalised)

# `session` is what the event is in its round, such as "qualifying"; `other_keys` are ids that sources gave it
# later; `facts_at` is how old the facts of its row are.
events = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("competition_id", sa.Text, _of("competitions"), nullable=False),
    sa.Column("season_id", sa.Text, _of("seasons"), nullable=False),
    sa.Column("round_id", sa.Text, _of("rounds"), nullable=False, index=True),
    sa.Column("session", sa.Text, nullable=False, server_default=_EMPTY),
    sa.Column("key", sa.Text, nullable=False, index=True),
    moment("scheduled_at"),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("hour_known", sa.Boolean, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("status_reason", sa.Text, nullable=False, server_default=_EMPTY),
    sa.Column("venue_id", sa.Text, sa.ForeignKey("league.venues.id"), index=True),
    sa.Column("venue_name", sa.Text, nullable=False, server_default=_EMPTY),
    sa.Column("neutral", sa.Boolean, nullable=False, server_default=_NO),
    sa.Column("divisional", sa.Boolean, nullable=False, server_default=_NO),
    sa.Column("conditions", JSONB, nullable=False, server_default=sa.text("'{}'::jsonb")),
    sa.Column("source_ids", JSONB, nullable=False, server_default=sa.text("'{}'::jsonb")),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("fingerprint", sa.Text, nullable=False),
    sa.Column("other_keys", ARRAY(sa.Text), nullable=False, server_default=sa.text("'{}'::text[]")),
    sa.Column("facts_at", sa.DateTime(timezone=True)),
    moment("created_at"),
    moment("updated_at"),
    sa.UniqueConstraint("competition_id", "key"),
    sa.CheckConstraint("status IN ('scheduled', 'postponed', 'cancelled')", name="status"),
)
sa.Index("ix_events_other_keys", events.c.other_keys, postgresql_using="gin")
sa.Index("ix_events_season", events.c.season_id, events.c.scheduled_at, events.c.key)

# A competitor is a team, a person, or a person who competes for a team; `starter_id` leads a team.
event_competitors = sa.Table(
    "event_competitors",
    metadata,
    sa.Column("event_id", sa.Text, _of("events"), primary_key=True),
    sa.Column("position", sa.SmallInteger, primary_key=True),
    sa.Column("side", sa.Text),
    sa.Column("team_id", sa.Text, sa.ForeignKey("league.teams.id"), index=True),
    sa.Column("person_id", sa.Text, sa.ForeignKey("league.people.id"), index=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("rest_days", sa.SmallInteger),
    sa.Column("starter_id", sa.Text, sa.ForeignKey("league.people.id"), index=True),
    sa.UniqueConstraint("event_id", "side"),
    sa.CheckConstraint("side IN ('home', 'away')", name="side"),
    sa.CheckConstraint("num_nonnulls(team_id, person_id) > 0", name="team_or_person"),
)

# The schedule ledger: a change is never changed and never removed (a trigger refuses it).
event_changes = sa.Table(
    "event_changes",
    metadata,
    sa.Column("event_id", sa.Text, sa.ForeignKey("league.events.id"), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    moment("scheduled_at"),
    sa.Column("week", sa.Integer, nullable=False),
    sa.Column("previous_status", sa.Text, nullable=False),
    sa.Column("previous_reason", sa.Text, nullable=False),
    moment("previous_at"),
    sa.Column("previous_week", sa.Integer, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    moment("observed_at"),
    moment("effective_at"),
    sa.CheckConstraint("kind IN ('cancelled', 'postponed', 'moved', 'reinstated')", name="kind"),
    sa.CheckConstraint("status IN ('scheduled', 'postponed', 'cancelled')", name="status"),
)

# The result ledger: a revision is never changed and never removed (a trigger refuses it).
result_revisions = sa.Table(
    "result_revisions",
    metadata,
    sa.Column("event_id", sa.Text, sa.ForeignKey("league.events.id"), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False, server_default=_EMPTY),
    sa.Column("request_id", sa.Text),
    moment("observed_at"),
    moment("effective_at"),
    sa.UniqueConstraint("event_id", "request_id"),
    sa.CheckConstraint(
        "status IN ('provisional', 'verified', 'official', 'corrected', 'quarantined')", name="status"
    ),
)

# One line per competitor and revision.
result_scores = sa.Table(
    "result_scores",
    metadata,
    sa.Column("event_id", sa.Text, primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("position", sa.SmallInteger, primary_key=True),
    sa.Column("score", sa.Integer),
    sa.Column("rank", sa.SmallInteger),
    sa.Column("status", sa.Text, nullable=False, server_default=sa.text("'finished'")),
    sa.Column("laps", sa.Integer),
    sa.Column("time_s", sa.Numeric),
    sa.Column("points", sa.Numeric),
    sa.Column("attributes", JSONB, nullable=False, server_default=sa.text("'{}'::jsonb")),
    sa.ForeignKeyConstraint(
        ["event_id", "revision"], ["league.result_revisions.event_id", "league.result_revisions.revision"]
    ),
    sa.CheckConstraint("score >= 0", name="score"),
    sa.CheckConstraint("rank > 0 AND laps >= 0 AND time_s >= 0", name="line"),
    sa.CheckConstraint(
        "status IN ('finished', 'retired', 'disqualified', 'not_started', 'not_qualified',"
        " 'not_classified', 'withdrawn')",
        name="status",
    ),
)

# Quotes are never changed; a correction has the same time and the next `revision`.
line_quotes = sa.Table(
    "line_quotes",
    metadata,
    sa.Column("event_id", sa.Text, sa.ForeignKey("league.events.id"), primary_key=True),
    sa.Column("market", sa.Text, primary_key=True),
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("book", sa.Text, primary_key=True),
    sa.Column("taken_at", sa.DateTime(timezone=True), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("point", sa.Float),
    sa.Column("home_price", sa.Integer),
    sa.Column("away_price", sa.Integer),
    moment("recorded_at"),
    sa.CheckConstraint("market IN ('spread', 'total', 'moneyline')", name="market"),
    sa.CheckConstraint("(market = 'moneyline') = (point IS NULL)", name="point"),
    sa.CheckConstraint(
        "abs(home_price) >= 100 AND abs(away_price) >= 100",
        name="american_prices",
    ),
)
