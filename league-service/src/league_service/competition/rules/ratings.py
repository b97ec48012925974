"""The interface of rating methods for two-sided games."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Game:
    """One game in order of play; the teams are keys, the scores are None until it is played."""

    key: str
    season: int
    home: str
    away: str
    home_score: int | None = None
    away_score: int | None = None
    neutral: bool = False


@dataclass(frozen=True, slots=True)
class Rated:
    """A game with the ratings before it, and the expectation for the home team.

    `home_margin` is its expected margin in points, `shift` the rating points that it gained.
    """

    game: Game
    home_before: float
    away_before: float
    home_probability: float
    home_margin: float
    shift: float


class Ratings(Protocol):
    """The ratings of a competition, updated game by game."""

    def copy(self) -> "Ratings":
        """Returns an independent copy of the ratings."""
        ...

    def rate(self, games: Iterable[Game]) -> Iterator[Rated]:
        """Rates games in order of play, and updates the ratings with their scores."""
        ...

    def before(self, team: str, season: int) -> float:
        """The rating of a team before its next game of the season."""
        ...


RatingMethod = Callable[[str, int | None], Ratings]
"""Creates ratings for (key of the competition, its first stored season)."""
