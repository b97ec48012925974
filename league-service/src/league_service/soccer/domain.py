"""Soccer: its stages, the length of a match, and the ids of matches."""

from datetime import timedelta
from typing import Final

SPORT: Final = "soccer"

LEAGUE: Final = "league"
"""The stage of a season that is played as one league. A part of a season, or a group, has its own stage."""

KNOCKOUT: Final = "knockout"
"""The stage of cup rounds and playoffs, which count for no table."""

MATCH_LENGTH: Final = timedelta(hours=2)
"""The time from kick-off to the result, for sources that do not give the end."""


def match_key(league: str, season: int, home: str, away: str, *, part: str = "") -> str:
    """The id of a match: "en.1_2023_arsenal_everton". `part` is what else two matches of a pair differ in."""
    return "_".join([league, str(season), home, away, *([part] if part else [])])


def league_of(key: str) -> str:
    """The key of the competition in the id of a match."""
    return key.split("_", 1)[0]
