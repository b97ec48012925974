"""The rules of teams. Pure."""

from collections.abc import Iterator
from typing import Final

from league_service.clubs.engine.hooks import Problem, Row
from league_service.clubs.engine.zones import check_time_zone

FORMATS: Final = (5, 7, 8, 9, 11)


def check_team(team: Row) -> Iterator[Problem]:
    """What is wrong with a team."""
    if team["format"] is not None and team["format"] not in FORMATS:
        yield Problem("format", f"Input should be one of {', '.join(map(str, FORMATS))}")
    yield from check_time_zone(team)
