"""SQL on line-ups: their players, and the version of the whole line-up of a side."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Final, LiteralString, NamedTuple
from uuid import NAMESPACE_OID, uuid5

from altsports.contract.resources import load_nouns
from league_service.clubs.engine.access import Access, visible
from league_service.clubs.engine.plan import sql
from league_service.clubs.match_lineups.domain import Entry, SquadPlayer
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_REGISTERED: Final = (
    "EXISTS (SELECT FROM clubs.player_registrations AS r WHERE r.organisation_id = p.organisation_id"
    " AND r.player_id = p.id AND r.team_id = %(team)s::uuid"
    """ AND r."from" <= {day} AND (r."to" IS NULL OR r."to" >= {day}))"""
)
_TODAY: Final = _REGISTERED.replace("{day}", "%(today)s::date")
_THAT_DAY: Final = _REGISTERED.replace("{day}", """coalesce(%(day)s::date, r."from")""")
# How a player is today is the business of today's team alone, and strangers look like nobody.
_SQUAD: Final = (
    "SELECT p.id::text, coalesce(p.known_as, p.first_name || ' ' || p.last_name),"
    f" CASE WHEN {_TODAY} THEN p.status END, p.position, p.birth_date, p.jersey_number, {_THAT_DAY}"
    " FROM clubs.players AS p WHERE p.organisation_id = %(organisation)s::uuid"
    " AND p.id = ANY(%(players)s::uuid[])"
    " AND (p.archived_at IS NULL OR p.archived_at > %(kick_off)s::timestamptz)"
)


@cache
def _squad(*, scoped: bool, keep: bool) -> LiteralString:
    named = f" AND ({_THAT_DAY} OR {visible(load_nouns()['players'], 'p', 'name')})" if scoped else ""
    return sql(f"{_SQUAD}{named}{' FOR KEY SHARE OF p' if keep else ''}")


class Squad(NamedTuple):
    """The players whom a line-up names, and their usual numbers."""

    players: dict[str, SquadPlayer]
    numbers: dict[str, int]


async def squad_of(
    reader: Reader,
    access: Access,
    team_id: str,
    player_ids: Sequence[str],
    day: date | None,
    *,
    keep: bool = True,
    kick_off: datetime | None = None,
) -> Squad:
    """What is known on a day about players whom the caller may name; without a day, any registration counts.

    With `keep`, none of them can be deleted until the transaction ends. With a `kick_off`, players who were
    archived after it are among them.
    """
    statement = _squad(scoped=access.teams is not None, keep=keep)
    parameters = access.parameters | {"team": team_id, "players": list(player_ids), "day": day}
    parameters["kick_off"] = kick_off
    players: dict[str, SquadPlayer] = {}
    numbers: dict[str, int] = {}
    for row in await reader.fetch_rows(statement, parameters):
        player_id, name, status, position, born, number, registered = row
        players[player_id] = SquadPlayer(name, registered, status or "active", position or "", born)
        if number is not None:
            numbers[player_id] = number
    return Squad(players, numbers)


_TEAMS_OF: Final[LiteralString] = (
    "SELECT DISTINCT r.team_id::text FROM clubs.player_registrations AS r"
    " WHERE r.organisation_id = %s::uuid AND r.player_id = %s::uuid AND r.team_id = ANY(%s::uuid[])"
    """ AND (%s::date IS NULL OR (r."from" <= %s::date AND (r."to" IS NULL OR r."to" >= %s::date)))"""
)


async def teams_of(
    reader: Reader, organisation: str, player_id: str, team_ids: Sequence[str], day: date | None
) -> list[str]:
    """For which of some teams a player is registered on a day."""
    rows = await reader.fetch_rows(_TEAMS_OF, [organisation, player_id, list(team_ids), day, day, day])
    return [row[0] for row in rows]


_ENTRIES: Final[LiteralString] = (
    "SELECT id::text, player_id::text, role, position, jersey_number, captain FROM clubs.match_lineups"
    " WHERE organisation_id = %s::uuid AND match_id = %s::uuid AND team_id = %s::uuid"
    " AND archived_at IS NULL ORDER BY created_at, id"
)


async def entries_of(reader: Reader, organisation: str, match_id: str, team_id: str) -> dict[str, Entry]:
    """The line-up of a side by the ids of its rows."""
    rows = await reader.fetch_rows(_ENTRIES, [organisation, match_id, team_id])
    return {row[0]: Entry(row[1], row[2], row[3] or "", row[4], row[5]) for row in rows}


_LOCK: Final[LiteralString] = (
    "INSERT INTO clubs.match_sheets (organisation_id, match_id, team_id, id, version, updated_at)"
    " VALUES (%s::uuid, %s::uuid, %s::uuid, %s::uuid, 0, %s)"
    " ON CONFLICT (organisation_id, match_id, team_id) DO UPDATE SET version = match_sheets.version"
    " RETURNING version"
)
_RAISE: Final[LiteralString] = (
    "UPDATE clubs.match_sheets SET version = version + 1, updated_at = %s"
    " WHERE organisation_id = %s::uuid AND match_id = %s::uuid AND team_id = %s::uuid"
)
_SHEET: Final[LiteralString] = (
    "SELECT version, updated_at FROM clubs.match_sheets"
    " WHERE organisation_id = %s::uuid AND match_id = %s::uuid AND team_id = %s::uuid"
)


_COMING: Final[LiteralString] = (
    "SELECT s.player_id::text FROM clubs.responses AS s WHERE s.organisation_id = %s::uuid"
    " AND s.occasion_id = %s::uuid AND s.answer = 'attending' AND s.player_id IS NOT NULL"
    " ORDER BY s.responded_at, s.player_id"
)


async def coming(reader: Reader, organisation: str, match_id: str) -> list[str]:
    """The players who said that they come, the first one first."""
    return [row[0] for row in await reader.fetch_rows(_COMING, [organisation, match_id])]


_DELETE: Final[LiteralString] = (
    "DELETE FROM clubs.match_lineups WHERE organisation_id = %s::uuid AND id = ANY(%s::uuid[])"
)
_INSERT: Final[LiteralString] = (
    "INSERT INTO clubs.match_lineups (organisation_id, match_id, team_id, id, version, created_at,"
    " updated_at, player_id, role, position, jersey_number, captain)"
    " VALUES (%s::uuid, %s::uuid, %s::uuid, %s::uuid, 1, %s, %s, %s::uuid, %s, %s, %s, %s)"
)
_UPDATE: Final[LiteralString] = (
    "UPDATE clubs.match_lineups SET version = version + 1, updated_at = %s, role = %s, position = %s,"
    " jersey_number = %s, captain = %s WHERE organisation_id = %s::uuid AND id = %s::uuid"
)


async def delete_lines(connection: Connection, organisation: str, line_ids: Sequence[str]) -> None:
    """Deletes lines of line-ups."""
    if line_ids:
        await connection.execute(_DELETE, [organisation, list(line_ids)])


async def insert_line(
    connection: Connection, of: tuple[str, str, str], line_id: str, entry: Entry, now: datetime
) -> None:
    """Stores a line. `of` is the organisation, the match and the team."""
    facts = [entry.player_id, entry.role, entry.position or None, entry.jersey_number, entry.captain]
    await connection.execute(_INSERT, [*of, line_id, now, now, *facts])


async def update_line(
    connection: Connection, organisation: str, line_id: str, entry: Entry, now: datetime
) -> None:
    """Changes a line."""
    facts = [entry.role, entry.position or None, entry.jersey_number, entry.captain]
    await connection.execute(_UPDATE, [now, *facts, organisation, line_id])


def sheet_id(match_id: str, team_id: str) -> str:
    """The id of the line-up of a side."""
    return str(uuid5(NAMESPACE_OID, f"lineup {match_id} {team_id}"))


async def lock_sheet(
    connection: Connection, organisation: str, match_id: str, team_id: str, now: datetime
) -> int:
    """Keeps the line-up of a side from changing until the transaction ends; returns its version."""
    parameters = [organisation, match_id, team_id, sheet_id(match_id, team_id), now]
    return (await connection.fetch_rows(_LOCK, parameters))[0][0]


async def raise_version(
    connection: Connection, organisation: str, match_id: str, team_id: str, now: datetime
) -> None:
    """Counts a change of the line-up of a side."""
    await connection.execute(_RAISE, [now, organisation, match_id, team_id])


async def find_sheet(
    reader: Reader, organisation: str, match_id: str, team_id: str
) -> tuple[int, datetime | None]:
    """The version of the line-up of a side and when it changed; 0 before there is one."""
    rows: list[tuple[Any, ...]] = await reader.fetch_rows(_SHEET, [organisation, match_id, team_id])
    return (rows[0][0], rows[0][1] if rows[0][0] else None) if rows else (0, None)
