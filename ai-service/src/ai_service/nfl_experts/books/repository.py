"""The SQL of books: finds and locks a book, and rebuilds the state that the fold continues from."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Final

from ai_service.nfl_experts.books.state import (
    Account,
    Bet,
    Book,
    BookState,
    FormedOpinion,
    Prediction,
    Remembered,
    SettledGame,
)
from ai_service.nfl_experts.experts.domain import Opinion
from altsports.contract.json_values import is_array
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_BOOK_COLUMNS: Final = "id, replay_id, competition, season, simulated, first_week, last_week, seal_seed"
_FIND: Final = f"SELECT {_BOOK_COLUMNS} FROM ai.books WHERE id = %s"
_OF_REPLAY: Final = f"SELECT {_BOOK_COLUMNS} FROM ai.books WHERE replay_id = %s"
_PLACE: Final = (
    f"SELECT {_BOOK_COLUMNS}, cursor_time FROM ai.books WHERE id = %(live)s OR replay_id = %(replay)s"
)
_INSERT: Final = (
    f"INSERT INTO ai.books ({_BOOK_COLUMNS}, chain_head, created_at)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING RETURNING id"
)
_LOCK: Final = (
    "SELECT books.version, books.facts_version, coalesce(replays.status, 'running') AS status"
    " FROM ai.books LEFT JOIN ai.replays ON replays.id = books.replay_id"
    " WHERE books.id = %s FOR UPDATE OF books"
)
_AT_REST: Final = (
    f"SELECT {', '.join(f'books.{name}' for name in _BOOK_COLUMNS.split(', '))}, books.facts_version"
    " FROM ai.books JOIN ai.replays ON replays.id = books.replay_id"
    " WHERE replays.status <> 'running' AND books.facts_version IS NOT NULL"
)
_CURSOR: Final = (
    "SELECT version, cursor_time, cursor_rank, cursor_subject, chain_position, chain_head"
    " FROM ai.books WHERE id = %s"
)
_ACCOUNTS: Final = (
    "SELECT expert_id, bankroll, open_stakes, eliminated_at FROM ai.accounts WHERE book_id = %s"
)
_OPINIONS: Final = "SELECT game_id, expert_id, opinion, formed_at FROM ai.opinions WHERE book_id = %s"
_PREDICTIONS: Final = (
    "SELECT id, game_id, week, expert_id, category, side, point, pick, confidence, reasoning,"
    " reasoning_source, created_at, kickoff_at, position, salt, content, previous_hash, hash, result,"
    " estimated"
    " FROM ai.predictions WHERE book_id = %s ORDER BY position"
)
_BETS: Final = (
    "SELECT id, game_id, week, expert_id, bet_type, side, point, price, stake, balance_before,"
    " potential_payout, pick, confidence, risk_level, reasoning, placed_at, kickoff_at, request_id,"
    " fingerprint, status, payout, settled_revision, settled_at"
    " FROM ai.bets WHERE book_id = %s ORDER BY placed_at, id"
)
_SETTLED_GAMES: Final = (
    "SELECT game_id, revision, home_score, away_score, settled_at FROM ai.settled_games WHERE book_id = %s"
)
_MEMORIES: Final = (
    "SELECT id, expert_id, game_id, bet_id, kind, content, emotional_valence, importance, features,"
    " created_at FROM ai.memories WHERE book_id = %s ORDER BY created_at, game_id, id"
)


@dataclass(frozen=True, slots=True)
class Lock:
    """A book whose row is locked until the transaction ends. `status` is that of the replay, or running."""

    version: int
    facts_version: str | None
    status: str


async def find_book(reader: Reader, book_id: str) -> Book | None:
    """A book by its id."""
    return await reader.fetch_one(Book, _FIND, [book_id])


async def live_seasons(connection: Connection) -> set[tuple[str, int]]:
    """The competition and season of every live book."""
    statement = "SELECT competition, season FROM ai.books WHERE replay_id IS NULL"
    return {(row[0], row[1]) for row in await (await connection.execute(statement)).fetchall()}


async def find_of_replay(reader: Reader, replay_id: str) -> Book | None:
    """The book of a replay."""
    return await reader.fetch_one(Book, _OF_REPLAY, [replay_id])


async def find_place(
    reader: Reader, *, live: str | None = None, replay: str | None = None
) -> tuple[Book, datetime | None] | None:
    """A live book by its id, or the book of a replay, with the time of its last step."""
    rows = await reader.fetch_rows(_PLACE, {"live": live, "replay": replay})
    return (Book(*rows[0][:-1]), rows[0][-1]) if rows else None


async def cursor_time(reader: Reader, book_id: str) -> datetime | None:
    """The time of a book's last step; None before the first one."""
    return await reader.fetch_value("SELECT cursor_time FROM ai.books WHERE id = %s", [book_id])


