"""Delivers events to all clients in their audience, in order; one reader of the stream per process."""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import aclosing
from typing import Final, NamedTuple, Protocol

from altsports.auth.v1.events_models import CredentialsRevoked, MemberRemoved, MemberUpdated
from altsports.contract.events import EventCatalog, load_events
from gateway_service.feed.delivery import Delivery
from gateway_service.feed.filters import Place, Subscription
from gateway_service.feed.index import Group, Receiver, SubscriptionIndex
from gateway_service.feed.measures import DELAY, EVENTS
from gateway_service.feed.memory import Memory
from gateway_service.feed.message import FeedMessage, Wire, event_id, sse_block, websocket_frame
from gateway_service.feed.snapshot import EPOCH_CHANGED, GAP, snapshot
from service_kit.clock.clocks import Clock
from service_kit.events.log import EventLog
from service_kit.events.reader import EventReader, Gap
from service_kit.events.stream import Event
from service_kit.identity.credentials import Identity
from service_kit.logging import logs
from service_kit.redis.errors import RedisUnavailable

_REMEMBERED: Final = 5_000
_AT_ONCE: Final = 100
_PAUSE_S: Final = 0.2
_HANDSHAKE_S: Final = 60.0
"""Longer than the time between the check of the credentials or the ticket and the connection."""
_REVOKED: Final = load_events().types(CredentialsRevoked)
_MOVED: Final = load_events().types(MemberUpdated, MemberRemoved)
_MARGIN_S: Final = 5.0
"""A key may have been looked up while the change of its member was on its way."""

log = logs.get_logger(__name__)


class Listener(Protocol):
    """A connected client, with or without a subscription."""

    @property
    def identity(self) -> Identity:
        """The identity of the client."""
        ...

    def leave(self) -> None:
        """Asks the client to reconnect, after everything that was sent."""
        ...

    def sign_out(self, reason: str) -> None:
        """Ends the connection, because the credentials of the client are no longer valid."""
        ...


class _Revocation(NamedTuple):
    """The fields of CredentialsRevoked that the gateway uses; newer versions may add more."""

    kind: str
    id: str
    dead_until: float


