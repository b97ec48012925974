"""Ratings of a competition: before each game of a season, and of all teams at a time."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from league_service.competition.competitions.domain import NFL, Competition
from league_service.competition.ratings import repository
from league_service.competition.teams.domain import nfl_teams
from league_service.nfl.elo import Game, Rated, Ratings
from league_service.nfl.ratings import nfl_ratings
from service_kit.db.connection import Connection

_ALL_TIME: Final = datetime(9999, 1, 1, tzinfo=UTC)
_NO_TIME: Final = datetime(1, 1, 1, tzinfo=UTC)
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


@dataclass(frozen=True, slots=True)
class _Eve:
    """The ratings before a season; who asks for a time before `held_since` knew other results."""

    versions: tuple[int, ...]
    ratings: Ratings | None
    held_since: datetime


class RatingTable:
    """The ratings of all teams at a time, from the games of their season and what is remembered of its eve.

    Going through all games since the first season costs most of a second; the seasons before hardly change.
    """

    def __init__(self) -> None:
        self._eves: dict[tuple[str, int], _Eve] = {}

    async def at(
        self, connection: Connection, competition: Competition, season: int, at: datetime
    ) -> dict[str, tuple[float, int]]:
        """The rating of each team of a season, by its key, from what was known then; and its games in it."""
        eve = await self._eve(connection, competition, season)
        if at < eve.held_since:
            games = await repository.games_until(connection, competition, season, at)
            return await asyncio.to_thread(_table, competition, season, games, None)
        games = await repository.games_until(connection, competition, season, at, first=season)
        return _table(competition, season, games, eve.ratings)

    async def _eve(self, connection: Connection, competition: Competition, season: int) -> _Eve:
        versions = await repository.versions_until(connection, competition, season - 1)
        kept = self._eves.get((competition.key, season))
        if kept is not None and kept.versions == versions:
            return kept
        games = await repository.games_until(connection, competition, season - 1, _ALL_TIME)
        held_since = await repository.held_since(connection, competition, season - 1)
        ratings = await asyncio.to_thread(_after, competition, games) if games else None
        made = _Eve(versions, ratings, held_since or _NO_TIME)
        self._eves[competition.key, season] = made
        return made


def _table(
    competition: Competition, season: int, games: list[Game], eve: Ratings | None
) -> dict[str, tuple[float, int]]:
    ratings = _after(competition, games, eve)
    played: Counter[str] = Counter()
    for game in games:
        if game.season == season:
            played.update(dict.fromkeys((game.home, game.away), int(game.home_score is not None)))
    return {team: (ratings.before(_code(team), season), count) for team, count in sorted(played.items())}


def _after(competition: Competition, games: list[Game], eve: Ratings | None = None) -> Ratings:
    """The ratings after the games that have been played."""
    ratings = _start(competition, games) if eve is None else eve.copy()
    for _ in ratings.rate(_with_codes(game) for game in games if game.home_score is not None):
        pass
    return ratings


def _start(competition: Competition, games: list[Game]) -> Ratings:
    """The published ratings where the games begin with the season before which they hold, else none."""
    begins_there = competition == NFL and bool(games) and games[0].season == _FIRST_SEASON
    return nfl_ratings() if begins_there else Ratings()


def _with_codes(game: Game) -> Game:
    return replace(game, home=_code(game.home), away=_code(game.away))


def _code(team: str) -> str:
    """The code of today, by which the published ratings name a team."""
    return nfl_teams().newest(team).code
