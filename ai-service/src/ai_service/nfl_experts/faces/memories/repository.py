"""The SQL of memories."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from service_kit.db.reader import Reader

_NEWEST: Final = (
    "SELECT id, game_id, kind, content, emotional_valence, importance, recalled_count, created_at"
    " FROM ai.memories WHERE book_id = %s AND expert_id = %s AND importance >= %s"
    " ORDER BY created_at DESC, id LIMIT %s OFFSET %s"
)
_COUNT: Final = "SELECT count(*) FROM ai.memories WHERE book_id = %s AND expert_id = %s AND importance >= %s"


@dataclass(frozen=True, slots=True)
class MemoryRow:
    """A memory as lists show it."""

    id: str
    game_id: str
    kind: str
    content: str
    emotional_valence: float
    importance: float
    recalled_count: int
    created_at: datetime


async def newest_memories(
    reader: Reader, book_id: str, expert_id: str, *, least: float, limit: int, offset: int
) -> tuple[list[MemoryRow], int]:
    """A page of the memories with at least an importance, newest first, and the number of all of them."""
    wanted = [book_id, expert_id, least]
    rows = await reader.fetch_all(MemoryRow, _NEWEST, [*wanted, limit, offset])
    return rows, await reader.fetch_value(_COUNT, wanted)
