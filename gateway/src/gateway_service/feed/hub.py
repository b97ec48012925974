"""Gives every event of the stream to every client that may have it: one reader per process, in order."""

import asyncio
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import aclosing
from typing import Final, NamedTuple, Protocol

from altsports.auth.v1.events_models import CredentialsRevoked
from altsports.contract.events import EventCatalog, load_events
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
from service_kit.identity.credentials import Identity
from service_kit.logging import logs
from service_kit.redis.errors import RedisUnavailable

_REMEMBERED: Final = 5_000
_AT_ONCE: Final = 100
_PAUSE_S: Final = 0.2
_HANDSHAKE_S: Final = 60.0
"""Longer than it takes from the check of credentials, or from a ticket, until a client is connected."""
_REVOKED: Final = load_events().types(CredentialsRevoked)

log = logs.get_logger(__name__)


class Listener(Protocol):
    """A connected client, with or without a subscription."""

    @property
    def identity(self) -> Identity:
        """Who listens."""
        ...

    def leave(self) -> None:
        """Asks the client to connect again, behind everything that was sent."""
        ...

    def sign_out(self, reason: str) -> None:
        """Ends the connection, because the credentials of the client are not valid any more."""
        ...


class _Revocation(NamedTuple):
    """What the gateway reads of a CredentialsRevoked; a newer version may say more."""

    kind: str
    id: str
    dead_until: float


class Hub:
    """`place` is how far this process has read; what it gave to clients ends there.

    `everybody` is who is connected to this process.
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
                    await asyncio.sleep(0)  # what was written goes out, and others have their turn

    def welcome(self, listener: Listener) -> None:
        """Counts a listener among everybody; one whose credentials were revoked meanwhile is signed out."""
        self.everybody.add(listener)
        self._forget_old_revocations()
        for _, revoked in list(self._revoked):
            _sign_out(listener, revoked)

    def join(self, subscription: Subscription, receiver: Receiver, *, since: int) -> None:
        """The receiver gets everything behind `since` that is not here yet."""
        subscription.since = since
        self.index.add(subscription, receiver)

    def hold(self, subscription: Subscription, receiver: Receiver) -> None:
        """The receiver gets nothing until it joins again; what it has got ends where this process is."""
        subscription.since = max(subscription.since, self.place.seq)
        self.index.remove(subscription, receiver)

    def admits(self, receiver: Receiver, message: FeedMessage) -> bool:
        """Whether a receiver is in the audience of a message.

        Where its credentials have expired, the receiver is signed out instead: with new ones it comes back
        and misses nothing. Who only listens to what is for everybody stays.
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
        """The time, as messages show it."""
        return f"{self._clock.now():%Y-%m-%dT%H:%M:%SZ}"

    async def _begin(self) -> None:
        """Remembers what came last, so that whoever comes back after a restart finds it here."""
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
        messages = list(self._messages(batch))
        self.memory.add(messages)
        self.place = Place(batch[-1].seq, batch[-1].epoch)
        self._hand_out(messages)
        now = self._clock.now()
        for event in batch:
            DELAY.observe(max((now - event.time).total_seconds(), 0.0))
        for message in messages:
            EVENTS.labels(message.channel).inc()

    def _messages(self, events: Iterable[Event]) -> Iterator[FeedMessage]:
        return (message for event in events if (message := FeedMessage.of(event, self.contract)))

    def _revoke(self, revoked: _Revocation) -> None:
        self._forget_old_revocations()
        self._revoked.append((time.monotonic(), revoked))
        for listener in list(self.everybody):
            _sign_out(listener, revoked)

    def _forget_old_revocations(self) -> None:
        """Whoever is let in later has been asked about."""
        while self._revoked and self._revoked[0][0] < time.monotonic() - _HANDSHAKE_S:
            self._revoked.popleft()

    def _hand_out(self, messages: Sequence[FeedMessage]) -> None:
        """One write per client, of bytes that were joined once per group where that is possible."""
        found: dict[Group, list[FeedMessage]] = defaultdict(list)
        chosen: dict[Receiver, dict[int, FeedMessage]] = defaultdict(dict)
        for message in messages:
            if message.audience.everybody:
                for group in self.index.matching(message):
                    found[group].append(message)
            else:
                self._address(message, chosen)
        addressed = set(chosen)
        for group, matching in found.items():
            joined = b"".join(message.on(group.wire) for message in matching)
            first = matching[0].seq
            for subscription, receiver in list(group.members.items()):
                if (
                    subscription.since < first
                    and len(receiver.subscriptions) == 1
                    and receiver not in addressed
                ):
                    receiver.push(joined)
                else:
                    newer = (each for each in matching if each.seq > subscription.since)
                    chosen[receiver].update((each.seq, each) for each in newer)
            SENT.labels(group.wire.value).inc(len(matching) * len(group.members))
        for receiver, several in chosen.items():
            receiver.push(b"".join(several[seq].on(receiver.wire) for seq in sorted(several)))

    def _address(self, message: FeedMessage, chosen: dict[Receiver, dict[int, FeedMessage]]) -> None:
        """Chooses a message that is not for everybody for those who are in its audience."""
        for subscription, receiver in self.index.addressed(message.audience):
            if subscription.will_bring(message) and self.admits(receiver, message):
                chosen[receiver][message.seq] = message
                SENT.labels(receiver.wire.value).inc()

    async def _missed(self, gap: Gap) -> None:
        if gap.epoch == self.place.epoch and gap.previous <= gap.after:
            return  # Redis forgot what this process has seen; relays publish it again, and it is seen once
        self._skip_to(Place(gap.before - 1, gap.epoch))

    async def _skip_to_the_end(self) -> None:
        """Leaves out what could not be handled, because it would fail again."""
        tail = await self._events.tail()
        self._skip_to(Place(tail.seq, tail.epoch))

    def _skip_to(self, place: Place) -> None:
        after, reason = self.place.seq, GAP if place.epoch == self.place.epoch else EPOCH_CHANGED
        log.warning("Clients of the feed must load their state again", after=after, before=place.seq + 1)
        self.place = place
        for listener in list(self.everybody):
            if listener.identity.principal is not None:
                listener.leave()  # a revocation may be among what is lost: each has to be let in again
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
    """The filters, first those that most kinds of events can be found by."""
    named = Counter(name for spec in contract.public for name in spec.filters)
    return sorted(contract.filters, key=lambda name: -named[name])
