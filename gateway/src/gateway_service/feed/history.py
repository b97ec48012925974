"""The feed as a log: pages of the stored events, oldest first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from altsports.contract.events import EventCatalog
from gateway_service.feed.filters import Place
from gateway_service.feed.message import FeedMessage
from service_kit.events.log import EventLog, Tail
from service_kit.events.stream import Entry

_MOST_READS: Final = 10


@dataclass(frozen=True, slots=True)
class Page:
    """`next_after` requests the next page; `too_old`: events after the requested position are lost."""

    messages: list[FeedMessage]
    next_after: int
    epoch: str
    has_more: bool
    too_old: bool
    oldest: int | None


async def read_page(
    events: EventLog,
    contract: EventCatalog,
    matches: Callable[[FeedMessage], bool],
    *,
    place: Place | None,
    limit: int,
) -> Page:
    """Returns the next matching messages; a short page may have a next one. Raises RedisUnavailable."""
    first = await events.after(0, 1)
    tail = await events.tail()
    too_old = place is not None and _is_too_old(place, first, tail)
    seq = place.seq if place is not None and not too_old else 0
    messages: list[FeedMessage] = []
    has_more = True
    for _ in range(_MOST_READS):
        entries = await events.after(seq)
        found = (FeedMessage.of(entry.event, contract) for entry in entries)
        matching = [message for message in found if message is not None and matches(message)]
        messages += matching[: limit - len(messages)]
        if len(messages) == limit:
            seq = messages[-1].seq
            has_more = seq < max(tail.seq, entries[-1].event.seq)
            break
        if not entries:
            has_more = False
            break
        seq = entries[-1].event.seq
    oldest = first[0].event.seq if first else None
    return Page(messages, seq, tail.epoch, has_more, too_old, oldest)


def _is_too_old(place: Place, first: list[Entry], tail: Tail) -> bool:
    if place.epoch not in ("", tail.epoch) or place.seq > tail.seq:
        return True
    return bool(first) and first[0].previous > place.seq
