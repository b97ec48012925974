"""Councils in their table."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from service_kit.db.connection import Connection

_OF_WEEKS: Final = (
    "SELECT week, expert_id, rank, selection_score, vote_weight, reason_selected, components"
    " FROM ai.council_members WHERE book_id = %s AND week = %s ORDER BY rank"
)


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat of a council."""

    week: int
    expert_id: str
    rank: int
    selection_score: float
    vote_weight: Decimal
    reason_selected: str
    components: dict[str, float]


async def council_of_week(connection: Connection, book_id: str, week: int) -> list[SeatRow]:
    """The council of a week by rank; empty before the week opened."""
    return await connection.fetch_all(SeatRow, _OF_WEEKS, [book_id, week])
