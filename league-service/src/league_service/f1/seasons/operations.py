"""Finds the season that a request means: the real one if it was imported, otherwise that of the demo."""

from datetime import datetime

from league_service.competition.competitions.events import append_imported
from league_service.competition.competitions.repository import bump_season, has_season
from league_service.competition.errors import SeasonNotFound
from league_service.f1.domain import F1, F1_SIMULATED
from league_service.f1.seasons.domain import Season
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader


async def get_season(reader: Reader, year: int | None, now: datetime) -> Season:
    """Returns the stored season of a year; None means the year of `now`. Raises SeasonNotFound."""
    wanted = now.year if year is None else year
    found = await find_season(reader, wanted)
    if found is None:
        raise SeasonNotFound(F1.key, wanted)
    return found


async def find_season(reader: Reader, year: int) -> Season | None:
    """Returns the stored season of a year: the real one, otherwise the simulated one."""
    for competition in (F1, F1_SIMULATED):
        if await has_season(reader, competition, year):
            return Season(competition, year)
    return None


async def report_change(connection: Connection, season: Season, now: datetime) -> None:
    """Cached answers about the season are outdated."""
    await bump_season(connection, season.competition.key, season.year, now)
    await append_imported(connection, season.competition, season.year, touched=(), now=now)
