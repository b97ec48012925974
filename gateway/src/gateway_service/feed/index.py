"""Finds who gets a message without asking every client: those with the same filter are one group."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from gateway_service.feed.filters import FeedFilter, Subscription
from gateway_service.feed.message import FeedMessage, Wire


class Receiver(Protocol):
    """A connected client."""

    subscriptions: dict[str, Subscription]

    @property
    def wire(self) -> Wire: ...

    def push(self, data: bytes) -> None:
        """Takes bytes without waiting; a client too slow for it is closed."""
        ...


class Group:
    """Everybody with one filter on one wire."""

    __slots__ = ("filter", "members", "wire")

    def __init__(self, wanted: FeedFilter, wire: Wire) -> None:
        self.filter: Final = wanted
        self.wire: Final = wire
        self.members: dict[Subscription, Receiver] = {}


_Shelf = dict[str, set[Group]]


class SubscriptionIndex:
    """Groups by what restricts them most: a game, else an expert, else nothing."""

    def __init__(self) -> None:
        self._groups: dict[tuple[FeedFilter, Wire], Group] = {}
        self._by_game: _Shelf = defaultdict(set)
        self._by_expert: _Shelf = defaultdict(set)
        self._open: _Shelf = defaultdict(set)

    @property
    def groups(self) -> Iterable[Group]:
        """All groups."""
        return self._groups.values()

    def add(self, subscription: Subscription, receiver: Receiver) -> None:
        """From now on the receiver gets what matches."""
        key = (subscription.filter, receiver.wire)
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = Group(*key)
            for shelf, name in self._places(subscription.filter):
                shelf[name].add(group)
        group.members[subscription] = receiver

    def remove(self, subscription: Subscription, receiver: Receiver) -> None:
        """Does nothing where it is not there."""
        key = (subscription.filter, receiver.wire)
        group = self._groups.get(key)
        if group is None:
            return
        group.members.pop(subscription, None)
        if not group.members:
            del self._groups[key]
            for shelf, name in self._places(subscription.filter):
                shelf[name].discard(group)
                if not shelf[name]:
                    del shelf[name]

    def matching(self, message: FeedMessage) -> Iterator[Group]:
        """The groups whose members get the message."""
        found: set[Group] = set(self._open.get(message.channel, ()))
        found |= _from(self._by_game, message.game_ids)
        found |= _from(self._by_expert, message.expert_ids)
        return (group for group in found if group.filter.matches(message))

    def _places(self, wanted: FeedFilter) -> Iterator[tuple[_Shelf, str]]:
        if wanted.game_ids:
            return ((self._by_game, game) for game in wanted.game_ids)
        if wanted.expert_ids:
            return ((self._by_expert, expert) for expert in wanted.expert_ids)
        return ((self._open, channel) for channel in wanted.channels)


def _from(shelf: _Shelf, names: frozenset[str]) -> set[Group]:
    """The groups under the names; all of the shelf for a message that names none."""
    if not shelf:
        return set()
    chosen = names & shelf.keys() if names else shelf.keys()
    return {group for name in chosen for group in shelf[name]}
