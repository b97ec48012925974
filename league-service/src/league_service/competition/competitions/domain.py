"""Competitions, and what makes a result count."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from league_service.core.errors import InvalidMoment
from league_service.core.ids import competition_id

EASTERN: Final = ZoneInfo("America/New_York")
"""The zone in which the NFL states its times, wherever a game is played."""

GAME_LENGTH: Final = timedelta(hours=3, minutes=30)
"""From kick-off until the final of a source that tells no time is known."""

LIVE_FOR: Final = timedelta(hours=6)
FINAL: Final = ("verified", "official", "corrected")
"""The states of a revision by which standings and bets go."""


@dataclass(frozen=True, slots=True)
class Competition:
    """What is played for."""

    key: str
    name: str
    sport: str
    simulated: bool = False

    @property
    def id(self) -> str:
        return competition_id(self.key)


NFL: Final = Competition("nfl", "National Football League", "american_football")
NFL_SIMULATED: Final = Competition(
    "nfl-simulated", "National Football League (simulated)", "american_football", simulated=True
)
_UNESCAPED_PLUS: Final = re.compile(r"(?<=\d) (?=\d\d:?\d\d$)(?<=T\d\d:\d\d:\d\d )")
REGULAR: Final = "REG"
STAGES: Final = (REGULAR, "WC", "DIV", "CON", "SB")


def read_moment(text: str, now: datetime) -> datetime:
    """The moment that `as_of` means: a day is its beginning in UTC, nothing is now. Raises InvalidMoment."""
    if not text.strip():
        return now
    try:
        if len(text.strip()) == len("2024-01-01"):
            day = date.fromisoformat(text.strip())
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
        moment = datetime.fromisoformat(_UNESCAPED_PLUS.sub("+", text.strip()))
    except ValueError as error:
        raise InvalidMoment(text) from error
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError as error:
        raise InvalidMoment(text) from error


def status_at(status: str, scheduled_at: datetime, at: datetime, *, has_final: bool) -> tuple[str, str]:
    """The status of an event at a time, and the reason where it needs one."""
    if has_final:
        return "final", ""
    if status != "scheduled" or at < scheduled_at:
        return status, ""
    if at < scheduled_at + LIVE_FOR:
        return "live", ""
    return "scheduled", "no result has been reported"


def week_opening(first_kickoff: datetime) -> datetime:
    """The Tuesday, 14:00 UTC, before the first game of a week."""
    days = (first_kickoff.weekday() - 1) % 7
    tuesday = (first_kickoff - timedelta(days=days)).replace(hour=14, minute=0, second=0, microsecond=0)
    return tuesday if tuesday < first_kickoff else tuesday - timedelta(weeks=1)
