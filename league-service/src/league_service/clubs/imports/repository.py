"""SQL of imports into a club: which rows earlier imports made, and new rows, many at once."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, LiteralString

import orjson
from psycopg.types.json import Jsonb

from league_service.clubs.engine.hooks import Row
from service_kit.db.connection import Connection

_TEAM: Final[LiteralString] = (
    "SELECT id::text, name, kind FROM clubs.teams"
    " WHERE organisation_id = %s::uuid AND id = %s::uuid AND archived_at IS NULL"
)
_TEAM_NAMED: Final[LiteralString] = (
    "SELECT id::text FROM clubs.teams WHERE organisation_id = %s::uuid AND lower(name) = lower(%s)"
    " AND archived_at IS NULL ORDER BY kind DESC, created_at DESC LIMIT 1"
)
_OWN_TEAMS: Final[LiteralString] = (
    "SELECT id::text, name FROM clubs.teams WHERE organisation_id = %s::uuid AND kind = 'own'"
    " AND archived_at IS NULL ORDER BY id"
)
_SIDES: Final[LiteralString] = (
    "SELECT home_team_id::text, away_team_id::text FROM clubs.matches"
    " WHERE organisation_id = %s::uuid AND id = %s::uuid"
)
_MADE: Final[LiteralString] = (
    "SELECT i.key, i.row_id::text, i.digest FROM clubs.imported_rows AS i"
    " WHERE i.organisation_id = %s::uuid AND i.source = %s AND i.noun = %s AND i.key = ANY(%s)"
)
_REMEMBER: Final[LiteralString] = (
    "INSERT INTO clubs.imported_rows (organisation_id, source, noun, key, row_id, digest, imported_at)"
    " SELECT %s::uuid, %s, %s, r.key, r.row_id, r.digest, %s"
    " FROM jsonb_to_recordset(%s) AS r(key text, row_id uuid, digest text)"
    " ON CONFLICT (organisation_id, source, noun, key) DO UPDATE"
    " SET row_id = excluded.row_id, digest = excluded.digest, imported_at = excluded.imported_at"
)
_EXISTING: Final[dict[str, LiteralString]] = {
    "team": "SELECT id::text FROM clubs.teams WHERE organisation_id = %s::uuid AND id = ANY(%s::uuid[])",
    "player": "SELECT id::text FROM clubs.players WHERE organisation_id = %s::uuid AND id = ANY(%s::uuid[])",
    "match": "SELECT id::text FROM clubs.matches WHERE organisation_id = %s::uuid AND id = ANY(%s::uuid[])",
}


async def find_team(connection: Connection, organisation: str, team_id: str) -> tuple[str, str, str] | None:
    """The id, the name and the kind of a team."""
    rows = await connection.fetch_rows(_TEAM, [organisation, team_id])
    return rows[0] if rows else None


async def team_named(connection: Connection, organisation: str, name: str) -> str | None:
    """The team of the club with a name, own ones first."""
    return await connection.fetch_value(_TEAM_NAMED, [organisation, name])


async def own_teams(connection: Connection, organisation: str) -> dict[str, str]:
    """The names of the teams of the club itself, by id."""
    return dict(await connection.fetch_rows(_OWN_TEAMS, [organisation]))


async def sides_of(connection: Connection, organisation: str, match_id: str) -> tuple[str, str]:
    """The home and the away team of a stored match."""
    return (await connection.fetch_rows(_SIDES, [organisation, match_id]))[0]


async def made_rows(
    connection: Connection, organisation: str, source: str, noun: str, keys: Sequence[str]
) -> dict[str, tuple[str, str]]:
    """The rows that earlier imports made and that still exist, with their digests, by key."""
    rows = await connection.fetch_rows(_MADE, [organisation, source, noun, list(keys)])
    ids = [row[1] for row in rows]
    left = {row[0] for row in await connection.fetch_rows(_EXISTING[noun], [organisation, ids])}
    return {key: (row_id, digest) for key, row_id, digest in rows if row_id in left}


async def remember(
    connection: Connection,
    organisation: str,
    source: str,
    noun: str,
    rows: Mapping[str, str],
    *,
    now: datetime,
    digest: str = "",
) -> None:
    """Keeps which row belongs to which key."""
    values = [{"key": key, "row_id": row_id, "digest": digest} for key, row_id in rows.items()]
    await connection.execute(_REMEMBER, [organisation, source, noun, now, _json(values)])


_SQUAD: Final[LiteralString] = (
    "SELECT p.id::text, p.first_name, p.last_name, p.known_as FROM clubs.players AS p"
    " JOIN clubs.player_registrations AS r ON r.organisation_id = p.organisation_id AND r.player_id = p.id"
    " WHERE p.organisation_id = %s::uuid AND r.team_id = %s::uuid AND p.archived_at IS NULL"
)


async def squad(
    connection: Connection, organisation: str, team_id: str
) -> list[tuple[str, str, str, str | None]]:
    """The players who ever belonged to a team: id, first name, last name, known as."""
    return await connection.fetch_rows(_SQUAD, [organisation, team_id])


_REGISTRATIONS: Final[LiteralString] = (
    """SELECT player_id::text, position, team_id::text, "from", "to" FROM clubs.player_registrations"""
    " WHERE organisation_id = %s::uuid AND player_id = ANY(%s::uuid[]) ORDER BY player_id, position"
)
_EARLIER: Final[LiteralString] = (
    """UPDATE clubs.player_registrations SET "from" = %s"""
    " WHERE organisation_id = %s::uuid AND player_id = %s::uuid AND position = %s"
)
_REGISTER: Final[LiteralString] = (
    "INSERT INTO clubs.player_registrations"
    """ (organisation_id, player_id, position, team_id, "from")"""
    " VALUES (%s::uuid, %s::uuid, %s, %s::uuid, %s)"
)


async def register(
    connection: Connection, organisation: str, team_id: str, player_ids: Sequence[str], day: date
) -> None:
    """Makes players belong to a team on a day: an open interval begins earlier, or a new one begins."""
    rows = await connection.fetch_rows(_REGISTRATIONS, [organisation, list(player_ids)])
    for player in player_ids:
        own = [row for row in rows if row[0] == player]
        of_team = [row for row in own if row[2] == team_id]
        if any(row[3] <= day and (row[4] is None or row[4] >= day) for row in of_team):
            continue
        later = next((row for row in of_team if row[4] is None and row[3] > day), None)
        if later is not None:
            await connection.execute(_EARLIER, [day, organisation, player, later[1]])
        else:
            position = max((row[1] for row in own), default=-1) + 1
            await connection.execute(_REGISTER, [organisation, player, position, team_id, day])


_COLUMNS: Final[dict[LiteralString, LiteralString]] = {
    "teams": "name text, kind text",
    "events": "name text, kind text, season text, starts_on date, ends_on date",
    "players": (
        "first_name text, last_name text, known_as text, jersey_number int, position text, status text"
    ),
    "matches": (
        "home_team_id uuid, away_team_id uuid, kick_off_at timestamptz, venue text, neutral boolean,"
        " status text, periods int, period_minutes int, extra_time_minutes int,"
        " pitch_length_m double precision, pitch_width_m double precision, score jsonb,"
        " kick_off_unknown boolean, source text, time_zone text, event_id uuid"
    ),
    "match_lineups": (
        "match_id uuid, player_id uuid, team_id uuid, role text, position text, jersey_number int,"
        " captain boolean"
    ),
    "match_events": (
        "match_id uuid, team_id uuid, type text, period int, minute int, stoppage_minute int, second int,"
        " player_id uuid, related_player_id uuid, x double precision, y double precision,"
        " end_x double precision, end_y double precision, outcome text, detail text, xg double precision,"
        " source text, sequence int"
    ),
    "player_match_statistics": (
        "match_id uuid, player_id uuid, goals int, assists int, shots int, xg double precision, passes int,"
        " passes_completed int, pressures int, tackles int, source text"
    ),
}


def _insert(table: LiteralString, columns: LiteralString) -> LiteralString:
    names = ", ".join([column.split(" ")[0] for column in columns.split(", ")])
    return (
        f"INSERT INTO clubs.{table} (organisation_id, id, version, created_at, updated_at, {names})"
        f" SELECT %s::uuid, r.id, 1, %s, %s, {names} FROM jsonb_to_recordset(%s) AS r(id uuid, {columns})"
        " ON CONFLICT DO NOTHING"
    )


_INSERTS: Final[dict[str, LiteralString]] = {
    table: _insert(table, columns) for table, columns in _COLUMNS.items()
}


async def insert(
    connection: Connection, organisation: str, table: str, rows: Sequence[Row], now: datetime
) -> int:
    """Stores new rows; those that exist stay as they are. Returns how many were new."""
    if not rows:
        return 0
    cursor = await connection.execute(_INSERTS[table], [organisation, now, now, _json(rows)])
    return cursor.rowcount


_FORGET: Final[tuple[LiteralString, ...]] = (
    "DELETE FROM clubs.match_events WHERE organisation_id = %(organisation)s::uuid"
    " AND match_id = %(match)s::uuid AND source = %(source)s AND version = 1",
    "DELETE FROM clubs.player_match_statistics WHERE organisation_id = %(organisation)s::uuid"
    " AND match_id = %(match)s::uuid AND source = %(source)s AND version = 1",
    "DELETE FROM clubs.match_lineups WHERE organisation_id = %(organisation)s::uuid"
    " AND match_id = %(match)s::uuid AND id = ANY(%(lines)s::uuid[]) AND version = 1",
)
_CORRECTED: Final[LiteralString] = (
    "SELECT (SELECT count(*) FROM clubs.match_events WHERE organisation_id = %(organisation)s::uuid"
    " AND match_id = %(match)s::uuid AND source = %(source)s AND version > 1),"
    " (SELECT count(*) FROM clubs.player_match_statistics WHERE organisation_id = %(organisation)s::uuid"
    " AND match_id = %(match)s::uuid AND source = %(source)s AND version > 1),"
    " (SELECT count(*) FROM clubs.match_lineups WHERE organisation_id = %(organisation)s::uuid"
    " AND match_id = %(match)s::uuid AND id = ANY(%(lines)s::uuid[]) AND version > 1)"
)


async def forget(
    connection: Connection, organisation: str, match_id: str, source: str, lines: Sequence[str]
) -> tuple[int, int, int]:
    """Deletes what an earlier import of a match stored and nobody has changed since.

    `lines` are the line-up entries that imports make. Returns how many events, figures and entries people
    have changed.
    """
    parameters = {
        "organisation": organisation, "match": match_id, "source": source, "lines": list(lines),
    }  # fmt: skip
    for statement in _FORGET:
        await connection.execute(statement, parameters)
    return (await connection.fetch_rows(_CORRECTED, parameters))[0]


_MATCH: Final[LiteralString] = (
    "SELECT id::text, version, archived_at, home_team_id::text, away_team_id::text, kick_off_at,"
    " kick_off_unknown, time_zone, status, score, event_id::text, venue FROM clubs.matches"
    " WHERE organisation_id = %s::uuid AND id = %s::uuid FOR UPDATE"
)
_FACTS: Final = (
    "id", "version", "archived_at", "home_team_id", "away_team_id", "kick_off_at", "kick_off_unknown",
    "time_zone", "status", "score", "event_id", "venue",
)  # fmt: skip
_CHANGE: Final[LiteralString] = (
    "UPDATE clubs.matches SET score = %(score)s, kick_off_at = %(kick_off_at)s,"
    " kick_off_unknown = %(kick_off_unknown)s, status = %(status)s, event_id = %(event_id)s::uuid,"
    " version = version + 1, updated_at = %(now)s"
    " WHERE organisation_id = %(organisation)s::uuid AND id = %(id)s::uuid"
)
_STATED: Final[LiteralString] = (
    "SELECT digest FROM clubs.imported_rows WHERE organisation_id = %s::uuid AND source = %s"
    " AND noun = 'stated' AND key = %s"
)
_COMPETITION: Final[LiteralString] = (
    "SELECT id::text FROM clubs.events WHERE organisation_id = %s::uuid AND lower(name) = lower(%s)"
    " AND season IS NOT DISTINCT FROM %s AND archived_at IS NULL"
)


async def match_of(connection: Connection, organisation: str, match_id: str) -> Row:
    """The facts of a stored match that an import may change; the match is locked."""
    rows = await connection.fetch_rows(_MATCH, [organisation, match_id])
    return dict(zip(_FACTS, rows[0], strict=True))


async def change_match(connection: Connection, organisation: str, match: Row, now: datetime) -> None:
    """Stores the facts of a match that an import changed."""
    score = None if match["score"] is None else Jsonb(match["score"])
    await connection.execute(_CHANGE, {**match, "score": score, "organisation": organisation, "now": now})


async def stated_of(connection: Connection, organisation: str, source: str, key: str) -> str | None:
    """What the last import of a match stated about it."""
    return await connection.fetch_value(_STATED, [organisation, source, key])


async def competition_named(
    connection: Connection, organisation: str, name: str, season: str | None
) -> str | None:
    """The competition of the club with a name and a season."""
    return await connection.fetch_value(_COMPETITION, [organisation, name, season])


def _json(rows: Any) -> Jsonb:
    return Jsonb(rows, dumps=orjson.dumps)
