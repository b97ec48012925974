"""Books of the experts' betting: predictions, bets, the ledger, memories, councils, votes, and replays."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0002"
down_revision: str | Sequence[str] | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


# Entries of one transaction are written by one statement and sum to zero, whoever writes them.
_REFUSE_UNBALANCED = """
CREATE FUNCTION ai.refuse_unbalanced_transactions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM written GROUP BY transaction_id HAVING sum(amount) <> 0) THEN
    RAISE EXCEPTION 'the entries of a transaction do not sum to zero' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$
"""
_WATCH_ENTRIES = """
CREATE TRIGGER balanced_transactions AFTER INSERT ON ai.ledger_entries
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ai.refuse_unbalanced_transactions()
"""


def upgrade() -> None:
    op.create_table(
        "replays",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("competition", sa.Text(), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.Column("first_week", sa.Integer(), nullable=False),
        sa.Column("last_week", sa.Integer(), nullable=False),
        sa.Column("speed", sa.Float(precision=53), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("looping", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("steps_done", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("steps_total", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("week", sa.Integer(), nullable=True),
        sa.Column("running_seconds", sa.Float(precision=53), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('running', 'paused', 'finished', 'stopped', 'failed')", name=op.f("ck_replays_status")
        ),
        sa.CheckConstraint("speed > 0", name=op.f("ck_replays_speed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replays")),
        schema="ai",
    )
    op.create_index(
        "ix_replays_newest", "replays", [sa.literal_column("created_at DESC")], unique=False, schema="ai"
    )
    op.create_table(
        "books",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("replay_id", sa.Text(), nullable=True),
        sa.Column("competition", sa.Text(), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.Column("first_week", sa.Integer(), nullable=False),
        sa.Column("last_week", sa.Integer(), nullable=False),
        sa.Column("seal_seed", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("cursor_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cursor_rank", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("cursor_subject", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("facts_version", sa.Text(), nullable=True),
        sa.Column("chain_position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("chain_head", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["replay_id"], ["ai.replays.id"], name=op.f("fk_books_replay_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_books")),
        sa.UniqueConstraint("replay_id", name=op.f("uq_books_replay_id")),
        schema="ai",
    )
    op.create_index(
        "uq_books_live",
        "books",
        ["competition", "season"],
        unique=True,
        schema="ai",
        postgresql_where=sa.text("replay_id IS NULL"),
    )
    op.create_table(
        "accounts",
        sa.Column("book_id", sa.Text(), nullable=False),
        sa.Column("expert_id", sa.Text(), nullable=False),
        sa.Column("bankroll", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("open_stakes", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("eliminated_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("open_stakes >= 0", name=op.f("ck_accounts_open_stakes")),
        sa.ForeignKeyConstraint(
            ["book_id"], ["ai.books.id"], name=op.f("fk_accounts_book_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("book_id", "expert_id", name=op.f("pk_accounts")),
        schema="ai",
    )
    op.create_table(
        "bets",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("book_id", sa.Text(), nullable=False),
        sa.Column("game_id", sa.Text(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Text(), nullable=False),
        sa.Column("bet_type", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("point", sa.Float(precision=53), nullable=True),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("stake", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("balance_before", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("potential_payout", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("pick", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(precision=53), nullable=False),
        sa.Column("risk_level", sa.Text(), nullable=False),
        sa.Column("reasoning", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kickoff_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("payout", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("settled_revision", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("bet_type IN ('spread', 'moneyline', 'total')", name=op.f("ck_bets_bet_type")),
        sa.CheckConstraint("side IN ('home', 'away', 'over', 'under')", name=op.f("ck_bets_side")),
        sa.CheckConstraint(
            "status IN ('pending', 'won', 'lost', 'push', 'void')", name=op.f("ck_bets_status")
        ),
        sa.CheckConstraint("placed_at < kickoff_at", name=op.f("ck_bets_before_kickoff")),
        sa.CheckConstraint("stake > 0", name=op.f("ck_bets_stake")),
        sa.ForeignKeyConstraint(
            ["book_id"], ["ai.books.id"], name=op.f("fk_bets_book_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bets")),
        sa.UniqueConstraint("book_id", "request_id", name=op.f("uq_bets_book_id_request_id")),
        schema="ai",
    )
    op.create_index(
        "ix_bets_newest",
        "bets",
        ["book_id", "status", sa.literal_column("placed_at DESC")],
        unique=False,
        schema="ai",
    )
    op.create_index("ix_bets_of_expert", "bets", ["book_id", "expert_id"], unique=False, schema="ai")
    op.create_index("ix_bets_of_game", "bets", ["book_id", "game_id"], unique=False, schema="ai")
    op.create_index(
        "uq_bets_own",
        "bets",
        ["book_id", "expert_id", "game_id"],
        unique=True,
        schema="ai",
        postgresql_where=sa.text("request_id IS NULL"),
    )
    op.create_table(
        "council_members",
        sa.Column("book_id", sa.Text(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("selection_score", sa.Float(precision=53), nullable=False),
        sa.Column("vote_weight", sa.Numeric(precision=7, scale=6), nullable=False),
        sa.Column("reason_selected", sa.Text(), nullable=False),
        sa.Column("components", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"], ["ai.books.id"], name=op.f("fk_council_members_book_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("book_id", "week", "expert_id", name=op.f("pk_council_members")),
        sa.UniqueConstraint("book_id", "week", "rank", name=op.f("uq_council_members_book_id_week_rank")),
        schema="ai",
    )
    op.create_table(
        "ledger_entries",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("book_id", sa.Text(), nullable=False),
        sa.Column("transaction_id", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("expert_id", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("bet_id", sa.Text(), nullable=True),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "account IN ('bankroll', 'open_stakes', 'house')", name=op.f("ck_ledger_entries_account")
        ),
        sa.ForeignKeyConstraint(
            ["book_id"], ["ai.books.id"], name=op.f("fk_ledger_entries_book_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entries")),
        sa.UniqueConstraint(
            "transaction_id", "account", name=op.f("uq_ledger_entries_transaction_id_account")
        ),
        schema="ai",
    )
    op.create_index(
        "ix_ledger_entries_of_expert",
        "ledger_entries",
        ["book_id", "expert_id", "id"],
        unique=False,
        schema="ai",
    )
    op.create_table(
        "memories",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("book_id", sa.Text(), nullable=False),
        sa.Column("expert_id", sa.Text(), nullable=False),
        sa.Column("game_id", sa.Text(), nullable=False),
        sa.Column("bet_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("emotional_valence", sa.Float(precision=53), nullable=False),
        sa.Column("importance", sa.Float(precision=53), nullable=False),
        sa.Column("features", postgresql.ARRAY(sa.Float(precision=53)), nullable=False),
        sa.Column("recalled_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("emotional_valence BETWEEN -1 AND 1", name=op.f("ck_memories_emotional_valence")),
        sa.CheckConstraint("importance BETWEEN 0 AND 1", name=op.f("ck_memories_importance")),
        sa.ForeignKeyConstraint(
            ["book_id"], ["ai.books.id"], name=op.f("fk_memories_book_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memories")),
        schema="ai",
    )
    op.create_index(
        "ix_memories_newest",
        "memories",
        ["book_id", "expert_id", sa.literal_column("created_at DESC")],
        unique=False,
        schema="ai",
    )
    op.create_table(
        "opinions",
        sa.Column("book_id", sa.Text(), nullable=False),
        sa.Column("game_id", sa.Text(), nullable=False),
        sa.Column("expert_id", sa.Text(), nullable=False),
        sa.Column("opinion", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("formed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"], ["ai.books.id"], name=op.f("fk_opinions_book_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("book_id", "game_id", "expert_id", name=op.f("pk_opinions")),
        schema="ai",
    )
    op.create_table(
        "predictions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("book_id", sa.Text(), nullable=False),
        sa.Column("game_id", sa.Text(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("point", sa.Float(precision=53), nullable=True),
        sa.Column("pick", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(precision=53), nullable=False),
        sa.Column("reasoning", sa.Text(), nullable=False),
        sa.Column("reasoning_source", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kickoff_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.CheckConstraint("category IN ('spread', 'winner', 'total')", name=op.f("ck_predictions_category")),
        sa.CheckConstraint("result IN ('correct', 'incorrect', 'push')", name=op.f("ck_predictions_result")),
        sa.ForeignKeyConstraint(
            ["book_id"], ["ai.books.id"], name=op.f("fk_predictions_book_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_predictions")),
        sa.UniqueConstraint(
            "book_id",
            "game_id",
            "expert_id",
            "category",
            name=op.f("uq_predictions_book_id_game_id_expert_id_category"),
        ),
        sa.UniqueConstraint("book_id", "position", name=op.f("uq_predictions_book_id_position")),
        schema="ai",
    )
    op.create_index(
        "ix_predictions_of_expert", "predictions", ["book_id", "expert_id", "week"], unique=False, schema="ai"
    )
    op.create_index("ix_predictions_of_week", "predictions", ["book_id", "week"], unique=False, schema="ai")
    op.create_table(
        "settled_games",
        sa.Column("book_id", sa.Text(), nullable=False),
        sa.Column("game_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("home_score", sa.Integer(), nullable=True),
        sa.Column("away_score", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"], ["ai.books.id"], name=op.f("fk_settled_games_book_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("book_id", "game_id", name=op.f("pk_settled_games")),
        schema="ai",
    )
    op.create_table(
        "votes",
        sa.Column("battle_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("book_id", sa.Text(), nullable=False),
        sa.Column("game_id", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("voted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side IN ('expert_a', 'expert_b')", name=op.f("ck_votes_side")),
        sa.ForeignKeyConstraint(
            ["book_id"], ["ai.books.id"], name=op.f("fk_votes_book_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("battle_id", "user_id", name=op.f("pk_votes")),
        schema="ai",
    )
    op.create_index("ix_votes_of_game", "votes", ["book_id", "game_id"], unique=False, schema="ai")
    op.create_table(
        "settlements",
        sa.Column("bet_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("payout", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("outcome IN ('won', 'lost', 'push', 'void')", name=op.f("ck_settlements_outcome")),
        sa.ForeignKeyConstraint(
            ["bet_id"], ["ai.bets.id"], name=op.f("fk_settlements_bet_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("bet_id", "revision", name=op.f("pk_settlements")),
        schema="ai",
    )
    op.execute(_REFUSE_UNBALANCED)
    op.execute(_WATCH_ENTRIES)


def downgrade() -> None:
    op.execute("DROP TRIGGER balanced_transactions ON ai.ledger_entries")
    op.execute("DROP FUNCTION ai.refuse_unbalanced_transactions()")
    op.drop_table("settlements", schema="ai")
    op.drop_index("ix_votes_of_game", table_name="votes", schema="ai")
    op.drop_table("votes", schema="ai")
    op.drop_table("settled_games", schema="ai")
    op.drop_index("ix_predictions_of_week", table_name="predictions", schema="ai")
    op.drop_index("ix_predictions_of_expert", table_name="predictions", schema="ai")
    op.drop_table("predictions", schema="ai")
    op.drop_table("opinions", schema="ai")
    op.drop_index("ix_memories_newest", table_name="memories", schema="ai")
    op.drop_table("memories", schema="ai")
    op.drop_index("ix_ledger_entries_of_expert", table_name="ledger_entries", schema="ai")
    op.drop_table("ledger_entries", schema="ai")
    op.drop_table("council_members", schema="ai")
    op.drop_index(
        "uq_bets_own", table_name="bets", schema="ai", postgresql_where=sa.text("request_id IS NULL")
    )
    op.drop_index("ix_bets_of_game", table_name="bets", schema="ai")
    op.drop_index("ix_bets_of_expert", table_name="bets", schema="ai")
    op.drop_index("ix_bets_newest", table_name="bets", schema="ai")
    op.drop_table("bets", schema="ai")
    op.drop_table("accounts", schema="ai")
    op.drop_index(
        "uq_books_live", table_name="books", schema="ai", postgresql_where=sa.text("replay_id IS NULL")
    )
    op.drop_table("books", schema="ai")
    op.drop_index("ix_replays_newest", table_name="replays", schema="ai")
    op.drop_table("replays", schema="ai")