async def kickoff_of(reader: Reader, book_id: str, game_id: str) -> datetime:
    """The kick-off of a game, as it was known when the game was predicted."""
    statement = "SELECT min(kickoff_at) FROM ai.predictions WHERE book_id = %s AND game_id = %s"
    return await reader.fetch_value(statement, [book_id, game_id])


async def insert_book(connection: Connection, book: Book, chain_head: str, now: datetime) -> bool:
    """Stores a new book; False if it exists already."""
    values = [getattr(book, field.name) for field in fields(Book)]
    return await connection.fetch_value(_INSERT, [*values, chain_head, now]) is not None


async def delete_book(connection: Connection, book_id: str) -> None:
    """Deletes a book with everything in it."""
    await connection.execute("DELETE FROM ai.books WHERE id = %s", [book_id])


async def lock_book(connection: Connection, book_id: str) -> Lock | None:
    """Locks the book's row: nothing else changes the book until the transaction ends."""
    return await connection.fetch_one(Lock, _LOCK, [book_id])


async def books_at_rest(connection: Connection) -> list[tuple[Book, str]]:
    """The books of replays that are not running, with the version of the facts that they used."""
    rows = await (await connection.execute(_AT_REST)).fetchall()
    return [(Book(*row[:-1]), row[-1]) for row in rows]


async def load_outline(connection: Connection, book: Book) -> tuple[BookState, int]:
    """The state of a book without its history (only cursor, accounts and chain), and its version."""
    cursor = await (await connection.execute(_CURSOR, [book.id])).fetchone()
    if cursor is None:
        raise LookupError(f"No such book: {book.id}")
    version, time, rank, subject, position, head = cursor
    accounts: list[dict[str, Any]] = await connection.fetch_all(dict[str, Any], _ACCOUNTS, [book.id])
    state = BookState(
        book,
        cursor=None if time is None else (time, rank, subject),
        accounts={row.pop("expert_id"): Account(**row) for row in accounts},
        chain_position=position,
        chain_head=head,
    )
    return state, version


async def load_state(connection: Connection, book: Book) -> tuple[BookState, int]:
    """The state of a book, loaded from its tables, and its version."""
    outline, version = await load_outline(connection, book)
    opinions = await connection.fetch_all(_formed, _OPINIONS, [book.id])
    predictions = await connection.fetch_all(Prediction, _PREDICTIONS, [book.id])
    bets = await connection.fetch_all(Bet, _BETS, [book.id])
    settled = await connection.fetch_all(SettledGame, _SETTLED_GAMES, [book.id])
    memories = await connection.fetch_all(_remembered, _MEMORIES, [book.id])
    state = replace(
        outline,
        opinions={(formed.game_id, formed.expert_id): formed for formed in opinions},
        predictions={(each.game_id, each.expert_id, each.category): each for each in predictions},
        bets={bet.id: bet for bet in bets},
        settled={game.game_id: game for game in settled},
        memories=_by_expert(memories),
    )
    return state, version


def _formed(game_id: str, expert_id: str, opinion: Mapping[str, Any], formed_at: datetime) -> FormedOpinion:
    return FormedOpinion(game_id, expert_id, opinion_from(opinion), formed_at)


def opinion_from(stored: Mapping[str, Any]) -> Opinion:
    """An opinion from its JSON."""
    fields_of: dict[str, Any] = {k: tuple(v) if is_array(v) else v for k, v in stored.items()}
    return Opinion(**fields_of)


def _remembered(features: list[float], **columns: Any) -> Remembered:
    return Remembered(features=tuple(features), **columns)


def _by_expert(memories: list[Remembered]) -> dict[str, dict[str, Remembered]]:
    found: dict[str, dict[str, Remembered]] = {}
    for memory in memories:
        found.setdefault(memory.expert_id, {})[memory.id] = memory
    return found
