"""Reads back in the stream of events: pages of stored events, and the end of the stream."""

from typing import Final, NamedTuple

from service_kit.events.stream import Entry, StreamKeys, entry_of
from service_kit.redis.mux import RedisMux

_PAGE: Final = 500


class Tail(NamedTuple):
    """The latest seq, 0 before the first event, and the epoch, "" if Redis has none yet."""

    seq: int
    epoch: str


class EventLog:
    """Reads over a shared connection. All methods raise RedisUnavailable."""

    def __init__(self, redis: RedisMux, prefix: str) -> None:
        self._redis = redis
        self._keys = StreamKeys(prefix)

    async def tail(self) -> Tail:
        """The end of the stream."""
        seq, epoch = await self._redis.execute("HMGET", self._keys.state, "seq", "epoch")
        return Tail(int(seq or 0), (epoch or b"").decode())

    async def length(self) -> int:
        """The number of stored events."""
        return int(await self._redis.execute("XLEN", self._keys.stream))

    async def after(self, seq: int, count: int = _PAGE) -> list[Entry]:
        """The next events after `seq`, oldest first."""
        return _entries(
            await self._redis.execute("XRANGE", self._keys.stream, f"{seq + 1}-0", "+", "COUNT", count)
        )

    async def newest(self, count: int) -> list[Entry]:
        """The last events, oldest first."""
        found = await self._redis.execute("XREVRANGE", self._keys.stream, "+", "-", "COUNT", count)
        return _entries(found)[::-1]


def _entries(answer: list[tuple[bytes, list[bytes]]]) -> list[Entry]:
    return [entry_of(entry_id, fields) for entry_id, fields in answer]
