"""What ratings of two-sided games need, whatever the method."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Game:
    """One game in the order of play; the teams are keys, the scores are None until it has been played."""

    key: str
    season: int
    home: str
    away: str
    home_score: int | None = None
    away_score: int | None = None
    neutral: bool = False


@dataclass(frozen=True, slots=True)
class Rated:
    """A game with the ratings before it and what they say about the home team.

    `home_margin` is its expected margin in points, `shift` the rating points that it gained.
    """

    game: Game
    home_before: float
    away_before: float
    home_probability: float
    home_margin: float
    shift: float


class Ratings(Protocol):
    """The ratings of a competition while its games are gone through."""

    def copy(self) -> "Ratings":
        """The same ratings, to continue from without changing these."""
        ...

    def rate(self, games: Iterable[Game]) -> Iterator[Rated]:
        """Goes through games in order of play and takes their scores into account."""
        ...

    def before(self, team: str, season: int) -> float:
        """The rating of a team before its next game of the season."""
        ...


RatingMethod = Callable[[str, int | None], Ratings]
"""Makes fresh ratings for (key of the competition, its first stored season)."""
