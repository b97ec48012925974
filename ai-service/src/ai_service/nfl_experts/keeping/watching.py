"""Listens to what the league service tells, so that books meet new facts at once."""

import asyncio
from typing import Final

from ai_service.nfl_experts.keeping.keeper import Keeper
from service_kit.events.reader import EventReader, Gap

_TYPES: Final = frozenset({"season.imported", "result.recorded", "line.recorded"})


async def watch_facts(redis_url: str, prefix: str, keeper: Keeper) -> None:
    """Wakes the keeper whenever facts changed. Never returns; ends when cancelled."""

    async def missed(_gap: Gap) -> None:
        keeper.facts_changed()

    reader = EventReader(redis_url, prefix=prefix, on_gap=missed)
    async for event in reader.follow():
        if event.type in _TYPES:
            keeper.facts_changed()
        await asyncio.sleep(0)
