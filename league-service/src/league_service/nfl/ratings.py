"""Where the NFL's ratings start: what the published method gives before the season of 1999.

The file holds our own run of the method over the games of 1920-1998 that FiveThirtyEight lists (CC BY 4.0),
so that seasons imported from 1999 on carry the published ratings forward. Teams are named by their code of
today: moves (St. Louis, San Diego, Oakland) do not change who a team is. HOU joined in 2002.
"""

from functools import cache

from league_service.core.packaged import read_table
from league_service.nfl.elo import Ratings


def nfl_ratings() -> Ratings:
    """Fresh ratings for the games from 1999 on, in order of play."""
    return Ratings(_before_1999())


@cache
def _before_1999() -> dict[str, float]:
    return {row["team"]: float(row["rating"]) for row in read_table("nfl", "nfl_1999.csv")}
