"""Elo ratings of American football teams, as published by FiveThirtyEight (nfl-elo-game).

A team's rating before a game gives the probability that it wins:

    difference = home - away + 65 (no bonus on neutral ground)
    P(home)    = 1 / (1 + 10 ** (-difference / 400))

After the game the winner takes points from the loser, more for a surprise and for a large margin:

    multiplier = ln(max(margin, 1) + 1) * 2.2 / (0.001 * difference in favour of the winner + 2.2)
    shift      = 20 * multiplier * (result - P(home))         result: 1 home won, 0.5 tie, 0 away won

where a tie has the plain factor 2.2. Between seasons, a rating moves a third of the way back to 1505.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import log
from typing import Final

from league_service.competition.rules.ratings import Game, Rated

HOME_ADVANTAGE: Final = 65.0
SPEED: Final = 20.0
MEAN: Final = 1505.0
REVERSION: Final = 1 / 3
NEWCOMER: Final = 1300.0
"""The initial rating of a team that joins an existing league."""

POINTS_PER_ELO: Final = 1 / 25
"""FiveThirtyEight's conversion of a difference in rating to a point spread."""


class Ratings:
    """The ratings of a league, updated game by game.

    `initial` are the ratings at the start; `exceptions` replace the usual reversion of one team before one
    season. A team without an initial rating starts at the mean in the first season, and as a newcomer later.
    """

    def __init__(
        self,
        initial: Mapping[str, float] | None = None,
        exceptions: Mapping[tuple[str, int], float] | None = None,
    ) -> None:
        self._initial = initial or {}
        self._exceptions = exceptions or {}
        self._ratings: dict[str, float] = {}
        self._seasons: dict[str, int] = {}
        self._first_season: int | None = None

    def copy(self) -> "Ratings":
        """Returns an independent copy of the ratings."""
        made = Ratings(self._initial, self._exceptions)
        made._ratings, made._seasons = dict(self._ratings), dict(self._seasons)
        made._first_season = self._first_season
        return made

    def rate(self, games: Iterable[Game]) -> Iterator[Rated]:
        """Rates games in order of play, and updates the ratings after each."""
        for game in games:
            yield self._rate_one(game)

    def before(self, team: str, season: int) -> float:
        """The rating of a team before its next game of the season."""
        rating = self._ratings.get(team)
        if rating is None:
            return self._starting(team, season)
        if self._seasons[team] == season:
            return rating
        return self._exceptions.get((team, season), MEAN * REVERSION + rating * (1 - REVERSION))

    def _starting(self, team: str, season: int) -> float:
        is_founder = self._first_season is None or season == self._first_season
        return self._initial.get(team, MEAN if is_founder else NEWCOMER)

    def _rate_one(self, game: Game) -> Rated:
        if self._first_season is None:
            self._first_season = game.season
        home, away = (self.before(team, game.season) for team in (game.home, game.away))
        difference = difference_of(home, away, neutral=game.neutral)
        probability = win_probability(difference)
        shift = _shift(game, difference, probability)
        for team, rating in ((game.home, home + shift), (game.away, away - shift)):
            self._ratings[team] = rating
            self._seasons[team] = game.season
        return Rated(game, home, away, probability, difference * POINTS_PER_ELO, shift)


def difference_of(home: float, away: float, *, neutral: bool) -> float:
    """The advantage of the home team in rating points, including home field."""
    return home - away + (0.0 if neutral else HOME_ADVANTAGE)


def win_probability(difference: float) -> float:
    """The win probability of a team that leads by `difference` rating points."""
    return 1 / (1 + 10 ** (-difference / 400))


def _shift(game: Game, difference: float, probability: float) -> float:
    """The points that move from the away team to the home team; 0 for a game that was not played."""
    if game.home_score is None or game.away_score is None:
        return 0.0
    margin = game.home_score - game.away_score
    result = 0.5 if margin == 0 else float(margin > 0)
    in_favour = 0.0 if margin == 0 else difference if margin > 0 else -difference
    multiplier = log(max(abs(margin), 1) + 1) * 2.2 / (1.0 if margin == 0 else 0.001 * in_favour + 2.2)
    return SPEED * multiplier * (result - probability)
