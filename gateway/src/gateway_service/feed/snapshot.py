"""The message for clients whose missed events are no longer stored."""

from collections.abc import Callable
from typing import Any, Final

import orjson

from altsports.contract.events import EventCatalog
from gateway_service.feed.filters import FeedFilter, Place
from gateway_service.feed.memory import Memory
from gateway_service.feed.message import FeedMessage

TOO_OLD: Final = "too_old"
EPOCH_CHANGED: Final = "epoch_changed"
AHEAD: Final = "ahead"
GAP: Final = "gap"

_RECENT: Final = 20


def snapshot(
    contract: EventCatalog,
    wanted: FeedFilter,
    memory: Memory,
    *,
    may_have: Callable[[FeedMessage], bool],
    reason: str,
    place: Place,
    after: int | None,
    timestamp: str,
) -> bytes:
    """The reason, the new position, the routes to reload, and the last messages of each channel.

    `after` is the last position of the client, if known; `may_have` checks the audience of a message.
    """
    channels = [name for name in contract.channels if name in wanted.channels]
    recent = memory.last_of_each_channel(wanted, channels, may_have, _RECENT)
    content: dict[str, Any] = {
        "type": "snapshot",
        "reason": reason,
        "seq": place.seq,
        "epoch": place.epoch,
        "missed_after": after,
        "channels": channels,
        "reload": {name: list(contract.reload[name]) for name in channels},
        "recent": {name: [orjson.Fragment(each.text) for each in found] for name, found in recent.items()},
        "timestamp": timestamp,
    }
    return orjson.dumps(content)
