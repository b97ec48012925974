"""The times at which the games of a season are played: the NFL's usual slots, in Eastern time."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final

from league_service.nfl.domain import EASTERN
from league_service.nfl.simulation.domain import Slot, Stage
from league_service.nfl.simulation.schedule import Fixture

# Days after the week's Thursday, and the time of day.
_THURSDAY: Final = (0, time(20, 15))
_EARLY: Final = (3, time(13, 0))
_LATE: Final = (3, time(16, 25))
_NIGHT: Final = (3, time(20, 20))
_MONDAY: Final = (4, time(20, 15))

PLAYOFFS: Final[dict[Stage, tuple[int, Sequence[tuple[int, time]]]]] = {
    "WC": (
        19,
        [
            (2, time(16, 30)),
            (2, time(20, 15)),
            (3, time(13, 0)),
            (3, time(16, 30)),
            (3, time(20, 15)),
            (4, time(20, 15)),
        ],
    ),
    "DIV": (20, [(2, time(16, 30)), (2, time(20, 15)), (3, time(15, 0)), (3, time(18, 30))]),
    "CON": (21, [(3, time(15, 0)), (3, time(18, 30))]),
    "SB": (22, [(10, time(18, 30))]),
}


def first_thursday(season: int) -> date:
    """The day of the first game: the Thursday after Labor Day, the first Monday of September."""
    september = date(season, 9, 1)
    labor_day = september + timedelta(days=-september.weekday() % 7)
    return labor_day + timedelta(days=3)


def season_of(day: date) -> int:
    """The season of a day: the one that began most recently."""
    return day.year if day >= first_thursday(day.year) else day.year - 1


def kickoff(season: int, week: int, place: tuple[int, time]) -> datetime:
    """The UTC time of a slot: (days after the week's Thursday, Eastern time of day)."""
    days, at = place
    day = first_thursday(season) + timedelta(weeks=week - 1, days=days)
    return datetime.combine(day, at, EASTERN).astimezone(UTC)


def regular_slots(season: int, fixtures: Sequence[Fixture], random: Random) -> list[Slot]:
    """The games with their times: one on Thursday, one on Sunday night, one on Monday, the rest on Sunday."""
    slots: list[Slot] = []
    for week in sorted({fixture.week for fixture in fixtures}):
        games = [fixture for fixture in fixtures if fixture.week == week]
        random.shuffle(games)
        places = [_THURSDAY, _MONDAY, _NIGHT, *([_LATE] * 4), *([_EARLY] * len(games))]
        for game, place in zip(games, places, strict=False):
            at = kickoff(season, week, place)
            slots.append(Slot(season, week, "REG", game.away, game.home, at))
    return sorted(slots, key=lambda slot: (slot.kickoff, slot.game_id))
