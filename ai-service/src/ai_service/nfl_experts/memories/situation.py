"""The circumstances of a game as a small vector, so that similar games can be found."""

from dataclasses import dataclass
from datetime import datetime

from ai_service.nfl_experts.experts.features import LINE_UP_KNOWN
from ai_service.nfl_experts.experts.history import is_indoors
from ai_service.nfl_experts.facts.season import GameFacts


@dataclass(frozen=True, slots=True)
class Situation:
    """A game as it is known before it starts; None stands for what is not known.

    `handicap` is that of the home team, negative if it is the favourite. An indoor game has no weather.
    """

    week: int
    handicap: float | None
    total: float | None
    divisional: bool
    rest_difference: int
    indoors: bool
    temperature_f: float | None
    wind_mph: float | None

    @property
    def vector(self) -> tuple[float, ...]:
        """Eight numbers around 0, each about -1 to 1. What is not known is 0, so it has no influence.

        handicap / 14, (7 - |handicap|) / 7, (total - 45) / 10, ±0.5 divisional or not, rest difference / 7,
        (wind - 8) / 12, (55 - temperature) / 30, (week - 9) / 18
        """
        handicap, total = self.handicap, self.total
        return (
            0.0 if handicap is None else _bounded(handicap / 14),
            0.0 if handicap is None else _bounded((7 - abs(handicap)) / 7),
            0.0 if total is None else _bounded((total - 45) / 10),
            0.5 if self.divisional else -0.5,
            _bounded(self.rest_difference / 7),
            0.0 if self.wind_mph is None else _bounded((self.wind_mph - 8) / 12),
            0.0 if self.temperature_f is None else _bounded((55 - self.temperature_f) / 30),
            _bounded((self.week - 9) / 18),
        )


def situation_of(game: GameFacts, *, at: datetime) -> Situation:
    """The situation of a game as it is known at a time."""
    spread, total = game.offered("spread", at), game.offered("total", at)
    indoors = is_indoors(game)
    has_weather = not indoors and at >= game.kickoff - LINE_UP_KNOWN
    return Situation(
        week=game.week,
        handicap=spread.point if spread else None,
        total=total.point if total else None,
        divisional=game.divisional,
        rest_difference=game.home_rest - game.away_rest,
        indoors=indoors,
        temperature_f=game.temperature_f if has_weather else None,
        wind_mph=game.wind_mph if has_weather else None,
    )


def _bounded(value: float) -> float:
    return max(-1.5, min(1.5, value))
