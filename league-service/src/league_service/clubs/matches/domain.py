"""The rules of matches, and what their rows say about clock, pitch and day. Pure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from league_service.clubs.engine.hooks import Problem, Row
from league_service.clubs.engine.zones import check_time_zone
from league_service.clubs.matches.clock import Clock
from league_service.clubs.matches.events import Pitch
from league_service.core.zones import is_time_zone

PLAYED: Final = frozenset({"finished", "abandoned"})
_NOT_PLAYED: Final = frozenset({"postponed", "cancelled"})


def check_match(match: Row) -> Iterator[Problem]:
    """What is wrong with a match."""
    if match["home_team_id"] == match["away_team_id"]:
        yield Problem("away_team_id", "A team cannot play against itself")
    yield from check_time_zone(match)
    closes = match["responses_close_at"]
    if closes is not None and closes > match["kick_off_at"]:
        yield Problem("responses_close_at", "Answers should close before the kick-off, or when it begins")
    length, width = match["pitch_length_m"], match["pitch_width_m"]
    if length is not None and width is not None and width > length:
        yield Problem("pitch_width_m", "The width should not be greater than the length")
    if match["score"] is not None:
        yield from check_score(match["score"])
        if match["status"] == "postponed":
            yield Problem("score", "A match that is postponed has no result: leave it out, or state finished")


def check_begun(match: Row, now: datetime) -> Iterator[Problem]:
    """What a match states that can be true only after its kick-off."""
    if match["kick_off_unknown"] or match["kick_off_at"] <= now or match["status"] == "live":
        return
    begins = f"The match begins at {match['kick_off_at']:%Y-%m-%dT%H:%M:%SZ}"
    if match["score"] is not None:
        yield Problem("score", f"{begins}: correct the kick-off, or record the result afterwards")
    elif match["status"] in PLAYED:
        yield Problem("status", f"{begins}: correct the kick-off, or change the status afterwards")


def check_score(score: Row) -> Iterator[Problem]:
    """What is wrong with a result."""
    home, away = score.get("home_penalties"), score.get("away_penalties")
    if (home is None) != (away is None):
        missing = "home_penalties" if home is None else "away_penalties"
        yield Problem(("score", missing), "State the penalties of both teams, or of neither")
    elif home is not None and home == away:
        yield Problem(("score", "home_penalties"), "A shoot-out has a winner")


def clock_of(match: Row) -> Clock:
    """The clock of a match."""
    return Clock(
        periods=_or(match["periods"], 2),
        period_minutes=_or(match["period_minutes"], 45),
        extra_minutes=_or(match["extra_time_minutes"], 15),
    )


def pitch_of(match: Row) -> Pitch:
    """The pitch of a match; one of 105 x 68 metres if its size is not stated."""
    return Pitch(_or(match["pitch_length_m"], 105.0), _or(match["pitch_width_m"], 68.0))


def day_of(kick_off: datetime, *zones: str | None) -> date:
    """The day of a match where it takes place: in the first zone that is known."""
    zone = next((ZoneInfo(name) for name in zones if name and is_time_zone(name)), UTC)
    return kick_off.astimezone(zone).date()


def has_minutes(match: Row) -> bool:
    """Whether somebody can have played: minutes of a match to come are not known, and not 0."""
    return match["status"] in PLAYED or match["status"] == "live" or is_over(match)


def is_over(match: Row) -> bool:
    """Whether the match has ended: it says so, or it has a result and is not in progress."""
    if match["status"] in PLAYED:
        return True
    return match["score"] is not None and match["status"] not in {"live", *_NOT_PLAYED}


def _or(value: Any, default: Any) -> Any:
    return default if value is None else value
