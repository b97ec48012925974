"""What happens when competitions and their events are asked for."""

from league_service.competitions import repository
from league_service.competitions.domain import Competition
from league_service.errors import CompetitionNotFound, SeasonNotFound
from service_kit.db.connection import Connection


async def get_competition(connection: Connection, key: str) -> Competition:
    """The competition. Raises CompetitionNotFound."""
    found = await repository.find_competition(connection, key)
    if found is None:
        raise CompetitionNotFound(key)
    return found


async def get_season(connection: Connection, key: str, year: int) -> Competition:
    """The competition of a stored season. Raises CompetitionNotFound, SeasonNotFound."""
    competition = await get_competition(connection, key)
    if not await repository.has_season(connection, competition, year):
        raise SeasonNotFound(key, year)
    return competition
