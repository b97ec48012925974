"""A calendar as an iCalendar document (RFC 5545): the same entries always give the same bytes."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

import icalendar

from league_service.clubs.calendar.zones import time_zone

Kind = Literal["match", "training", "reunion"]
Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]

_PRODUCT: Final = "-//AltSports//Football//EN"
_READ_AGAIN: Final = timedelta(hours=1)
_UTC_NAMES: Final = frozenset(
    {"UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A match, a training session or a reunion, as a calendar shows it.

    Times are instants; `time_zone` is the zone whose clock people read. `sequence` rises with each change of
    the row, and `changed_at` is the time of the last one.
    """

    kind: Kind
    id: str
    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    sequence: int
    changed_at: datetime
    status: Status = "CONFIRMED"
    place: str = ""
    description: str = ""


def document(calendar_id: str, name: str, entries: Iterable[Entry]) -> bytes:
    """Writes the calendar, with a VTIMEZONE for each zone that an entry uses."""
    listed = sorted(entries, key=lambda entry: (entry.starts_at, entry.kind, entry.id))
    calendar: Any = icalendar.Calendar.new(
        prodid=_PRODUCT,
        uid=calendar_id,
        name=name,
        method="PUBLISH",
        subcomponents=[*_zones(listed), *map(_event, listed)],
    )
    calendar.add("REFRESH-INTERVAL", _READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT1H")  # Outlook's name of the interval
    return calendar.to_ical()


def etag(body: bytes) -> str:
    """The entity tag of a document."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def uid(kind: str, id: str) -> str:
    """The id of an entry in every calendar, in which it stays the same for good."""
    return f"{kind}-{id}@football.altsports"


def _event(entry: Entry) -> icalendar.Event:
    zone = _zone(entry.time_zone)
    return icalendar.Event.new(
        uid=uid(entry.kind, entry.id),
        stamp=_whole_second(entry.changed_at),
        last_modified=_whole_second(entry.changed_at),
        sequence=entry.sequence,
        status=icalendar.STATUS(entry.status),
        start=entry.starts_at.astimezone(zone),
        end=max(entry.ends_at, entry.starts_at).astimezone(zone),
        summary=entry.title,
        location=entry.place or None,
        description=entry.description or None,
        transparency=icalendar.TRANSP.TRANSPARENT if entry.status == "CANCELLED" else None,
    )


def _zones(entries: Sequence[Entry]) -> list[icalendar.Timezone]:
    named = sorted({entry.time_zone for entry in entries} - _UTC_NAMES)
    years = [at.year for entry in entries for at in (entry.starts_at, entry.ends_at)]
    return [time_zone(name, min(years) - 1, max(years) + 1) for name in named]


def _zone(name: str) -> tzinfo:
    return UTC if name in _UTC_NAMES else ZoneInfo(name)


def _whole_second(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)
