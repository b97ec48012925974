"""SQL on competitions and seasons."""

from dataclasses import dataclass
from datetime import datetime

from league_service.competition.competitions.domain import Competition
from league_service.competition.ledger.domain import FINAL
from league_service.competition.ledger.sql import HOLDING
from league_service.core.ids import season_id
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_FIND = "SELECT key, name, sport, simulated FROM league.competitions WHERE key = %s"
_LIST = "SELECT key, name, sport, simulated FROM league.competitions ORDER BY key"
_HAS_SEASON = "SELECT EXISTS (SELECT FROM league.seasons WHERE competition_id = %s AND year = %s)"
_YEARS_BEFORE = "SELECT year FROM league.seasons WHERE competition_id = %s AND year < %s ORDER BY year DESC"
_SEASONS = (
    "SELECT c.key AS competition, s.year, (SELECT sum(p.version)::bigint FROM league.seasons p"
    " WHERE p.competition_id = s.competition_id AND p.year <= s.year) AS version,"
    " min(e.scheduled_at) AS first_at, max(e.scheduled_at) AS last_at, count(*)::int AS event_count,"
    f" count(*) FILTER (WHERE EXISTS ({HOLDING}))::int AS final_count"
    " FROM league.seasons s JOIN league.competitions c ON c.id = s.competition_id"
    " JOIN league.events e ON e.season_id = s.id"
    " GROUP BY c.key, s.competition_id, s.year ORDER BY c.key, s.year DESC"
)
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('competition ' || %s, 0))"
_STORE = (
    "INSERT INTO league.competitions (id, key, name, sport, simulated, created_at)"
    " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING"
)
_STORE_SEASON = (
    "INSERT INTO league.seasons (id, competition_id, year, version, updated_at) VALUES (%s, %s, %s, 0, %s)"
    " ON CONFLICT (id) DO NOTHING"
)
_BUMP = "UPDATE league.seasons SET version = version + 1, updated_at = %s WHERE id = %s RETURNING version"


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
    """Lists the seasons of all competitions, newest first, with the finals known at a time."""
    return await connection.fetch_all(SeasonRow, _SEASONS, {"final": list(FINAL), "at": at})


async def find_competition(connection: Connection, key: str) -> Competition | None:
    return await connection.fetch_one(Competition, _FIND, [key])


async def list_competitions(connection: Connection) -> list[Competition]:
    return await connection.fetch_all(Competition, _LIST)


async def has_season(reader: Reader, competition: Competition, year: int) -> bool:
    return await reader.fetch_value(_HAS_SEASON, [competition.id, year])


async def years_before(reader: Reader, competition: Competition, year: int) -> list[int]:
    """The years of the stored seasons before one, newest first."""
    return [row[0] for row in await reader.fetch_rows(_YEARS_BEFORE, [competition.id, year])]


async def lock_competition(connection: Connection, key: str) -> None:
    """Allows one writer of a competition at a time, until the transaction ends."""
    await connection.execute(_LOCK, [key])


async def store_competition(connection: Connection, competition: Competition, now: datetime) -> None:
    """Adds the competition if it is missing."""
    c = competition
    await connection.execute(_STORE, [c.id, c.key, c.name, c.sport, c.simulated, now])


async def store_season(connection: Connection, competition: Competition, year: int, now: datetime) -> str:
    """Adds the season if it is missing; returns its id."""
    found = season_id(competition.key, year)
    await connection.execute(_STORE_SEASON, [found, competition.id, year, now])
    return found


async def bump_season(connection: Connection, competition: str, year: int, now: datetime) -> int:
    """Increments the version of a season whose facts changed; returns it."""
    return await connection.fetch_value(_BUMP, [now, season_id(competition, year)])
