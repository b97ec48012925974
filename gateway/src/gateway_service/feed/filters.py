"""What a subscription asks for, and where in the stream a client was."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from gateway_service.feed.message import FeedMessage

LIVE: Final = "live"
"""The name of the world that is no replay."""
EPOCH: Final = re.compile(r"[0-9A-Za-z]{1,64}", re.ASCII)
"""What an epoch is written with; streams show it, where a line break would begin another field."""

_PLACE: Final = re.compile(rf"(?:({EPOCH.pattern})-)?([0-9]{{1,16}})", re.ASCII)
_BEYOND: Final = 2**53


@dataclass(frozen=True, slots=True)
class FeedFilter:
    """Equal filters are one filter, however many clients have it.

    A restriction by subject concerns the events that name such a subject: a moving line is about no expert,
    so a filter by experts lets it pass.
    """

    channels: frozenset[str]
    subjects: frozenset[tuple[str, frozenset[str]]] = frozenset()
    """Filters of the contract with the names that they let pass."""
    replays: frozenset[str] = frozenset()
    """Worlds; an empty set restricts nothing."""

    @classmethod
    def of(
        cls, channels: Iterable[str], filters: Mapping[str, Iterable[str]], replays: Iterable[str] = ()
    ) -> "FeedFilter":
        """An empty list restricts nothing."""
        given = {name: frozenset(names) for name, names in filters.items()}
        subjects = frozenset((name, names) for name, names in given.items() if names)
        return cls(frozenset(channels), subjects, frozenset(replays))

    def names(self, subject: str) -> list[str]:
        """What a filter of the contract lets pass; empty where it restricts nothing."""
        return sorted(dict(self.subjects).get(subject, ()))

    def matches(self, message: FeedMessage) -> bool:
        """Whether a subscriber receives the message, as far as the filter decides."""
        return (
            message.channel in self.channels
            and all(_allows(names, message.subjects.get(name)) for name, names in self.subjects)
            and (not self.replays or (message.replay or LIVE) in self.replays)
        )


def _allows(wanted: frozenset[str], named: frozenset[str] | None) -> bool:
    return not named or not wanted.isdisjoint(named)


@dataclass(frozen=True, slots=True)
class Place:
    """Everything up to `seq` was seen. Without an epoch the number alone decides: none is used twice."""

    seq: int
    epoch: str = ""

    @classmethod
    def parse(cls, text: str) -> "Place | None":
        """ "17" or "18c2f-17", as SSE clients send it back; None where it is neither."""
        found = _PLACE.fullmatch(text.strip())
        if found is None or int(found[2]) >= _BEYOND:
            return None
        return cls(int(found[2]), found[1] or "")


@dataclass(slots=True, eq=False)
class Subscription:
    """A filter of one client. It gets what comes after `since`; it has what came after `began` until then."""

    name: str
    filter: FeedFilter
    since: int = 0
    began: int = 0
    known: int = 0
    """Where the client had said who it is: what is not for everybody it has only from there on."""

    def has_brought(self, message: FeedMessage) -> bool:
        """Whether the client has the message through this subscription."""
        admitted = message.audience.everybody or message.seq > self.known
        return admitted and self.began < message.seq <= self.since and self.filter.matches(message)

    def will_bring(self, message: FeedMessage) -> bool:
        """Whether the client gets the message through this subscription."""
        return message.seq > self.since and self.filter.matches(message)
