"""Gives every event of the stream to every client that asked for it: one reader per process, in order."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from contextlib import aclosing
from typing import Final

from gateway_service.feed.filters import Place, Subscription
from gateway_service.feed.index import Group, Receiver, SubscriptionIndex
from gateway_service.feed.measures import DELAY, EVENTS, SENT
from gateway_service.feed.memory import Memory
from gateway_service.feed.message import FeedMessage, Wire, event_id, sse_block, websocket_frame
from gateway_service.feed.snapshot import EPOCH_CHANGED, GAP, snapshot
from service_kit.clock.clocks import Clock
from service_kit.events.log import EventLog
from service_kit.events.reader import EventReader, Gap
from service_kit.events.stream import Event
from service_kit.logging import logs
from service_kit.redis.errors import RedisUnavailable

_REMEMBERED: Final = 5_000
_AT_ONCE: Final = 100
_PAUSE_S: Final = 0.2

log = logs.get_logger(__name__)


class Hub:
    """`place` is how far this process has read; what it gave to clients ends there."""

    def __init__(self, redis_url: str, prefix: str, events: EventLog, clock: Clock) -> None:
        self._reader = EventReader(redis_url, prefix=prefix, on_gap=self._missed)
        self._events = events
        self._clock = clock
        self.index = SubscriptionIndex()
        self.memory = Memory(_REMEMBERED)
        self.place = Place(0)
        self.ready = asyncio.Event()

    async def follow(self) -> None:
        """Reads until it is cancelled."""
        while not self.ready.is_set():
            try:
                await self._begin()
            except RedisUnavailable:
                await asyncio.sleep(_PAUSE_S)
        async with aclosing(self._reader.follow_batches(self.place.seq)) as batches:
            async for batch in batches:
                for start in range(0, len(batch), _AT_ONCE):
                    self._take(batch[start : start + _AT_ONCE])
                    await asyncio.sleep(0)  # what was written goes out, and others have their turn

    def join(self, subscription: Subscription, receiver: Receiver, *, since: int) -> None:
        """The receiver gets everything behind `since` that is not here yet."""
        subscription.since = since
        self.index.add(subscription, receiver)

    def hold(self, subscription: Subscription, receiver: Receiver) -> None:
        """The receiver gets nothing until it joins again; what it has got ends where this process is."""
        subscription.since = max(subscription.since, self.place.seq)
        self.index.remove(subscription, receiver)

    def now(self) -> str:
        """The time, as messages tell it."""
        return f"{self._clock.now():%Y-%m-%dT%H:%M:%SZ}"

    async def _begin(self) -> None:
        """Remembers what came last, so that whoever comes back after a restart finds it here."""
        entries = await self._events.newest(_REMEMBERED)
        tail = await self._events.tail()
        self.memory.begin(entries[0].previous if entries else tail.seq)
        self.memory.add(message for entry in entries if (message := FeedMessage.of(entry.event)))
        newest = entries[-1].event.seq if entries else tail.seq
        self.place = Place(newest, tail.epoch)
        self.ready.set()

    def _take(self, batch: Sequence[Event]) -> None:
        messages = [message for event in batch if (message := FeedMessage.of(event))]
        self.memory.add(messages)
        self.place = Place(batch[-1].seq, batch[-1].epoch)
        self._hand_out(messages)
        now = self._clock.now()
        for event in batch:
            DELAY.observe(max((now - event.time).total_seconds(), 0.0))
        for message in messages:
            EVENTS.labels(message.channel).inc()

    def _hand_out(self, messages: Sequence[FeedMessage]) -> None:
        """One write per client, of bytes that were joined once per group."""
        found: dict[Group, list[FeedMessage]] = defaultdict(list)
        for message in messages:
            for group in self.index.matching(message):
                found[group].append(message)
        several: dict[Receiver, dict[int, FeedMessage]] = defaultdict(dict)
        for group, matching in found.items():
            joined = b"".join(message.on(group.wire) for message in matching)
            first = matching[0].seq
            for subscription, receiver in list(group.members.items()):
                if subscription.since < first and len(receiver.subscriptions) == 1:
                    receiver.push(joined)
                else:
                    newer = (each for each in matching if each.seq > subscription.since)
                    several[receiver].update((each.seq, each) for each in newer)
            SENT.labels(group.wire.value).inc(len(matching) * len(group.members))
        for receiver, chosen in several.items():
            receiver.push(b"".join(chosen[seq].on(receiver.wire) for seq in sorted(chosen)))

    async def _missed(self, gap: Gap) -> None:
        if gap.epoch == self.place.epoch and gap.previous <= gap.after:
            return  # Redis forgot what this process has seen; relays publish it again, and it is seen once
        after, reason = self.place.seq, GAP if gap.epoch == self.place.epoch else EPOCH_CHANGED
        log.warning("Clients of the feed are told to load anew", after=gap.after, before=gap.before)
        self.place = Place(gap.before - 1, gap.epoch)
        for group in list(self.index.groups):
            told = self._snapshot_for(group, reason, after)
            for receiver in list(group.members.values()):
                receiver.push(told)
        self.memory.begin(self.place.seq)

    def _snapshot_for(self, group: Group, reason: str, after: int) -> bytes:
        text = snapshot(
            group.filter, self.memory, reason=reason, place=self.place, after=after, timestamp=self.now()
        )
        where = event_id(self.place.seq, self.place.epoch)
        return websocket_frame(text) if group.wire is Wire.WEBSOCKET else sse_block(text, where)
