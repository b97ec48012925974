"""Finds the receivers of a message without checking every client: equal filters form one group."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple, Protocol

from gateway_service.feed.filters import FeedFilter, Subscription
from gateway_service.feed.message import FeedMessage, Wire
from service_kit.edge.protocols.fanout import Crowd
from service_kit.edge.protocols.websocket import PushSocket
from service_kit.events.audience import Audience
from service_kit.identity.credentials import Identity


class Receiver(Protocol):
    """A connected client."""

    subscriptions: dict[str, Subscription]

    @property
    def identity(self) -> Identity:
        """The identity of the client."""
        ...

    @property
    def wire(self) -> Wire: ...

    @property
    def socket(self) -> PushSocket | None:
        """Where `push` writes to; None if it does more than that."""
        ...

    def push(self, data: bytes) -> None:
        """Writes bytes without waiting; a client that is too slow is closed."""
        ...

    def sign_out(self, reason: str) -> None:
        """Ends the connection, because the credentials of the client are no longer valid."""
        ...


class Split(NamedTuple):
    """The members of a group, by what they get of an event that the group gets."""

    crowd: Crowd
    """The sockets of receivers that get its bytes and nothing else."""
    queues: list[Receiver]
    """Receivers without a socket that get its bytes and nothing else."""
    others: list[tuple[Subscription, Receiver]]
    since: int
    """The latest position of the sockets and queues."""


class Group:
    """All subscriptions with one filter on one wire."""

    __slots__ = ("_split", "filter", "members", "wire")

    def __init__(self, wanted: FeedFilter, wire: Wire) -> None:
        self.filter: Final = wanted
        self.wire: Final = wire
        self.members: dict[Subscription, Receiver] = {}
        self._split: Split | None = None

    def split(self, first: int, addressed: AbstractSet[Receiver]) -> Split:
        """Splits the members for events from `first` on; those in `addressed` get other events as well.

        Asking thousands of members takes milliseconds, and the answer hardly ever changes, so it is kept.
        """
        if addressed:
            return self._divide(first, addressed)
        if self._split is None or self._split.since >= first:
            self._split = self._divide(first, addressed)
        return self._split

    def forget_split(self) -> None:
        """Called when a member comes or goes, or changes its number of subscriptions."""
        self._split = None

    def _divide(self, first: int, addressed: AbstractSet[Receiver]) -> Split:
        sockets: list[PushSocket] = []
        queues: list[Receiver] = []
        others: list[tuple[Subscription, Receiver]] = []
        since = 0
        for subscription, receiver in self.members.items():
            if subscription.since >= first or len(receiver.subscriptions) > 1 or receiver in addressed:
                others.append((subscription, receiver))
                continue
            since = max(since, subscription.since)
            if receiver.socket is None:
                queues.append(receiver)
            else:
                sockets.append(receiver.socket)
        return Split(Crowd(sockets), queues, others, since)


_Shelf = dict[str, set[Group]]


class SubscriptionIndex:
    """Groups by the names in their filter, and subscriptions by user and organisation.

    `filters` are all filters of the contract, those that apply to the most events first.
    """

    def __init__(self, filters: Sequence[str]) -> None:
        self._groups: dict[tuple[FeedFilter, Wire], Group] = {}
        self._by_subject: dict[str, _Shelf] = {name: defaultdict(set) for name in filters}
        self._open: _Shelf = defaultdict(set)
        self._by_client: dict[str, dict[Subscription, Receiver]] = defaultdict(dict)

    @property
    def groups(self) -> Iterable[Group]:
        """All groups."""
        return self._groups.values()

    def add(self, subscription: Subscription, receiver: Receiver) -> None:
        """Adds a subscription."""
        key = (subscription.filter, receiver.wire)
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = Group(*key)
            for shelf, name in self._places(subscription.filter):
                shelf[name].add(group)
        group.members[subscription] = receiver
        self._forget_splits(group, receiver)
        for name in _names_of(receiver.identity):
            self._by_client[name][subscription] = receiver

    def remove(self, subscription: Subscription, receiver: Receiver) -> None:
        """Removes a subscription, if it exists. The identity must be the same as when it was added."""
        for name in _names_of(receiver.identity):
            self._by_client[name].pop(subscription, None)
            if not self._by_client[name]:
                del self._by_client[name]
        key = (subscription.filter, receiver.wire)
        group = self._groups.get(key)
        if group is None:
            return
        group.members.pop(subscription, None)
        self._forget_splits(group, receiver)
        if not group.members:
            del self._groups[key]
            for shelf, name in self._places(subscription.filter):
                shelf[name].discard(group)
                if not shelf[name]:
                    del shelf[name]

    def matching(self, message: FeedMessage) -> Iterator[Group]:
        """The groups whose filter the message passes."""
        found: set[Group] = set(self._open.get(message.channel, ()))
        for name, shelf in self._by_subject.items():
            found |= _from(shelf, message.subjects.get(name))
        return (group for group in found if group.filter.matches(message))

    def addressed(self, audience: Audience) -> list[tuple[Subscription, Receiver]]:
        """The subscriptions of the user or the organisation in an audience."""
        name = _of_user(audience.user) if audience.user else _of_organisation(audience.organisation)
        return list(self._by_client.get(name, {}).items())

    def _forget_splits(self, changed: Group, receiver: Receiver) -> None:
        changed.forget_split()
        for subscription in receiver.subscriptions.values():
            if group := self._groups.get((subscription.filter, receiver.wire)):
                group.forget_split()

    def _places(self, wanted: FeedFilter) -> Iterator[tuple[_Shelf, str]]:
        restricted = dict(wanted.subjects)
        for name, shelf in self._by_subject.items():
            if name in restricted:
                return ((shelf, each) for each in restricted[name])
        return ((self._open, channel) for channel in wanted.channels)


def _from(shelf: _Shelf, names: frozenset[str] | None) -> set[Group]:
    """The groups under the names; all groups for a message without names."""
    if not shelf:
        return set()
    chosen = names & shelf.keys() if names else shelf.keys()
    return {group for name in chosen for group in shelf[name]}


def _names_of(identity: Identity) -> Iterator[str]:
    if identity.caller.user_id:
        yield _of_user(identity.caller.user_id)
    if identity.caller.organisation_id:
        yield _of_organisation(identity.caller.organisation_id)


def _of_user(user_id: str) -> str:
    return f"user {user_id}"


def _of_organisation(organisation_id: str) -> str:
    return f"organisation {organisation_id}"
