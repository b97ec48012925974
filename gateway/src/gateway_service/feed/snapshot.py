"""What a client is told when the feed cannot give it everything since the place where it was."""

from typing import Any, Final

import orjson

from gateway_service.feed.filters import FeedFilter, Place
from gateway_service.feed.memory import Memory
from gateway_service.feed.message import CHANNELS

TOO_OLD: Final = "too_old"
EPOCH_CHANGED: Final = "epoch_changed"
AHEAD: Final = "ahead"
GAP: Final = "gap"

_RECENT: Final = 20
RELOAD: Final = {
    "bets": ("/api/v1/bets/live", "/api/v1/experts"),
    "lines": ("/api/v1/games/week/{week_number}",),
    "eliminations": ("/api/v1/experts",),
}
"""What shows the state that a channel changes."""


def snapshot(
    wanted: FeedFilter, memory: Memory, *, reason: str, place: Place, after: int | None, timestamp: str
) -> bytes:
    """The message: why, where the feed goes on, what to load anew, and the last messages of each channel.

    `after` is where the client was; None where that is not known.
    """
    recent = memory.last_of_each_channel(wanted, _RECENT)
    channels = [name for name in CHANNELS if name in wanted.channels]
    content: dict[str, Any] = {
        "type": "snapshot",
        "reason": reason,
        "seq": place.seq,
        "epoch": place.epoch,
        "missed_after": after,
        "channels": channels,
        "reload": {name: list(RELOAD[name]) for name in channels},
        "recent": {name: [orjson.Fragment(each.text) for each in found] for name, found in recent.items()},
        "timestamp": timestamp,
    }
    return orjson.dumps(content)
