"""Keeps the events of streams in Redis, so that any process can follow them, also after their end.

A stream is a list: first its owner, then its events in order, so the number of an event is its index. What is
kept can be lost: a client whose stream is lost starts a new one.
"""

from collections.abc import Sequence
from typing import Final, cast

from service_kit.redis.mux import RedisMux

KEPT_S: Final = 900
_ALIVE_MS: Final = 3000
_FOLLOWED_MS: Final = 600


class StreamStore:
    """The lists of streams, a mark that a stream's process lives, and one that a client follows elsewhere."""

    def __init__(self, redis: RedisMux, prefix: str) -> None:
        self._redis = redis
        self._prefix = f"{prefix}:ai:stream"

    async def append(self, stream_id: str, entries: Sequence[bytes]) -> None:
        """Adds entries; the first entry of a stream is its owner."""
        key = self._key(stream_id)
        await self._redis.execute("RPUSH", key, *entries)
        await self._redis.execute("EXPIRE", key, KEPT_S)

    async def read(self, stream_id: str, after: int) -> list[bytes]:
        """The entries behind a number; all with -1. Empty if there are none, or no such stream."""
        return cast("list[bytes]", await self._redis.execute("LRANGE", self._key(stream_id), after + 1, -1))

    async def owner(self, stream_id: str) -> str | None:
        """The owner; None if there is no such stream."""
        found = cast("bytes | None", await self._redis.execute("LINDEX", self._key(stream_id), 0))
        return None if found is None else found.decode()

    async def mark_alive(self, stream_id: str) -> None:
        await self._redis.execute("SET", self._key(stream_id, "alive"), 1, "PX", _ALIVE_MS)

    async def is_alive(self, stream_id: str) -> bool:
        return bool(await self._redis.execute("EXISTS", self._key(stream_id, "alive")))

    async def mark_followed(self, stream_id: str) -> None:
        await self._redis.execute("SET", self._key(stream_id, "followed"), 1, "PX", _FOLLOWED_MS)

    async def is_followed(self, stream_id: str) -> bool:
        return bool(await self._redis.execute("EXISTS", self._key(stream_id, "followed")))

    def _key(self, stream_id: str, part: str = "events") -> str:
        return f"{self._prefix}:{stream_id}:{part}"
