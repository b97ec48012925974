"""Makes cached answers old when something happens anywhere in the mesh."""

import asyncio

from gateway_service.cache.keys import EVERYTHING
from gateway_service.cache.store import CacheStore
from service_kit import logs
from service_kit.events.reader import EventReader, Gap
from service_kit.events.stream import Event
from service_kit.redis_errors import RedisUnavailable

_PAUSE_S = 0.2

log = logs.get_logger(__name__)


def tags_of(event: Event) -> tuple[str, ...]:
    """What an event makes old: the tags in its data, and those of the thing it happened to.

    "league.updated" with subject 7 makes "league:7", "league" and "leagues" old.
    """
    noun = event.type.partition(".")[0]
    given = event.data.get("tags", [])
    named = [tag for tag in given if isinstance(tag, str)] if isinstance(given, list) else []
    return tuple(dict.fromkeys((*named, f"{noun}:{event.subject}", noun, f"{noun}s")))


class Purger:
    """Follows the events for as long as the gateway runs; what was missed makes everything old."""

    def __init__(self, redis_url: str, prefix: str, store: CacheStore) -> None:
        self._reader = EventReader(redis_url, prefix=prefix, on_gap=self._missed)
        self._store = store

    async def follow(self) -> None:
        """Purges until it is cancelled."""
        await self._purge((EVERYTHING,))
        async for event in self._reader.follow():
            await self._purge(tags_of(event))

    async def _missed(self, gap: Gap) -> None:
        log.warning("Events were missed, so nothing cached is trusted", after=gap.after, before=gap.before)
        await self._purge((EVERYTHING,))

    async def _purge(self, tags: tuple[str, ...]) -> None:
        """Until it is done: a purge that is left out would leave old answers."""
        while True:
            try:
                await self._store.purge(tags)
            except RedisUnavailable:
                await asyncio.sleep(_PAUSE_S)
            else:
                return
