"""Filters, positions in the stream, and subscriptions."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from gateway_service.feed.message import FeedMessage

LIVE: Final = "live"
"""The name of live events in the filter of replays."""
EPOCH: Final = re.compile(r"[0-9A-Za-z]{1,64}", re.ASCII)
"""The format of an epoch. Streams contain it, so it must not contain a line break."""

_PLACE: Final = re.compile(rf"(?:({EPOCH.pattern})-)?([0-9]{{1,16}})", re.ASCII)
_BEYOND: Final = 2**53


@dataclass(frozen=True, slots=True)
class FeedFilter:
    """A filter, compared by value, so that clients with equal filters form one group.

    A filter by subject applies only to events that name such a subject: a line movement names no expert, so
    it passes a filter by experts.
    """

    channels: frozenset[str]
    subjects: frozenset[tuple[str, frozenset[str]]] = frozenset()
    """Filters of the contract with the accepted names."""
    replays: frozenset[str] = frozenset()
    """Ids of replays, or `live`; empty means all."""

    @classmethod
    def of(
        cls, channels: Iterable[str], filters: Mapping[str, Iterable[str]], replays: Iterable[str] = ()
    ) -> "FeedFilter":
        """Creates a filter; empty lists do not filter."""
        given = {name: frozenset(names) for name, names in filters.items()}
        subjects = frozenset((name, names) for name, names in given.items() if names)
        return cls(frozenset(channels), subjects, frozenset(replays))

    def names(self, subject: str) -> list[str]:
        """The accepted names of a filter of the contract; empty if it does not filter."""
        return sorted(dict(self.subjects).get(subject, ()))

    def matches(self, message: FeedMessage) -> bool:
        """Whether the message passes the filter."""
        return (
            message.channel in self.channels
            and all(_allows(names, message.subjects.get(name)) for name, names in self.subjects)
            and (not self.replays or (message.replay or LIVE) in self.replays)
        )


def _allows(wanted: frozenset[str], named: frozenset[str] | None) -> bool:
    return not named or not wanted.isdisjoint(named)


@dataclass(frozen=True, slots=True)
class Place:
    """A position in the stream. Without an epoch, only the number is compared, which is never reused."""

    seq: int
    epoch: str = ""

    @classmethod
    def parse(cls, text: str) -> "Place | None":
        """Parses "17" or "18c2f-17", as SSE clients send it; returns None for anything else."""
        found = _PLACE.fullmatch(text.strip())
        if found is None or int(found[2]) >= _BEYOND:
            return None
        return cls(int(found[2]), found[1] or "")


@dataclass(slots=True, eq=False)
class Subscription:
    """A filter of one client, which has received the events after `began` up to `since`."""

    name: str
    filter: FeedFilter
    since: int = 0
    began: int = 0
    known: int = 0
    """The position at which the client authenticated: it has received non-public events only after it."""

    def has_brought(self, message: FeedMessage) -> bool:
        """Whether the client has received the message through this subscription."""
        admitted = message.audience.everybody or message.seq > self.known
        return admitted and self.began < message.seq <= self.since and self.filter.matches(message)

    def will_bring(self, message: FeedMessage) -> bool:
        """Whether the client will receive the message through this subscription."""
        return message.seq > self.since and self.filter.matches(message)
