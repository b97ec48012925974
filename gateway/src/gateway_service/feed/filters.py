"""What a subscription asks for, and where in the stream a client was."""

from dataclasses import dataclass
from typing import Final

from gateway_service.feed.message import CHANNELS, FeedMessage

LIVE: Final = "live"
"""The name of the world that is no replay."""


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
        epoch, _, seq = text.strip().rpartition("-")
        return cls(int(seq), epoch) if seq.isascii() and seq.isdigit() and len(seq) < 17 else None


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
