"""Sends a client its missed events in order, and joins it to the live feed without gap or repetition."""

from collections.abc import Iterable
from typing import Final, Protocol

from gateway_service.feed.filters import Place, Subscription
from gateway_service.feed.hub import Hub
from gateway_service.feed.index import Receiver
from gateway_service.feed.measures import RESUMED, SENT
from gateway_service.feed.message import FeedMessage
from gateway_service.feed.snapshot import AHEAD, EPOCH_CHANGED, TOO_OLD, snapshot
from service_kit.events.log import EventLog

_CHUNK: Final = 100
_MOST_AFTER_SNAPSHOT: Final = 1_000


class PatientReceiver(Receiver, Protocol):
    """A client that reports when its buffer has room."""

    async def has_room(self) -> bool:
        """Waits until the pushed bytes were sent; False if the client is gone."""
        ...

    def say(self, text: bytes, place: Place | None = None) -> None:
        """Pushes a message that is not an event; `place` is the position up to which events were sent."""
        ...


class Resumption:
    """Reads pages from Redis until the rest is in memory; sends it and joins in one turn of the loop."""

    def __init__(self, hub: Hub, events: EventLog) -> None:
        self._hub = hub
        self._events = events

    async def run(self, receiver: PatientReceiver, subscription: Subscription, place: Place) -> None:
        """Returns when the subscription is live, or the client gone. Raises RedisUnavailable.

        The other subscriptions of the client pause until then, so that all events arrive in order, and the
        client can resume from the last one if it is disconnected in between.
        """
        for other in receiver.subscriptions.values():
            if other is not subscription:
                self._hub.hold(other, receiver)
        seq, source = place.seq, "memory"
        if reason := await self._objection(place):
            seq, source = await self._start_over(receiver, subscription, reason, seq), "snapshot"
        subscription.began = subscription.since = seq
        while await receiver.has_room():
            if self._hub.memory.covers(seq):
                missed = self._hub.memory.after(seq, _CHUNK)
                self._push(receiver, missed)
                if len(missed) < _CHUNK:
                    self._join(receiver, subscription, seq)
                    break
                seq = missed[-1].seq
                continue
            entries = await self._events.after(seq)
            if not entries or entries[0].previous > seq:
                seq, source = await self._start_over(receiver, subscription, TOO_OLD, seq), "snapshot"
                subscription.began = subscription.since = seq
                continue
            found = (FeedMessage.of(entry.event, self._hub.contract) for entry in entries)
            self._push(receiver, (message for message in found if message is not None))
            seq, source = entries[-1].event.seq, "redis" if source == "memory" else source
        RESUMED.labels(source).inc()

    def _join(self, receiver: PatientReceiver, resumed: Subscription, seq: int) -> None:
        resumed.since = max(resumed.since, seq)
        for subscription in receiver.subscriptions.values():
            self._hub.join(subscription, receiver, since=max(self._hub.place.seq, subscription.since))

    async def _objection(self, place: Place) -> str:
        """Why the stream cannot continue from the position; "" if it can, judging by the numbers."""
        here = self._hub.place
        if place.seq <= here.seq and place.epoch in ("", here.epoch):
            return ""
        tail = await self._events.tail()  # other gateways may have read further than this one
        if place.epoch not in ("", here.epoch, tail.epoch):
            return EPOCH_CHANGED
        return AHEAD if place.seq > max(tail.seq, here.seq) else ""

    def _push(self, receiver: PatientReceiver, messages: Iterable[FeedMessage]) -> None:
        """Pushes the messages for any subscription that the client has not received and is allowed to."""
        mine = list(receiver.subscriptions.values())
        chosen = [
            each
            for each in messages
            if any(one.will_bring(each) for one in mine)
            and not any(one.has_brought(each) for one in mine)
            and self._hub.admits(receiver, each)
        ]
        if chosen:
            receiver.push(b"".join(each.on(receiver.wire) for each in chosen))
            SENT.labels(receiver.wire.value).inc(len(chosen))

    async def _start_over(
        self, receiver: PatientReceiver, subscription: Subscription, reason: str, after: int
    ) -> int:
        """Asks the client to reload its state; if few events are stored, all of them follow."""
        first = await self._events.after(0, 1)
        little = reason != AHEAD and bool(first) and await self._events.length() <= _MOST_AFTER_SNAPSHOT
        here = self._hub.place
        others = [one.since for one in receiver.subscriptions.values() if one is not subscription]
        place = Place(min([first[0].previous if little else here.seq, *others]), here.epoch)
        receiver.say(
            snapshot(
                self._hub.contract,
                subscription.filter,
                self._hub.memory,
                may_have=lambda message: self._hub.admits(receiver, message),
                reason=reason,
                place=place,
                after=after,
                timestamp=self._hub.now(),
            ),
            place,
        )
        return place.seq
