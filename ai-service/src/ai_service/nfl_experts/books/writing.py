"""Writes the effects of steps: one statement per table, in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, LiteralString

import orjson

from ai_service.nfl_experts.books.effects import Effects
from ai_service.nfl_experts.books.state import BookState, FormedOpinion
from altsports.ai.v1.events_models import BookAdvanced
from altsports.contract.model import EventMessage
from service_kit.db.connection import Connection
from service_kit.events.outbox import append_events

SCHEMA: Final = "ai"


def _insert(table: LiteralString, columns: LiteralString, after: LiteralString = "") -> LiteralString:
    """A statement that inserts JSON objects; `columns` has the form "id text, stake numeric"."""
    names: LiteralString = ", ".join(column.strip().split(" ")[0] for column in columns.split(","))
    return (
        f"INSERT INTO ai.{table} (book_id, {names}) SELECT %s, {names}"
        f" FROM jsonb_to_recordset(%s::jsonb) AS given ({columns}) {after}"
    )


_OPINIONS: Final = _insert("opinions", "game_id text, expert_id text, opinion jsonb, formed_at timestamptz")
_PREDICTIONS: Final = _insert(
    "predictions",
    "id text, game_id text, week int, expert_id text, category text, side text, point float8, pick text,"
    " confidence float8, reasoning text, reasoning_source text, created_at timestamptz,"
    " kickoff_at timestamptz, position int, salt text, content text, previous_hash text, hash text,"
    " estimated boolean",
)
_GRADES: Final = (
    "UPDATE ai.predictions SET result = given.result"
    " FROM jsonb_to_recordset(%s::jsonb) AS given (id text, result text) WHERE predictions.id = given.id"
)
_BETS: Final = _insert(
    "bets",
    "id text, game_id text, week int, expert_id text, bet_type text, side text, point float8, price int,"
    " stake numeric, balance_before numeric, potential_payout numeric, pick text, confidence float8,"
    " risk_level text, reasoning text, placed_at timestamptz, kickoff_at timestamptz, request_id text,"
    " fingerprint text, status text, payout numeric, settled_revision int, settled_at timestamptz",
)
_ENDED: Final = (
    "UPDATE ai.bets SET (status, payout, settled_revision, settled_at) ="
    " (given.status, given.payout, given.settled_revision, given.settled_at)"
    " FROM jsonb_to_recordset(%s::jsonb) AS given"
    " (id text, status text, payout numeric, settled_revision int, settled_at timestamptz)"
    " WHERE bets.id = given.id"
)
_SETTLEMENTS: Final = (
    "INSERT INTO ai.settlements (bet_id, revision, outcome, payout, settled_at)"
    " SELECT bet_id, revision, outcome, payout, settled_at FROM jsonb_to_recordset(%s::jsonb) AS given"
    " (bet_id text, revision int, outcome text, payout numeric, settled_at timestamptz)"
)
_ENTRIES: Final = _insert(
    "ledger_entries",
    "transaction_id text, account text, expert_id text, amount numeric, reason text, bet_id text,"
    " booked_at timestamptz",
)
_ACCOUNTS: Final = _insert(
    "accounts",
    "expert_id text, bankroll numeric, open_stakes numeric, eliminated_at timestamptz",
    "ON CONFLICT (book_id, expert_id) DO UPDATE SET bankroll = excluded.bankroll,"
    " open_stakes = excluded.open_stakes, eliminated_at = excluded.eliminated_at",
)
_SETTLED_GAMES: Final = _insert(
    "settled_games",
    "game_id text, revision int, home_score int, away_score int, settled_at timestamptz",
    "ON CONFLICT (book_id, game_id) DO UPDATE SET revision = excluded.revision,"
    " home_score = excluded.home_score, away_score = excluded.away_score, settled_at = excluded.settled_at",
)
_RECHOSEN: Final = "DELETE FROM ai.council_members WHERE book_id = %s AND week = ANY(%s)"
_REOPENED: Final = "DELETE FROM ai.settled_games WHERE book_id = %s AND game_id = ANY(%s)"
_MOVED: Final = "jsonb_to_recordset(%s::jsonb) AS given (game_id text, week int, kickoff_at timestamptz)"
_MOVED_PREDICTIONS: Final = (
    "UPDATE ai.predictions SET week = given.week, kickoff_at = given.kickoff_at"
    f" FROM {_MOVED} WHERE predictions.book_id = %s AND predictions.game_id = given.game_id"
)
_MOVED_BETS: Final = (
    "UPDATE ai.bets SET week = given.week,"
    " kickoff_at = greatest(given.kickoff_at, placed_at + interval '1 microsecond')"
    f" FROM {_MOVED} WHERE bets.book_id = %s AND bets.game_id = given.game_id"
)
_MEMORIES: Final = _insert(
    "memories",
    "id text, expert_id text, game_id text, bet_id text, kind text, content text, emotional_valence float8,"
    " importance float8, features float8[], recalled_count int, created_at timestamptz",
)
_FORGET: Final = "DELETE FROM ai.memories WHERE id = ANY(%s)"
_RECALLED: Final = (
    "UPDATE ai.memories SET recalled_count = recalled_count + given.times"
    " FROM jsonb_to_recordset(%s::jsonb) AS given (id text, times int) WHERE memories.id = given.id"
)
_COUNCIL: Final = _insert(
    "council_members",
    "week int, expert_id text, rank int, selection_score float8, vote_weight numeric, reason_selected text,"
    " components jsonb, chosen_at timestamptz",
)
_BOOK: Final = (
    "UPDATE ai.books SET version = version + 1, cursor_time = %s, cursor_rank = %s, cursor_subject = %s,"
    " facts_version = coalesce(%s, facts_version), chain_position = %s, chain_head = %s"
    " WHERE id = %s RETURNING version"
)


async def write_effects(
    connection: Connection,
    state: BookState,
    effects: Effects,
    *,
    now: datetime,
    facts_version: str | None = None,
) -> int:
    """Writes all effects, the cursor last, and returns the new version of the book.

    `now` is the time of the events, by the clock of the process.
    """
    if effects.rechosen_weeks:
        await connection.execute(_RECHOSEN, [state.book.id, effects.rechosen_weeks])
    if effects.reopened_games:
        await connection.execute(_REOPENED, [state.book.id, effects.reopened_games])
    if effects.forgotten:
        await connection.execute(_FORGET, [effects.forgotten])
    for statement, rows in _inserted(state, effects):
        if rows:
            await connection.execute(statement, [state.book.id, _json(rows)])
    for statement, rows in _changed(effects):
        if rows:
            await connection.execute(statement, [_json(rows)])
    if effects.moved_games:
        moved = [
            {"game_id": game.game_id, "week": game.week, "kickoff_at": game.kickoff}
            for game in effects.moved_games.values()
        ]
        for statement in (_MOVED_PREDICTIONS, _MOVED_BETS):
            await connection.execute(statement, [_json(moved), state.book.id])
    await append_events(connection, SCHEMA, *_with_tags(effects), time=now)
    time, rank, subject = state.cursor or (None, 0, "")
    place = [time, rank, subject, facts_version, state.chain_position, state.chain_head, state.book.id]
    return await connection.fetch_value(_BOOK, place)


def _inserted(state: BookState, effects: Effects) -> list[tuple[LiteralString, Sequence[Any]]]:
    return [
        (_OPINIONS, [_opinion_row(formed) for formed in effects.opinions]),
        (_PREDICTIONS, effects.predictions),
        (_BETS, effects.placed),
        (_ENTRIES, effects.entries),
        (_ACCOUNTS, _account_rows(state, effects)),
        (_SETTLED_GAMES, list(effects.settled_games.values())),
        (_MEMORIES, effects.memories),
        (_COUNCIL, effects.council),
    ]


def _changed(effects: Effects) -> list[tuple[LiteralString, Sequence[Any]]]:
    return [
        (_GRADES, [{"id": graded.id, "result": graded.result} for graded in effects.graded.values()]),
        (_ENDED, list(effects.changed_bets.values())),
        (_SETTLEMENTS, effects.settlements),
        (_RECALLED, [{"id": name, "times": times} for name, times in effects.recalled.items()]),
    ]


def _with_tags(effects: Effects) -> list[EventMessage]:
    """The events, before them one with every tag: cached answers are stale when the first of them is read."""
    if not effects.tags:
        return effects.events
    book, tags = effects.book, list(effects.tags)
    return [BookAdvanced(book_id=book.id, replay=book.replay_id, stale_tags=tags), *effects.events]


def _opinion_row(formed: FormedOpinion) -> dict[str, Any]:
    return {
        "game_id": formed.game_id,
        "expert_id": formed.expert_id,
        "opinion": asdict(formed.opinion),
        "formed_at": formed.formed_at,
    }


def _account_rows(state: BookState, effects: Effects) -> list[dict[str, Any]]:
    return [
        {"expert_id": expert_id, **asdict(state.accounts[expert_id])}
        for expert_id in sorted(effects.accounts)
    ]


def _json(rows: Sequence[Any]) -> str:
    return orjson.dumps(rows, default=_as_text).decode()


def _as_text(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be stored in a row")
