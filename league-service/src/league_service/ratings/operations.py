"""Ratings of a competition: before each game of a season, and of all teams at a time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from league_service.competitions.domain import NFL, Competition
from league_service.ratings import repository
from league_service.ratings.elo import Game, Rated, Ratings
from league_service.ratings.nfl import nfl_ratings
from league_service.teams.domain import nfl_teams
from service_kit.db.connection import Connection

_ALL_TIME: Final = datetime(9999, 1, 1, tzinfo=UTC)
_FIRST_SEASON: Final = 1999


class RatingBook:
    """Remembers the ratings before the games of each season for as long as no fact changes."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int], tuple[tuple[int, ...], Mapping[str, Rated]]] = {}

    async def before_games(
        self, connection: Connection, competition: Competition, season: int
    ) -> Mapping[str, Rated]:
        """Each game of the season with the ratings before it, by its id in the competition."""
        versions = await repository.versions_until(connection, competition, season)
        kept = self._kept.get((competition.key, season))
        if kept is not None and kept[0] == versions:
            return kept[1]
        games = await repository.games_until(connection, competition, season, _ALL_TIME)
        rated = {game.game.key: game for game in rate(competition, games) if game.game.season == season}
        self._kept[competition.key, season] = versions, rated
        return rated


def rate(competition: Competition, games: list[Game]) -> list[Rated]:
    """The games with the ratings before each."""
    return list(_start(competition, games).rate(map(_with_codes, games)))


async def ratings_at(
    connection: Connection, competition: Competition, season: int, at: datetime
) -> dict[str, tuple[float, int]]:
    """The rating of each team of a season, by its key, from what was known at a time; and its games in it."""
    games = await repository.games_until(connection, competition, season, at)
    ratings = _start(competition, games)
    played = [game for game in games if game.home_score is not None]
    for _ in ratings.rate(map(_with_codes, played)):
        pass
    current = [game for game in games if game.season == season]
    found: dict[str, tuple[float, int]] = {}
    for team in sorted({team for game in current for team in (game.home, game.away)}):
        count = sum(team in (game.home, game.away) for game in current if game.home_score is not None)
        found[team] = ratings.before(_code(team), season), count
    return found


def _start(competition: Competition, games: list[Game]) -> Ratings:
    """The published ratings where the games begin with the season before which they hold, else none."""
    begins_there = competition == NFL and bool(games) and games[0].season == _FIRST_SEASON
    return nfl_ratings() if begins_there else Ratings()


def _with_codes(game: Game) -> Game:
    return replace(game, home=_code(game.home), away=_code(game.away))


def _code(team: str) -> str:
    """The code of today, by which the published ratings name a team."""
    return nfl_teams().newest(team).code
