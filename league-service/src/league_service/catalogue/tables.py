"""The tables of leagues, their sources and partners, used only by Alembic."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from league_service.core.metadata import metadata
from league_service.core.metadata import moment as _moment

_C = sa.Text(collation="C")
_EMPTY_LIST = sa.text("'{}'::text[]")


def _of_league() -> sa.ForeignKey:
    """A foreign key that deletes rows together with their league."""
    return sa.ForeignKey("league.leagues.id", ondelete="CASCADE")


# Sports added by imports; the packaged ones are part of the code.
sports = sa.Table(
    "sports",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("category", sa.Text, nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    _moment("created_at"),
)

leagues = sa.Table(
    "leagues",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, index=True),
    sa.Column("sport", sa.Text, nullable=False, index=True),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("level_inferred", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("discipline", sa.Text),
    sa.Column("places", ARRAY(sa.Text), nullable=False, server_default=_EMPTY_LIST),
    sa.Column("countries", ARRAY(sa.Text), nullable=False, server_default=_EMPTY_LIST),
    sa.Column("country", sa.Text),
    sa.Column("location", sa.Text),
    sa.Column("headquarters", sa.Text),
    sa.Column("founded_year", sa.Integer),
    sa.Column("first_season", sa.Text),
    sa.Column("member_count", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("member_count_as_of", sa.Text),
    sa.Column("status", sa.Text, nullable=False, server_default=sa.text("'unknown'")),
    sa.Column("website", sa.Text),
    sa.Column("abbreviation", sa.Text),
    sa.Column("aliases", JSONB, nullable=False, server_default=sa.text("'[]'::jsonb")),
    sa.Column("fact_sources", JSONB, nullable=False, server_default=sa.text("'{}'::jsonb")),
    sa.Column("fact_dates", JSONB, nullable=False, server_default=sa.text("'{}'::jsonb")),
    sa.Column("renown", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("source_count", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("sort_name", _C, nullable=False),
    sa.Column("location_words", sa.Text, nullable=False, server_default=sa.text("''")),
    sa.Column("prominence", sa.Integer, nullable=False, server_default=sa.text("0")),
    _moment("created_at"),
    _moment("updated_at"),
    sa.CheckConstraint("char_length(name) BETWEEN 3 AND 200", name="name_length"),
    sa.CheckConstraint("founded_year BETWEEN 1800 AND 2100", name="founded_year"),
    sa.CheckConstraint("member_count >= 0", name="member_count"),
    sa.CheckConstraint("status IN ('active', 'defunct', 'unknown')", name="status"),
)
sa.Index(
    "ix_leagues_best_known",
    leagues.c.sport,
    leagues.c.level,
    leagues.c.prominence.desc(),
    leagues.c.sort_name,
    leagues.c.id,
)

sources = sa.Table(
    "sources",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("url", sa.Text),
    sa.Column("licence", sa.Text, nullable=False),
    _moment("imported_at"),
)

# Every imported source row, as read.
league_sources = sa.Table(
    "league_sources",
    metadata,
    sa.Column("source", sa.Text, sa.ForeignKey("league.sources.key"), primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("league_id", sa.Text, _of_league(), nullable=False, index=True),
    sa.Column("url", sa.Text),
    sa.Column("licence", sa.Text, nullable=False),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("line", sa.Integer, nullable=False),
    sa.Column("raw", sa.Text, nullable=False),
    sa.Column("raw_hash", sa.Text, nullable=False),
    # What the row says, by fact; NULL in rows of before, which the next import fills in.
    sa.Column("facts", JSONB),
    _moment("imported_at"),
)

# Measured figures of leagues, such as attendance, each with its date and where it was published.
figures = sa.Table(
    "figures",
    metadata,
    sa.Column("league_id", sa.Text, _of_league(), primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("as_of", sa.Text, primary_key=True),
    sa.Column("value", sa.Numeric(16, 2), nullable=False),
    sa.Column("published_in", sa.Text, nullable=False),
    sa.Column("url", sa.Text),
    _moment("imported_at"),
    sa.CheckConstraint("value > 0", name="value"),
    sa.CheckConstraint("name IN ('attendance', 'revenue_usd', 'broadcast_usd', 'followers')", name="name"),
)

# Source rows of leagues that an administrator deleted: later imports skip them.
deleted_rows = sa.Table(
    "deleted_rows",
    metadata,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("league_id", sa.Text, nullable=False, index=True),
    _moment("deleted_at"),
)

# The partnership prospects of a league as last analysed, and what partners recorded about them.
partnerships = sa.Table(
    "partnerships",
    metadata,
    sa.Column("league_id", sa.Text, _of_league(), primary_key=True),
    sa.Column("partner_type", sa.Text, primary_key=True),
    sa.Column("estimated_value", sa.Numeric(12, 2), nullable=False),
    sa.Column("probability", sa.Float, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("timeline", sa.Text, nullable=False),
    _moment("analysed_at"),
    sa.Column("status", sa.Text, nullable=False, server_default=sa.text("'prospect'")),
    sa.Column("partner_name", sa.Text),
    sa.Column("agreed_value", sa.Numeric(12, 2)),
    sa.Column("note", sa.Text),
    sa.Column("recorded_by", sa.Text),
    sa.Column("recorded_at", sa.DateTime(timezone=True)),
    sa.CheckConstraint("status IN ('prospect', 'in_talks', 'agreed', 'declined', 'ended')", name="status"),
    sa.CheckConstraint("agreed_value BETWEEN 1000 AND 100000000", name="agreed_value"),
    sa.CheckConstraint("estimated_value BETWEEN 1000 AND 100000000", name="estimated_value"),
    sa.CheckConstraint(
        "partner_type IN ('sponsor', 'broadcaster', 'venue', 'technology')", name="partner_type"
    ),
)

# Create requests with a request_id, which clients may repeat.
create_requests = sa.Table(
    "create_requests",
    metadata,
    sa.Column("principal", sa.Text, primary_key=True),
    sa.Column("request_id", sa.Text, primary_key=True),
    sa.Column("fingerprint", sa.Text, nullable=False),
    sa.Column("league_id", sa.Text, _of_league(), nullable=False, index=True),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, index=True),
)

# The search index: the words of all leagues, their occurrences, and whole names.
search_words = sa.Table(
    "search_words",
    metadata,
    sa.Column("word", _C, primary_key=True),
    sa.Column("trigrams", ARRAY(sa.Text), nullable=False),
    sa.Column("near_forms", ARRAY(sa.Text), nullable=False),
)
# Without a list of pending entries: if it is long, the planner prefers to scan the whole table.
_AT_ONCE = {"fastupdate": "off"}
sa.Index(
    "ix_search_words_trigrams",
    search_words.c.trigrams,
    postgresql_using="gin",
    postgresql_with=_AT_ONCE,
)
sa.Index(
    "ix_search_words_near_forms",
    search_words.c.near_forms,
    postgresql_using="gin",
    postgresql_with=_AT_ONCE,
)

search_terms = sa.Table(
    "search_terms",
    metadata,
    sa.Column("word", _C, primary_key=True),
    sa.Column("league_id", sa.Text, _of_league(), primary_key=True, index=True),
    sa.Column("field", sa.SmallInteger, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
)

search_names = sa.Table(
    "search_names",
    metadata,
    sa.Column("league_id", sa.Text, _of_league(), primary_key=True),
    sa.Column("normalised", _C, primary_key=True),
    sa.Column("field", sa.SmallInteger, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    # The name without spaces, so that "moto gp" finds MotoGP.
    sa.Column("tight", _C, sa.Computed("replace(normalised, ' '::text, ''::text)", persisted=True)),
)
sa.Index("ix_search_names_normalised", search_names.c.normalised)
sa.Index("ix_search_names_tight", search_names.c.tight)
