"""Ratings of a competition: before each game of a season, and of all teams at a time."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from league_service.competition.competitions.domain import Competition
from league_service.competition.ratings import repository
from league_service.competition.rules.book import RuleBook
from league_service.competition.rules.ratings import Game, Rated, RatingMethod, Ratings
from service_kit.db.connection import Connection
from service_kit.lru import Lru

_ALL_TIME: Final = datetime(9999, 1, 1, tzinfo=UTC)
_NO_TIME: Final = datetime(1, 1, 1, tzinfo=UTC)
_SEASONS: Final = 16
"""The number of seasons that are cached."""


class RatingBook:
    """Caches the ratings before the games of each season until a fact changes."""

    def __init__(self, rules: RuleBook) -> None:
        self._rules = rules
        self._kept: Lru[tuple[str, int], tuple[tuple[int, ...], Mapping[str, Rated]]] = Lru(_SEASONS)

    async def before_games(
        self, connection: Connection, competition: Competition, season: int
    ) -> Mapping[str, Rated]:
        """Returns each game of the season with the ratings before it, by its id in the competition.

        Raises NoRatings.
        """
        method = self._rules.of(competition.sport).must_have_ratings()
        versions = await repository.versions_until(connection, competition, season)
        kept = self._kept.get((competition.key, season))
        if kept is not None and kept[0] == versions:
            return kept[1]
        games = await repository.games_until(connection, competition, season, _ALL_TIME)
        rated = {
            game.game.key: game for game in rate(method, competition, games) if game.game.season == season
        }
        self._kept.put((competition.key, season), (versions, rated))
        return rated


def rate(method: RatingMethod, competition: Competition, games: list[Game]) -> list[Rated]:
    """Returns the games, each with the ratings before it."""
    return list(_start(method, competition, games).rate(games))


@dataclass(frozen=True, slots=True)
class _Eve:
    """The ratings before a season, valid from `held_since` on: before that, other results were known."""

    versions: tuple[int, ...]
    ratings: Ratings | None
    held_since: datetime


class RatingTable:
    """The ratings of all teams at a time, from the games of the season and the cached ratings before it.

    Rating all games since the first season takes most of a second, and earlier seasons hardly change.
    """

    def __init__(self, rules: RuleBook) -> None:
        self._rules = rules
        self._eves: Lru[tuple[str, int], _Eve] = Lru(_SEASONS)

    async def at(
        self, connection: Connection, competition: Competition, season: int, at: datetime
    ) -> dict[str, tuple[float, int]]:
        """Returns the rating of each team as known at the time, and its number of games, by team key.

        Raises NoRatings.
        """
        method = self._rules.of(competition.sport).must_have_ratings()
        eve = await self._eve(connection, method, competition, season)
        if at < eve.held_since:
            games = await repository.games_until(connection, competition, season, at)
            return await asyncio.to_thread(_table, method, competition, season, games)
        games = await repository.games_until(connection, competition, season, at, first=season)
        return _table(method, competition, season, games, eve=eve.ratings)

    async def _eve(
        self, connection: Connection, method: RatingMethod, competition: Competition, season: int
    ) -> _Eve:
        versions = await repository.versions_until(connection, competition, season - 1)
        kept = self._eves.get((competition.key, season))
        if kept is not None and kept.versions == versions:
            return kept
        games = await repository.games_until(connection, competition, season - 1, _ALL_TIME)
        held_since = await repository.held_since(connection, competition, season - 1)
        ratings = await asyncio.to_thread(_after, method, competition, games) if games else None
        made = _Eve(versions, ratings, held_since or _NO_TIME)
        self._eves.put((competition.key, season), made)
        return made


def _table(
    method: RatingMethod,
    competition: Competition,
    season: int,
    games: list[Game],
    *,
    eve: Ratings | None = None,
) -> dict[str, tuple[float, int]]:
    ratings = _after(method, competition, games, eve)
    played: Counter[str] = Counter()
    for game in games:
        if game.season == season:
            played.update(dict.fromkeys((game.home, game.away), int(game.home_score is not None)))
    return {team: (ratings.before(team, season), count) for team, count in sorted(played.items())}


def _after(
    method: RatingMethod, competition: Competition, games: list[Game], eve: Ratings | None = None
) -> Ratings:
    """The ratings after the played games."""
    ratings = _start(method, competition, games) if eve is None else eve.copy()
    for _ in ratings.rate(game for game in games if game.home_score is not None):
        pass
    return ratings


def _start(method: RatingMethod, competition: Competition, games: list[Game]) -> Ratings:
    """New ratings for games that start with the first in the list."""
    return method(competition.key, games[0].season if games else None)
