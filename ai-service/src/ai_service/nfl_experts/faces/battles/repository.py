"""The SQL of battles: votes of users, and stakes of experts."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from ai_service.nfl_experts.facts.timeline import NO_REVISION
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_VOTE: Final = (
    "INSERT INTO ai.votes (battle_id, user_id, book_id, game_id, side, voted_at)"
    " VALUES (%s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (battle_id, user_id) DO UPDATE SET side = excluded.side, voted_at = excluded.voted_at"
)
_VOTES: Final = (
    "SELECT battle_id, count(*) FILTER (WHERE side = 'expert_a')::int,"
    " count(*) FILTER (WHERE side = 'expert_b')::int"
    " FROM ai.votes WHERE book_id = %s AND game_id = ANY(%s) GROUP BY battle_id"
)
_STAKES: Final = (
    "SELECT game_id, expert_id, bet_type, sum(stake) FROM ai.bets"
    " WHERE book_id = %s AND game_id = ANY(%s) AND status <> 'void' GROUP BY game_id, expert_id, bet_type"
)
_ELIMINATED: Final = "SELECT expert_id FROM ai.accounts WHERE book_id = %s AND eliminated_at IS NOT NULL"
_CALLED_OFF: Final = (
    "SELECT EXISTS (SELECT FROM ai.settled_games WHERE book_id = %s AND game_id = %s AND revision = %s)"
)


async def eliminated(reader: Reader, book_id: str) -> frozenset[str]:
    """The experts who are out of the season."""
    rows = await reader.fetch_rows(_ELIMINATED, [book_id])
    return frozenset(expert_id for (expert_id,) in rows)


async def is_called_off(connection: Connection, book_id: str, game_id: str) -> bool:
    """Whether the book returned the stakes on a game."""
    return await connection.fetch_value(_CALLED_OFF, [book_id, game_id, NO_REVISION])


async def put_vote(
    connection: Connection,
    battle_id: str,
    user_id: str,
    *,
    book_id: str,
    game_id: str,
    side: str,
    at: datetime,
) -> None:
    """Stores the vote of a user in a battle; a new vote replaces the old one."""
    await connection.execute(_VOTE, [battle_id, user_id, book_id, game_id, side, at])


async def votes_on(reader: Reader, book_id: str, game_ids: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The votes for each side, by battle name."""
    rows = await reader.fetch_rows(_VOTES, [book_id, list(game_ids)])
    return {battle_id: (one, other) for battle_id, one, other in rows}


async def stakes_on(
    reader: Reader, book_id: str, game_ids: Sequence[str]
) -> dict[tuple[str, str, str], Decimal]:
    """The stakes of each expert in each market of each game."""
    rows = await reader.fetch_rows(_STAKES, [book_id, list(game_ids)])
    return {(game_id, expert_id, market): stake for game_id, expert_id, market, stake in rows}
