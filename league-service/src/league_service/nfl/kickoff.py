"""Computes the kick-off from a day and an Eastern time, which may be missing or wrong by twelve hours.

nflverse gives the US Eastern time of every game, wherever it is played. About a hundred night games of
2000-2005 state 09:00 and five London games of 2017-2018 state 21:30: twelve hours off. The rule: no game
begins between midnight and 10:00 local time; such a time is moved by twelve hours on the same day. A missing
time (all of 1999) counts as 13:00 Eastern, and the event states that only the day is known.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from league_service.nfl.domain import EASTERN

USUAL: Final = time(13, 0)
_EARLIEST: Final = time(10, 0)


@dataclass(frozen=True, slots=True)
class Kickoff:
    """The time in UTC, the day in Eastern time, and whether the hour is known."""

    at: datetime
    day: date
    hour_known: bool = True
    moved: bool = False


def kickoff_of(day: date, hour: time | None, zone: str) -> Kickoff:
    """Returns the kick-off; `zone` is the time zone of the venue, empty if unknown."""
    if hour is None:
        return Kickoff(_utc(day, USUAL), day, hour_known=False)
    at = _utc(day, hour)
    if zone and at.astimezone(ZoneInfo(zone)).time() < _EARLIEST:
        return Kickoff(_utc(day, hour.replace(hour=(hour.hour + 12) % 24)), day, moved=True)
    return Kickoff(at, day)


def _utc(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, EASTERN).astimezone(UTC)
