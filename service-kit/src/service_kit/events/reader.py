"""Follows the stream of events, in order, each once, through restarts of Redis, and reports gaps."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from typing import Final, TypeVar

import hiredis

from service_kit import backoff
from service_kit.events.stream import Entry, Event, StreamKeys, entry_of
from service_kit.redis.errors import RedisUnavailable
from service_kit.redis.mux import RedisMux

_BLOCK_MS: Final = 5_000
_COUNT: Final = 500
_REMEMBERED: Final = 10_000
_LAST: Final = 2**64 - 1

T = TypeVar("T")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Gap:
    """Events between `after` and `before` are no longer available: trimmed, or lost with Redis.

    `previous` is the seq that the event `before` names as its predecessor. If it is not higher than `after`
    and the epoch is the same, Redis lost only events that its relays publish again.
    """

    after: int
    before: int
    epoch: str
    previous: int = field(default=0, compare=False)


class EventReader:
    """A reader of the stream of a mesh; every gateway and every interested service has its own.

        async for event in reader.follow(after=last_seq):
            ...

    `on_gap` is awaited before the first event after a gap, so that the consumer can reload its state.
    """

    def __init__(
        self,
        redis_url: str,
        *,
        prefix: str = "altsports",
        on_gap: Callable[[Gap], Awaitable[None]] | None = None,
    ) -> None:
        self._redis_url = redis_url
        self._keys = StreamKeys(prefix)
        self._on_gap = on_gap
        self._seen: OrderedDict[str, None] = OrderedDict()

    async def follow(self, after: int | None = None) -> AsyncGenerator[Event]:
        """Yields events after `after` (a seq), or from now on; never ends, so break or cancel to stop."""
        async with aclosing(self.follow_batches(after)) as batches:
            async for batch in batches:
                for event in batch:
                    yield event

    async def follow_batches(self, after: int | None = None) -> AsyncGenerator[Sequence[Event]]:
        """The same in batches of all available events; `on_gap` is awaited between two batches."""
        position = after
        async with RedisMux(self._redis_url, timeout_s=_BLOCK_MS / 1000 + 5) as redis:
            while True:
                if position is None:
                    position = await _insist(partial(self._newest, redis))
                for run in _unbroken(await _insist(partial(self._read, redis, position))):
                    await self._tell_gap(position, run[0])
                    position = run[-1].event.seq
                    batch = [entry.event for entry in run if self._is_new(entry.event.id)]
                    if batch:
                        yield batch

    async def _newest(self, redis: RedisMux) -> int:
        return int(await redis.execute("HGET", self._keys.state, "seq") or 0)

    async def _read(self, redis: RedisMux, after: int) -> list[Entry]:
        # Our entries end in -0. One that somebody else added with XADD * ends in another number.
        where = ("STREAMS", self._keys.stream, f"{after}-{_LAST}")
        answer = await redis.execute("XREAD", "COUNT", _COUNT, "BLOCK", _BLOCK_MS, *where)
        return [entry_of(entry_id, fields) for entry_id, fields in answer[0][1]] if answer else []

    async def _tell_gap(self, position: int, entry: Entry) -> None:
        if entry.previous == position:
            return
        gap = Gap(position, entry.event.seq, entry.event.epoch, entry.previous)
        logger.warning("events between %d and %d are lost to this reader", gap.after, gap.before)
        if self._on_gap is not None:
            await self._on_gap(gap)

    def _is_new(self, event_id: str) -> bool:
        if event_id in self._seen:
            return False
        self._seen[event_id] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return True


def _unbroken(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Splits the entries where one does not name its predecessor."""
    start = 0
    for index in range(1, len(entries) + 1):
        if index == len(entries) or entries[index].previous != entries[index - 1].event.seq:
            yield entries[start:index]
            start = index


async def _insist(ask: Callable[[], Awaitable[T]]) -> T:
    """Repeats a call until Redis answers, with growing delays."""
    failures = 0
    while True:
        try:
            return await ask()
        except (RedisUnavailable, hiredis.ReplyError) as error:
            logger.warning("the event stream is waiting for Redis: %s", type(error).__name__)
            failures += 1
            await asyncio.sleep(backoff.pause(failures, first_s=0.05, longest_s=1.0))
