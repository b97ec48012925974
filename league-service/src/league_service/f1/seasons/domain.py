"""A season of Formula 1: a real one, or the simulated one of the demo. Pure."""

from dataclasses import dataclass

from league_service.competition.competitions.domain import Competition
from league_service.core.ids import season_id
from league_service.f1.domain import F1, F1_SIMULATED


@dataclass(frozen=True, slots=True)
class Season:
    """A stored season."""

    competition: Competition
    year: int

    @property
    def id(self) -> str:
        return season_id(self.competition.key, self.year)


def season_in(year: int, *, simulated: bool) -> Season:
    """The season of a year: the real one, or the simulated one."""
    return Season(F1_SIMULATED if simulated else F1, year)
