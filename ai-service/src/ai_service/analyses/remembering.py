"""What a user remembers about a league, as sources of an analysis."""

from typing import Final

from ai_service.analyses.business.operations import Order, Recall
from ai_service.analyses.facts.domain import Source
from ai_service.memory import repository as memories
from ai_service.memory.domain import recall as ranked
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database

_MOST: Final = 5
_TITLE: Final = 80


def remembered(database: Database, clock: Clock) -> Recall:
    """Recalls the memories that fit a question best; if none fits, the newest."""

    async def recall(order: Order, question: str) -> tuple[Source, ...]:
        stored = await memories.list_for(database.pipelined, order.user_id, order.league_id)
        now = clock.now()
        found = ranked(stored, question, now) or ranked(stored, "", now)
        return tuple(
            Source(f"M{number}", "memory", _title(each.content), text=each.content)
            for number, each in enumerate(found[:_MOST], 1)
        )

    return recall


def _title(content: str) -> str:
    line = " ".join(content.split())
    return line if len(line) <= _TITLE else f"{line[: _TITLE - 1]}…"
