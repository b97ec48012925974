"""When sessions usually start, for sources that do not say it, and which sessions a sprint weekend has."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal

from league_service.f1.domain import Session

_Layout = Literal["plain", "sprint_2021", "sprint_2023", "sprint"]
_USUAL: Final[Mapping[_Layout, Mapping[Session, tuple[int, int]]]] = {
    "plain": {"qualifying": (1, 14), "race": (0, 13)},
    "sprint_2021": {"qualifying": (2, 15), "sprint": (1, 14), "race": (0, 13)},
    "sprint_2023": {"qualifying": (2, 15), "sprint_qualifying": (1, 10), "sprint": (1, 14), "race": (0, 13)},
    "sprint": {"sprint_qualifying": (2, 15), "sprint": (1, 10), "qualifying": (1, 14), "race": (0, 13)},
}
"""Days before the race, and the hour (UTC). The order of a sprint weekend changed in 2023 and in 2024."""

_FIRST_WITH_SPRINT_QUALIFYING: Final = 2023
_FIRST_WITH_SPRINT_BEFORE_QUALIFYING: Final = 2024


def has_sprint_qualifying(season: int) -> bool:
    """Whether the grid of a sprint has a qualifying of its own; before 2023, qualifying decided it."""
    return season >= _FIRST_WITH_SPRINT_QUALIFYING


def usual_start(race_day: date, session: Session, has_sprint: bool) -> datetime:
    """The usual start of a session of a weekend."""
    days, hour = _USUAL[_layout(race_day.year, has_sprint=has_sprint)].get(session, (1, 14))
    return datetime.combine(race_day - timedelta(days=days), time(hour), UTC)


def _layout(season: int, *, has_sprint: bool) -> _Layout:
    if not has_sprint:
        return "plain"
    if season < _FIRST_WITH_SPRINT_QUALIFYING:
        return "sprint_2021"
    return "sprint" if season >= _FIRST_WITH_SPRINT_BEFORE_QUALIFYING else "sprint_2023"
