"""The query of a feed URL: channels, filters, credentials, and the position from which to resume."""

from dataclasses import dataclass
from urllib.parse import parse_qs

from altsports.contract.events import EventCatalog
from gateway_service.feed.filters import EPOCH, FeedFilter, Place
from service_kit.errors import ValidationFailed, Violation

_MOST_NAMES = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """`filter` is None if the query names no channel and no filter; the client subscribes later."""

    filter: FeedFilter | None
    place: Place | None
    token: str | None
    ticket: str | None

    @classmethod
    def of(cls, contract: EventCatalog, query: bytes, last_event_id: str | None = None) -> "Asked":
        """Parses a query; lists are repeated parameters or separated by commas. Raises ValidationFailed."""
        values = parse_qs(query.decode("latin-1"), keep_blank_values=False)
        channels, replays = _names(values, "channels"), _names(values, "replays")
        if channels - set(contract.channels):
            raise _invalid("channels", f"Must be one of {', '.join(contract.channels)}")
        filters = {name: _names(values, name) for name in contract.filters}
        wanted = FeedFilter.of(channels or contract.channels, filters, replays)
        named = channels or replays or wanted.subjects
        return cls(
            filter=wanted if named else None,
            place=_place(values, last_event_id),
            token=_first(values, "token"),
            ticket=_first(values, "ticket"),
        )


def _place(values: dict[str, list[str]], last_event_id: str | None) -> Place | None:
    if last_event_id:
        return Place.parse(last_event_id)  # sent by the browser itself, so an invalid one is ignored
    text = _first(values, "last_seq")
    if text is None:
        return None
    place = Place.parse(text)
    if place is None:
        raise _invalid("last_seq", "Must be the seq of a received message")
    epoch = _first(values, "epoch") or place.epoch
    if epoch and not EPOCH.fullmatch(epoch):
        raise _invalid("epoch", "Must be the epoch of a received message")
    return Place(place.seq, epoch)


def _names(values: dict[str, list[str]], name: str) -> frozenset[str]:
    found = {part.strip() for text in values.get(name, ()) for part in text.split(",")}
    found.discard("")
    if len(found) > _MOST_NAMES:
        raise _invalid(name, f"At most {_MOST_NAMES} names")
    return frozenset(found)


def _first(values: dict[str, list[str]], name: str) -> str | None:
    return values[name][0] if name in values else None


def _invalid(name: str, words: str) -> ValidationFailed:
    violation: Violation = {"loc": ["query", name], "msg": words, "type": "value_error"}
    return ValidationFailed(violations=[violation])
