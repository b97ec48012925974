"""SQL on the players of a squad that is imported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, LiteralString

from altsports.contract.resources import load_nouns
from league_service.clubs.engine.access import visible
from league_service.clubs.engine.plan import sql
from league_service.clubs.imports.squad.reader import SquadRow
from league_service.core.importing.domain import ImportJob
from service_kit.caller import ALL_TEAMS
from service_kit.db.connection import Connection

_FACTS: Final = ("known_as", "jersey_number", "position", "birth_date", "preferred_foot", "nationality")
_KNOWN: Final = (
    "SELECT p.id::text, p.first_name, p.last_name, p.birth_date::text, p.archived_at IS NOT NULL"
    " FROM clubs.players AS p WHERE p.organisation_id = %(organisation)s::uuid AND NOT EXISTS (SELECT"
    " FROM clubs.player_erasures AS e WHERE e.organisation_id = p.organisation_id AND e.player_id = p.id)"
)
_ERASED: Final[LiteralString] = (
    "SELECT e.player_id::text FROM clubs.player_erasures AS e"
    " WHERE e.organisation_id = %s::uuid AND e.player_id = ANY(%s::uuid[])"
)
_ADD: Final[LiteralString] = (
    "INSERT INTO clubs.players (organisation_id, id, version, created_at, updated_at, first_name, last_name,"
    " known_as, jersey_number, position, birth_date, preferred_foot, nationality, status)"
    " VALUES (%(organisation)s::uuid, %(id)s::uuid, 1, %(now)s, %(now)s, %(first_name)s, %(last_name)s,"
    " %(known_as)s, %(jersey_number)s, %(position)s, %(birth_date)s::date, %(preferred_foot)s,"
    " %(nationality)s, 'active') ON CONFLICT (organisation_id, id) DO NOTHING"
)
_CHANGE: Final[LiteralString] = (
    "UPDATE clubs.players AS p SET version = p.version + 1, updated_at = %(now)s,"
    " known_as = coalesce(%(known_as)s, p.known_as),"
    " jersey_number = coalesce(%(jersey_number)s, p.jersey_number),"
    " position = coalesce(%(position)s, p.position),"
    " birth_date = coalesce(%(birth_date)s::date, p.birth_date),"
    " preferred_foot = coalesce(%(preferred_foot)s, p.preferred_foot),"
    " nationality = coalesce(%(nationality)s, p.nationality)"
    " WHERE p.organisation_id = %(organisation)s::uuid AND p.id = %(id)s::uuid"
    " AND (p.known_as, p.jersey_number, p.position, p.birth_date, p.preferred_foot, p.nationality)"
    " IS DISTINCT FROM (coalesce(%(known_as)s, p.known_as),"
    " coalesce(%(jersey_number)s, p.jersey_number), coalesce(%(position)s, p.position),"
    " coalesce(%(birth_date)s::date, p.birth_date), coalesce(%(preferred_foot)s, p.preferred_foot),"
    " coalesce(%(nationality)s, p.nationality))"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A player whom the club has."""

    id: str
    first_name: str
    last_name: str
    birth_date: str | None
    is_archived: bool


async def known_players(connection: Connection, job: ImportJob) -> list[Known]:
    """The players of the club whom the import may change."""
    everybody = ALL_TEAMS in job.team_access
    within = "" if everybody else f" AND {visible(load_nouns()['players'], 'p', 'write')}"
    wanted = {"organisation": job.organisation, "teams": sorted(job.team_access), "today": job.now.date()}
    return [Known(*row) for row in await connection.fetch_rows(sql(f"{_KNOWN}{within}"), wanted)]


async def erased(connection: Connection, organisation: str, player_ids: Sequence[str]) -> frozenset[str]:
    """Those of some ids whose players were erased."""
    rows = await connection.fetch_rows(_ERASED, [organisation, list(player_ids)])
    return frozenset(row[0] for row in rows)


async def add(
    connection: Connection, organisation: str, player_id: str, row: SquadRow, now: datetime
) -> None:
    """Stores a new player."""
    names = {"first_name": row.first_name, "last_name": row.last_name}
    await connection.execute(_ADD, {**_own(organisation, player_id, row.facts, now), **names})


async def change(
    connection: Connection, organisation: str, player_id: str, facts: Mapping[str, Any], now: datetime
) -> bool:
    """Changes what a file states of a player; returns whether anything is new."""
    cursor = await connection.execute(_CHANGE, _own(organisation, player_id, facts, now))
    return cursor.rowcount == 1


def _own(organisation: str, player_id: str, facts: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    stated = {name: facts.get(name) for name in _FACTS}
    return {"organisation": organisation, "id": player_id, "now": now, **stated}
