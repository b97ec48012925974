"""VTIMEZONE components: one observance for each change of a zone's clock.

`Timezone.from_tzid` of the library states the beginning of summer time an hour late: it gives the local time
after the change, where RFC 5545 asks for the time before it. It also lists further dates as RDATE, which
Outlook's app ignores.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_DAY: Final = timedelta(days=1)
_SECOND: Final = timedelta(seconds=1)


class Change(NamedTuple):
    """A change of the clock; `onset` is the local time that the clock shows just before it."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str
    daylight: bool


def time_zone(name: str, first_year: int, last_year: int) -> Timezone:
    """The component of a zone, valid from the start of a year to the end of another."""
    component: Any = Timezone()
    component.add("TZID", name)
    for change in _changes(name, first_year, last_year):
        observance: Any = TimezoneDaylight() if change.daylight else TimezoneStandard()
        observance.DTSTART = change.onset
        observance.TZOFFSETFROM = change.before
        observance.TZOFFSETTO = change.after
        observance.add("TZNAME", change.name)
        component.add_component(observance)
    return component


@lru_cache(maxsize=64)
def _changes(name: str, first_year: int, last_year: int) -> list[Change]:
    zone = ZoneInfo(name)
    at, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    changes = [_change(zone, at, _offset(zone, at))]
    while at < end:
        offset = _offset(zone, at)
        if _offset(zone, at + _DAY) != offset:
            changes.append(_change(zone, _first_after(zone, at, at + _DAY, offset), offset))
        at += _DAY
    return changes


def _change(zone: ZoneInfo, at: datetime, before: timedelta) -> Change:
    local = at.astimezone(zone)
    onset = (at + before).replace(tzinfo=None)
    return Change(onset, before, _offset(zone, at), local.tzname() or zone.key, bool(local.dst()))


def _first_after(zone: ZoneInfo, low: datetime, high: datetime, offset: timedelta) -> datetime:
    """The first second at which a zone has another offset."""
    while high - low > _SECOND:
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        low, high = (middle, high) if _offset(zone, middle) == offset else (low, middle)
    return high


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
