"""Competitions as they are stored."""

from dataclasses import dataclass
from datetime import datetime

from league_service.competition.competitions.domain import FINAL, Competition
from service_kit.db.connection import Connection

_FIND = "SELECT key, name, sport, simulated FROM league.competitions WHERE key = %s"
_LIST = "SELECT key, name, sport, simulated FROM league.competitions ORDER BY key"
_HAS_SEASON = "SELECT EXISTS (SELECT FROM league.seasons WHERE competition_id = %s AND year = %s)"
_SEASONS = (
    "SELECT c.key AS competition, s.year, (SELECT sum(p.version)::bigint FROM league.seasons p"
    " WHERE p.competition_id = s.competition_id AND p.year <= s.year) AS version,"
    " min(e.scheduled_at) AS first_at, max(e.scheduled_at) AS last_at, count(*)::int AS event_count,"
    " count(*) FILTER (WHERE EXISTS (SELECT FROM league.result_revisions r WHERE r.event_id = e.id"
    " AND r.status = ANY(%s) AND r.effective_at <= %s))::int AS final_count"
    " FROM league.seasons s JOIN league.competitions c ON c.id = s.competition_id"
    " JOIN league.events e ON e.season_id = s.id"
    " GROUP BY c.key, s.competition_id, s.year ORDER BY c.key, s.year DESC"
)


@dataclass(frozen=True, slots=True)
class SeasonRow:
    """A season with events."""

    competition: str
    year: int
    version: int
    first_at: datetime
    last_at: datetime
    event_count: int
    final_count: int


async def list_seasons(connection: Connection, at: datetime) -> list[SeasonRow]:
    """The seasons of all competitions, newest first, with the finals known at a time."""
    return await connection.fetch_all(SeasonRow, _SEASONS, [list(FINAL), at])


async def find_competition(connection: Connection, key: str) -> Competition | None:
    return await connection.fetch_one(Competition, _FIND, [key])


async def list_competitions(connection: Connection) -> list[Competition]:
    return await connection.fetch_all(Competition, _LIST)


async def has_season(connection: Connection, competition: Competition, year: int) -> bool:
    return await connection.fetch_value(_HAS_SEASON, [competition.id, year])
