"""Competitions as they are stored."""

from league_service.competitions.domain import Competition
from service_kit.db.connection import Connection

_FIND = "SELECT key, name, sport, simulated FROM league.competitions WHERE key = %s"
_LIST = "SELECT key, name, sport, simulated FROM league.competitions ORDER BY key"
_HAS_SEASON = "SELECT EXISTS (SELECT FROM league.seasons WHERE competition_id = %s AND year = %s)"


async def find_competition(connection: Connection, key: str) -> Competition | None:
    return await connection.fetch_one(Competition, _FIND, [key])


async def list_competitions(connection: Connection) -> list[Competition]:
    return await connection.fetch_all(Competition, _LIST)


async def has_season(connection: Connection, competition: Competition, year: int) -> bool:
    return await connection.fetch_value(_HAS_SEASON, [competition.id, year])
