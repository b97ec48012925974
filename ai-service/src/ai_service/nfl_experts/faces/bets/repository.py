"""The SQL of bets."""

from collections.abc import Sequence
from typing import Final

from ai_service.nfl_experts.betting.statistics import Statistics
from ai_service.nfl_experts.books.state import Bet
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_COLUMNS: Final = (
    "id, game_id, week, expert_id, bet_type, side, point, price, stake, balance_before, potential_payout,"
    " pick, confidence, risk_level, reasoning, placed_at, kickoff_at, request_id, fingerprint, status,"
    " payout, settled_revision, settled_at"
)
_NEWEST: Final = (
    f"SELECT {_COLUMNS} FROM ai.bets WHERE book_id = %(book)s AND status = %(status)s"
    " AND (%(game)s::text IS NULL OR game_id = %(game)s)"
    " AND (%(expert)s::text IS NULL OR expert_id = %(expert)s)"
    " ORDER BY placed_at DESC, kickoff_at DESC, id LIMIT %(limit)s"
)
_SETTLED: Final = (
    f"SELECT {_COLUMNS} FROM ai.bets WHERE book_id = %(book)s AND expert_id = %(expert)s"
    " AND status = ANY(%(statuses)s)"
    " ORDER BY settled_at DESC, kickoff_at DESC, id LIMIT %(limit)s OFFSET %(offset)s"
)
_BY_ID: Final = f"SELECT {_COLUMNS} FROM ai.bets WHERE id = ANY(%s)"
_BY_REQUEST: Final = f"SELECT {_COLUMNS} FROM ai.bets WHERE book_id = %s AND request_id = %s"
_STATISTICS: Final = (
    "SELECT count(*) FILTER (WHERE status = 'won')::int AS wins,"
    " count(*) FILTER (WHERE status = 'lost')::int AS losses,"
    " count(*) FILTER (WHERE status = 'push')::int AS pushes,"
    " coalesce(sum(stake) FILTER (WHERE status IN ('won', 'lost', 'push')), 0) AS wagered,"
    " coalesce(sum(payout - stake) FILTER (WHERE status = 'won'), 0) AS won,"
    " coalesce(sum(stake) FILTER (WHERE status = 'lost'), 0) AS lost"
    " FROM ai.bets WHERE book_id = %s AND expert_id = %s"
)

SETTLED: Final = ("won", "lost", "push", "void")


async def newest_bets(
    reader: Reader,
    book_id: str,
    *,
    status: str,
    game_id: str | None,
    expert_id: str | None,
    limit: int,
) -> list[Bet]:
    """The newest bets with a status."""
    wanted = {"book": book_id, "status": status, "game": game_id, "expert": expert_id, "limit": limit}
    return await reader.fetch_all(Bet, _NEWEST, wanted)


async def settled_bets(
    reader: Reader, book_id: str, expert_id: str, *, statuses: Sequence[str], limit: int, offset: int
) -> list[Bet]:
    """The settled bets of an expert, newest first."""
    wanted = {
        "book": book_id,
        "expert": expert_id,
        "statuses": list(statuses),
        "limit": limit,
        "offset": offset,
    }
    return await reader.fetch_all(Bet, _SETTLED, wanted)


async def bets_by_id(reader: Reader, bet_ids: Sequence[str]) -> dict[str, Bet]:
    """Bets by id; ids that do not exist are left out."""
    if not bet_ids:
        return {}
    return {bet.id: bet for bet in await reader.fetch_all(Bet, _BY_ID, [list(bet_ids)])}


async def bet_of_request(connection: Connection, book_id: str, request_id: str) -> Bet | None:
    """The bet that was placed with a request_id."""
    return await connection.fetch_one(Bet, _BY_REQUEST, [book_id, request_id])


async def statistics(reader: Reader, book_id: str, expert_id: str) -> Statistics:
    """The statistics of an expert's settled bets."""
    found = await reader.fetch_one(Statistics, _STATISTICS, [book_id, expert_id])
    if found is None:
        raise LookupError("the aggregate returned no row")
    return found
