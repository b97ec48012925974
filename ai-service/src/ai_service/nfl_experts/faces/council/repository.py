"""The SQL of councils."""

from typing import Final

from ai_service.nfl_experts.council.domain import Seat
from service_kit.db.connection import Connection

_OF_WEEKS: Final = (
    "SELECT week, expert_id, rank, selection_score, vote_weight, reason_selected, components,"
    " chosen_at"
    " FROM ai.council_members WHERE book_id = %s AND week = %s ORDER BY rank"
)


async def council_of_week(connection: Connection, book_id: str, week: int) -> list[Seat]:
    """The council of a week, by rank; empty before the week opens."""
    return await connection.fetch_all(Seat, _OF_WEEKS, [book_id, week])
