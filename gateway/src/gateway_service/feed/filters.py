"""What a subscription asks for, and where in the stream a client was."""

import re
from dataclasses import dataclass
from typing import Final

from gateway_service.feed.message import CHANNELS, FeedMessage

LIVE: Final = "live"
"""The name of the world that is no replay."""
EPOCH: Final = re.compile(r"[0-9A-Za-z]{1,64}", re.ASCII)
"""What an epoch is written with; it is told in streams, where a line break would begin something else."""

_PLACE: Final = re.compile(rf"(?:({EPOCH.pattern})-)?([0-9]{{1,16}})", re.ASCII)
_BEYOND: Final = 2**53


@dataclass(frozen=True, slots=True)
class FeedFilter:
    """Equal filters are one filter, however many clients have it.

    An empty set restricts nothing. A restriction on experts or games concerns the events that name some:
    a moving line is about no expert, so a filter on experts lets it pass.
    """

    channels: frozenset[str] = frozenset(CHANNELS)
    expert_ids: frozenset[str] = frozenset()
    game_ids: frozenset[str] = frozenset()
    replays: frozenset[str] = frozenset()

    def matches(self, message: FeedMessage) -> bool:
        """Whether a subscriber gets the message."""
        return (
            message.channel in self.channels
            and _allows(self.expert_ids, message.expert_ids)
            and _allows(self.game_ids, message.game_ids)
            and (not self.replays or (message.replay or LIVE) in self.replays)
        )


def _allows(wanted: frozenset[str], named: frozenset[str]) -> bool:
    return not wanted or not named or not wanted.isdisjoint(named)


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

    def has_brought(self, message: FeedMessage) -> bool:
        """Whether the client has the message through this subscription."""
        return self.began < message.seq <= self.since and self.filter.matches(message)

    def will_bring(self, message: FeedMessage) -> bool:
        """Whether the client gets the message through this subscription."""
        return message.seq > self.since and self.filter.matches(message)
