"""Reads competitions and their events."""

from datetime import datetime

from league_service.competition.competitions import reading, repository
from league_service.competition.competitions.domain import Competition
from league_service.competition.competitions.reading import EventRow, Place
from league_service.competition.errors import CompetitionNotFound, EventNotFound, SeasonNotFound
from league_service.competition.rules.book import SportRules
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader


async def get_competition(connection: Connection, key: str) -> Competition:
    """Returns the competition. Raises CompetitionNotFound."""
    found = await repository.find_competition(connection, key)
    if found is None:
        raise CompetitionNotFound(key)
    return found


async def get_season(connection: Connection, key: str, year: int) -> Competition:
    """Returns the competition of a stored season. Raises CompetitionNotFound, SeasonNotFound."""
    competition = await get_competition(connection, key)
    if not await repository.has_season(connection, competition, year):
        raise SeasonNotFound(key, year)
    return competition


async def locate_event(reader: Reader, event_id: str) -> Place:
    """Returns the event of an id. Raises EventNotFound."""
    place = await reading.locate_event(reader, event_id)
    if place is None:
        raise EventNotFound(event_id)
    return place


async def get_event(reader: Reader, event_id: str, at: datetime) -> EventRow:
    """Returns an event as known at a time. Raises EventNotFound."""
    place = await locate_event(reader, event_id)
    event = await reading.read_event(reader, place.id, at)
    if event is None:
        raise EventNotFound(event_id)
    return event


def teams_meant(rules: SportRules, text: str, season: int) -> list[str] | None:
    """The ids, codes and names of the competitors that a filter can denote; None for all."""
    plain = text.strip()
    if not plain:
        return None
    return [plain, plain.upper(), *(era.id for era in rules.teams.candidates(plain, season))]