class Hub:
    """`place` is the position up to which this process has read and delivered events.

    `everybody` contains all clients of this process.
    """

    def __init__(
        self, redis_url: str, prefix: str, events: EventLog, clock: Clock, contract: EventCatalog
    ) -> None:
        self._reader = EventReader(redis_url, prefix=prefix, on_gap=self._missed)
        self._events = events
        self._clock = clock
        self.contract = contract
        self.everybody: set[Listener] = set()
        self._revoked: deque[tuple[float, _Revocation]] = deque()
        self.index = SubscriptionIndex(_most_named_first(contract))
        self._delivery = Delivery(self.index, self.admits)
        self.memory = Memory(_REMEMBERED)
        self.place = Place(0)
        self.ready = asyncio.Event()

    async def follow(self) -> None:
        """Reads until cancelled. Called again after a failure, it lets clients load their state again."""
        if self.ready.is_set():
            await self._skip_to_the_end()
        while not self.ready.is_set():
            try:
                await self._begin()
            except RedisUnavailable:
                await asyncio.sleep(_PAUSE_S)
        async with aclosing(self._reader.follow_batches(self.place.seq)) as batches:
            async for batch in batches:
                for start in range(0, len(batch), _AT_ONCE):
                    self._take(batch[start : start + _AT_ONCE])
                    await asyncio.sleep(0)  # lets other tasks run

    def close(self) -> None:
        """Called when nothing is delivered any more."""
        self._delivery.close()

    def welcome(self, listener: Listener) -> None:
        """Adds a client; signs it out if its credentials were revoked in the meantime."""
        self.everybody.add(listener)
        self._forget_old_revocations()
        for _, revoked in list(self._revoked):
            _sign_out(listener, revoked)

    def join(self, subscription: Subscription, receiver: Receiver, *, since: int) -> None:
        """The receiver gets all events after `since` that this process has not read yet."""
        subscription.since = since
        self.index.add(subscription, receiver)

    def hold(self, subscription: Subscription, receiver: Receiver) -> None:
        """The receiver gets no events until it joins again; it has received all that were read."""
        subscription.since = max(subscription.since, self.place.seq)
        self.index.remove(subscription, receiver)

    def admits(self, receiver: Receiver, message: FeedMessage) -> bool:
        """Whether a receiver is in the audience of a message.

        If its credentials have expired, the receiver is signed out instead: it reconnects with new ones and
        misses nothing. Clients that receive only public events stay connected.
        """
        if message.audience.everybody:
            return True
        if not message.audience.admits(receiver.identity.caller):
            return False
        if receiver.identity.expires_at > self._clock.now().timestamp():
            return True
        receiver.sign_out("TOKEN_EXPIRED")
        return False

    def now(self) -> str:
        """The current time in the format of messages."""
        return f"{self._clock.now():%Y-%m-%dT%H:%M:%SZ}"

    async def _begin(self) -> None:
        """Loads the newest events, so that clients can resume from memory after a restart."""
        entries = await self._events.newest(_REMEMBERED)
        tail = await self._events.tail()
        self.memory.begin(entries[0].previous if entries else tail.seq)
        self.memory.add(self._messages(entry.event for entry in entries))
        newest = entries[-1].event.seq if entries else tail.seq
        self.place = Place(newest, tail.epoch)
        self.ready.set()

    def _take(self, batch: Sequence[Event]) -> None:
        for event in batch:
            if event.type in _REVOKED:
                self._revoke(_Revocation(*(event.data[name] for name in _Revocation._fields)))
            elif event.type in _MOVED and (user_id := event.data.get("user_id")):
                self._revoke(_Revocation("member", user_id, event.time.timestamp() + _MARGIN_S))
        messages = list(self._messages(batch))
        self.memory.add(messages)
        self.place = Place(batch[-1].seq, batch[-1].epoch)
        self._delivery.hand_out(messages)
        now = self._clock.now()
        for event in batch:
            DELAY.observe(max((now - event.time).total_seconds(), 0.0))
        for message in messages:
            EVENTS.labels(message.channel).inc()

    def _messages(self, events: Iterable[Event]) -> Iterator[FeedMessage]:
        return (message for event in events if (message := self._message(event)))

    def _message(self, event: Event) -> FeedMessage | None:
        try:
            return FeedMessage.of(event, self.contract)
        except (LookupError, TypeError, ValueError, AttributeError):
            log.error("An event cannot be shown to clients", event_id=event.id, exc_info=True)
            return None

    def _revoke(self, revoked: _Revocation) -> None:
        self._forget_old_revocations()
        self._revoked.append((time.monotonic(), revoked))
        for listener in list(self.everybody):
            _sign_out(listener, revoked)

    def _forget_old_revocations(self) -> None:
        """Clients that connect later are checked with their credentials."""
        while self._revoked and self._revoked[0][0] < time.monotonic() - _HANDSHAKE_S:
            self._revoked.popleft()

    async def _missed(self, gap: Gap) -> None:
        if gap.epoch == self.place.epoch and gap.previous <= gap.after:
            return  # Redis lost events that this process has read; relays publish them again
        self._skip_to(Place(gap.before - 1, gap.epoch))

    async def _skip_to_the_end(self) -> None:
        """Skips the events that could not be handled, because they would fail again."""
        tail = await self._events.tail()
        self._skip_to(Place(tail.seq, tail.epoch))

    def _skip_to(self, place: Place) -> None:
        after, reason = self.place.seq, GAP if place.epoch == self.place.epoch else EPOCH_CHANGED
        log.warning("Feed clients must reload their state", after=after, before=place.seq + 1)
        self.place = place
        for listener in list(self.everybody):
            if listener.identity.principal is not None:
                listener.leave()  # a revocation may have been lost, so credentials have to be checked again
        for group in list(self.index.groups):
            missed = self._snapshot_for(group, reason, after)
            for receiver in list(group.members.values()):
                receiver.push(missed)
        self.memory.begin(self.place.seq)

    def _snapshot_for(self, group: Group, reason: str, after: int) -> bytes:
        text = snapshot(
            self.contract,
            group.filter,
            self.memory,
            may_have=_is_for_everybody,
            reason=reason,
            place=self.place,
            after=after,
            timestamp=self.now(),
        )
        where = event_id(self.place.seq, self.place.epoch)
        return websocket_frame(text) if group.wire is Wire.WEBSOCKET else sse_block(text, where)


def _sign_out(listener: Listener, revoked: _Revocation) -> None:
    if listener.identity.is_revoked_by(*revoked):
        listener.sign_out("TOKEN_REVOKED")


def _is_for_everybody(message: FeedMessage) -> bool:
    return message.audience.everybody


def _most_named_first(contract: EventCatalog) -> list[str]:
    """The filters, those that apply to the most events first."""
    named = Counter(name for spec in contract.public for name in spec.filters)
    return sorted(contract.filters, key=lambda name: -named[name])
