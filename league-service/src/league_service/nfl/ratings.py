"""The initial ratings of the NFL: the result of the published method before the 1999 season.

The file holds our own run of the method over the games of 1920-1998 that FiveThirtyEight lists (CC BY 4.0),
so that seasons imported from 1999 on continue the published ratings. The file names teams by their current
code: moves (St. Louis, San Diego, Oakland) do not change a team's identity. HOU joined in 2002.
"""

from functools import cache
from typing import Final

from league_service.core.packaged import read_table
from league_service.nfl.domain import NFL
from league_service.nfl.elo import Ratings
from league_service.nfl.names import nfl_teams

_FIRST_SEASON: Final = 1999


def nfl_ratings(competition: str = NFL.key, first_season: int | None = _FIRST_SEASON) -> Ratings:
    """New ratings by team key: the published ones if the real games begin in 1999, otherwise none."""
    starts_there = competition == NFL.key and first_season == _FIRST_SEASON
    return Ratings(_before_1999() if starts_there else None)


@cache
def _before_1999() -> dict[str, float]:
    book = nfl_teams()
    keys = {book.newest(team).code: team for team in book.teams}
    return {keys[row["team"]]: float(row["rating"]) for row in read_table("nfl", "nfl_1999.csv")}
