"""The tables of the experts, for Alembic; queries live in the repositories."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from ai_service.metadata import metadata


def _text(name: str, *, nullable: bool = False, primary_key: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, nullable=nullable, primary_key=primary_key)


def _number(name: str, *, nullable: bool = False) -> "sa.Column[float]":
    return sa.Column(name, sa.Float(53), nullable=nullable)


def _money(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.Numeric(14, 2), nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _of_book(*, primary_key: bool = False) -> "sa.Column[str]":
    """Rows of a book are deleted with it."""
    return sa.Column(
        "book_id",
        sa.Text,
        sa.ForeignKey("ai.books.id", ondelete="CASCADE"),
        nullable=False,
        primary_key=primary_key,
    )


replays = sa.Table(
    "replays",
    metadata,
    _text("id", primary_key=True),
    _text("competition"),
    sa.Column("season", sa.Integer, nullable=False),
    sa.Column("simulated", sa.Boolean, nullable=False),
    sa.Column("first_week", sa.Integer, nullable=False),
    sa.Column("last_week", sa.Integer, nullable=False),
    _number("speed", nullable=True),
    _text("status"),
    _text("error", nullable=True),
    sa.Column("looping", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("steps_done", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("steps_total", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("week", sa.Integer),
    sa.Column("running_seconds", sa.Float(53), nullable=False, server_default=sa.text("0")),
    _time("created_at"),
    _time("ended_at", nullable=True),
    sa.CheckConstraint("status IN ('running', 'paused', 'finished', 'stopped', 'failed')", name="status"),
    sa.CheckConstraint("speed > 0", name="speed"),
)
sa.Index("ix_replays_newest", replays.c.created_at.desc())

# One season of betting in one world; `version` counts every change.
books = sa.Table(
    "books",
    metadata,
    _text("id", primary_key=True),
    sa.Column("replay_id", sa.Text, sa.ForeignKey("ai.replays.id", ondelete="CASCADE"), unique=True),
    _text("competition"),
    sa.Column("season", sa.Integer, nullable=False),
    sa.Column("simulated", sa.Boolean, nullable=False),
    sa.Column("first_week", sa.Integer, nullable=False),
    sa.Column("last_week", sa.Integer, nullable=False),
    _text("seal_seed"),
    sa.Column("version", sa.BigInteger, nullable=False, server_default=sa.text("0")),
    _time("cursor_time", nullable=True),
    sa.Column("cursor_rank", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("cursor_subject", sa.Text, nullable=False, server_default=sa.text("''")),
    _text("facts_version", nullable=True),
    sa.Column("chain_position", sa.Integer, nullable=False, server_default=sa.text("0")),
    _text("chain_head"),
    _time("created_at"),
)
sa.Index(
    "uq_books_live",
    books.c.competition,
    books.c.season,
    unique=True,
    postgresql_where=books.c.replay_id.is_(None),
)

accounts = sa.Table(
    "accounts",
    metadata,
    _of_book(primary_key=True),
    _text("expert_id", primary_key=True),
    _money("bankroll"),
    _money("open_stakes"),
    _time("eliminated_at", nullable=True),
    sa.CheckConstraint("open_stakes >= 0", name="open_stakes"),
)

ledger_entries = sa.Table(
    "ledger_entries",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    _of_book(),
    _text("transaction_id"),
    _text("account"),
    _text("expert_id"),
    _money("amount"),
    _text("reason"),
    _text("bet_id", nullable=True),
    _time("booked_at"),
    sa.UniqueConstraint("transaction_id", "account"),
    sa.CheckConstraint("account IN ('bankroll', 'open_stakes', 'house')", name="account"),
)
sa.Index(
    "ix_ledger_entries_of_expert",
    ledger_entries.c.book_id,
    ledger_entries.c.expert_id,
    ledger_entries.c.id,
)

# What an expert thought of a game when it decided.
opinions = sa.Table(
    "opinions",
    metadata,
    _of_book(primary_key=True),
    _text("game_id", primary_key=True),
    _text("expert_id", primary_key=True),
    sa.Column("opinion", JSONB, nullable=False),
    _time("formed_at"),
)

predictions = sa.Table(
    "predictions",
    metadata,
    _text("id", primary_key=True),
    _of_book(),
    _text("game_id"),
    sa.Column("week", sa.Integer, nullable=False),
    _text("expert_id"),
    _text("category"),
    _text("side"),
    _number("point", nullable=True),
    _text("pick"),
    _number("confidence"),
    _text("reasoning"),
    _text("reasoning_source"),
    _time("created_at"),
    _time("kickoff_at"),
    sa.Column("position", sa.Integer, nullable=False),
    _text("salt"),
    _text("content"),
    _text("previous_hash"),
    _text("hash"),
    _text("result", nullable=True),
    sa.Column("estimated", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.UniqueConstraint("book_id", "game_id", "expert_id", "category"),
    sa.UniqueConstraint("book_id", "position"),
    sa.CheckConstraint("category IN ('spread', 'winner', 'total')", name="category"),
    sa.CheckConstraint("result IN ('correct', 'incorrect', 'push', 'void')", name="result"),
)
sa.Index("ix_predictions_of_expert", predictions.c.book_id, predictions.c.expert_id, predictions.c.week)
sa.Index("ix_predictions_of_week", predictions.c.book_id, predictions.c.week)

bets = sa.Table(
    "bets",
    metadata,
    _text("id", primary_key=True),
    _of_book(),
    _text("game_id"),
    sa.Column("week", sa.Integer, nullable=False),
    _text("expert_id"),
    _text("bet_type"),
    _text("side"),
    _number("point", nullable=True),
    sa.Column("price", sa.Integer, nullable=False),
    _money("stake"),
    _money("balance_before"),
    _money("potential_payout"),
    _text("pick"),
    _number("confidence"),
    _text("risk_level"),
    _text("reasoning"),
    _time("placed_at"),
    _time("kickoff_at"),
    _text("request_id", nullable=True),
    _text("fingerprint", nullable=True),
    _text("status"),
    _money("payout", nullable=True),
    sa.Column("settled_revision", sa.Integer),
    _time("settled_at", nullable=True),
    sa.UniqueConstraint("book_id", "request_id"),
    sa.CheckConstraint("stake > 0", name="stake"),
    sa.CheckConstraint("placed_at < kickoff_at", name="before_kickoff"),
    sa.CheckConstraint("bet_type IN ('spread', 'moneyline', 'total')", name="bet_type"),
    sa.CheckConstraint("side IN ('home', 'away', 'over', 'under')", name="side"),
    sa.CheckConstraint("status IN ('pending', 'won', 'lost', 'push', 'void')", name="status"),
)
sa.Index("ix_bets_newest", bets.c.book_id, bets.c.status, bets.c.placed_at.desc())
sa.Index("ix_bets_of_expert", bets.c.book_id, bets.c.expert_id)
sa.Index("ix_bets_of_game", bets.c.book_id, bets.c.game_id)
sa.Index(
    "uq_bets_own",
    bets.c.book_id,
    bets.c.expert_id,
    bets.c.game_id,
    unique=True,
    postgresql_where=sa.text("request_id IS NULL AND status <> 'void'"),
)

# Each revision of a result settles a bet once, after the settlement before it is reversed.
settlements = sa.Table(
    "settlements",
    metadata,
    sa.Column("bet_id", sa.Text, sa.ForeignKey("ai.bets.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    _text("outcome"),
    _money("payout"),
    _time("settled_at"),
    sa.CheckConstraint("outcome IN ('won', 'lost', 'push', 'void')", name="outcome"),
)

settled_games = sa.Table(
    "settled_games",
    metadata,
    _of_book(primary_key=True),
    _text("game_id", primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("home_score", sa.Integer),
    sa.Column("away_score", sa.Integer),
    _time("settled_at"),
)

memories = sa.Table(
    "memories",
    metadata,
    _text("id", primary_key=True),
    _of_book(),
    _text("expert_id"),
    _text("game_id"),
    _text("bet_id"),
    _text("kind"),
    _text("content"),
    _number("emotional_valence"),
    _number("importance"),
    sa.Column("features", ARRAY(sa.Float(53)), nullable=False),
    sa.Column("recalled_count", sa.Integer, nullable=False, server_default=sa.text("0")),
    _time("created_at"),
    sa.CheckConstraint("emotional_valence BETWEEN -1 AND 1", name="emotional_valence"),
    sa.CheckConstraint("importance BETWEEN 0 AND 1", name="importance"),
)
sa.Index("ix_memories_newest", memories.c.book_id, memories.c.expert_id, memories.c.created_at.desc())

council_members = sa.Table(
    "council_members",
    metadata,
    _of_book(primary_key=True),
    sa.Column("week", sa.Integer, primary_key=True),
    _text("expert_id", primary_key=True),
    sa.Column("rank", sa.Integer, nullable=False),
    _number("selection_score"),
    sa.Column("vote_weight", sa.Numeric(7, 6), nullable=False),
    _text("reason_selected"),
    sa.Column("components", JSONB, nullable=False),
    _time("chosen_at"),
    sa.UniqueConstraint("book_id", "week", "rank"),
)

votes = sa.Table(
    "votes",
    metadata,
    _text("battle_id", primary_key=True),
    _text("user_id", primary_key=True),
    _of_book(),
    _text("game_id"),
    _text("side"),
    _time("voted_at"),
    sa.CheckConstraint("side IN ('expert_a', 'expert_b')", name="side"),
)
sa.Index("ix_votes_of_game", votes.c.book_id, votes.c.game_id)
