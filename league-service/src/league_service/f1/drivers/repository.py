"""SQL on the drivers of a season."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from league_service.core.ids import season_id
from league_service.f1.seasons.operations import Season
from service_kit.db.connection import Connection

_DRIVERS: Final = (
    "SELECT DISTINCT ON (p.id) p.id, p.key, coalesce(p.corrections ->> 'code', p.code) AS code,"
    " coalesce(p.corrections ->> 'name', p.name) AS name, p.born,"
    " coalesce(p.corrections ->> 'nationality', p.nationality) AS nationality, n.number, t.id AS team_id,"
    " coalesce(t.key, '') AS team_key, coalesce(t.name, '') AS team_name, coalesce(a.code, '') AS team_code"
    " FROM league.entries n JOIN league.rounds r ON r.id = n.round_id"
    " JOIN league.people p ON p.id = n.person_id"
    " LEFT JOIN league.teams t ON t.id = n.team_id LEFT JOIN league.team_eras a ON a.team_id = t.id"
    " WHERE r.season_id = %s ORDER BY p.id, r.number DESC, a.from_season DESC"
)
_ENTERED: Final = "SELECT person_id FROM league.entries WHERE round_id = %s"


@dataclass(frozen=True, slots=True)
class DriverRow:
    """A driver with the newest entry of a season."""

    id: str
    key: str
    code: str
    name: str
    born: date | None
    nationality: str
    number: int | None
    team_id: str | None
    team_key: str
    team_name: str
    team_code: str


async def drivers_of(connection: Connection, season: Season) -> list[DriverRow]:
    """Returns the drivers entered in any race of a season."""
    return await connection.fetch_all(DriverRow, _DRIVERS, [season_id(season.competition.key, season.year)])


async def entered_in(connection: Connection, race_id: str) -> frozenset[str]:
    """The ids of the drivers entered in a race weekend."""
    return frozenset(row[0] for row in await connection.fetch_rows(_ENTERED, [race_id]))
