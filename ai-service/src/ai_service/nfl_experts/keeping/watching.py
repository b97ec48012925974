"""Follows the events of the league service, so that books use new facts at once."""

import asyncio
from typing import Final

from ai_service.nfl_experts.keeping.keeper import Keeper
from altsports.contract.events import load_events
from altsports.league.v1.events_models import (
    EventStatusChanged,
    LineRecorded,
    ResultQuarantined,
    ResultRecorded,
    SeasonImported,
)
from service_kit.events.reader import EventReader, Gap

_TYPES: Final = load_events().types(
    SeasonImported, EventStatusChanged, ResultRecorded, ResultQuarantined, LineRecorded
)


async def watch_facts(redis_url: str, prefix: str, keeper: Keeper) -> None:
    """Wakes the keeper whenever facts change. Never returns; ends when cancelled."""

    async def missed(_gap: Gap) -> None:
        keeper.facts_changed()

    reader = EventReader(redis_url, prefix=prefix, on_gap=missed)
    async for event in reader.follow():
        if event.type in _TYPES:
            keeper.facts_changed()
        await asyncio.sleep(0)
