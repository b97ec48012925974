"""Finds the season that a request means: the real one if it was imported, otherwise that of the demo."""

from dataclasses import dataclass
from datetime import datetime

from league_service.competition.competitions.domain import Competition
from league_service.competition.competitions.repository import has_season
from league_service.competition.errors import SeasonNotFound
from league_service.f1.domain import F1, F1_SIMULATED
from service_kit.db.connection import Connection


@dataclass(frozen=True, slots=True)
class Season:
    """A stored season."""

    competition: Competition
    year: int


async def get_season(connection: Connection, year: int | None, now: datetime) -> Season:
    """Returns the stored season of a year; None means the year of `now`. Raises SeasonNotFound."""
    wanted = now.year if year is None else year
    for competition in (F1, F1_SIMULATED):
        if await has_season(connection, competition, wanted):
            return Season(competition, wanted)
    raise SeasonNotFound(F1.key, wanted)
