"""Queries on the demo's club."""

from datetime import datetime
from typing import Final, LiteralString

from psycopg.types.json import Jsonb

from league_service.clubs.engine.hooks import Row
from league_service.demo.rovers.squads import SOURCE
from service_kit.db.connection import Connection
from service_kit.demo import DEMO_ORGANISATION

_LOCK: Final[LiteralString] = "SELECT pg_advisory_xact_lock(hashtext('clubs.demo'))"
_SEASON: Final[LiteralString] = (
    "SELECT digest FROM clubs.imported_rows"
    " WHERE organisation_id = %s::uuid AND source = %s AND noun = 'club' AND key = 'harbour rovers'"
)
_REMEMBER: Final[LiteralString] = (
    "INSERT INTO clubs.imported_rows (organisation_id, source, noun, key, row_id, digest, imported_at)"
    " VALUES (%s::uuid, %s, 'club', 'harbour rovers', %s::uuid, %s, %s)"
)
_DUE: Final[LiteralString] = (
    "SELECT m.id::text FROM clubs.matches AS m WHERE m.organisation_id = %s::uuid AND m.source = %s"
    " AND m.status = 'scheduled' AND m.version = 1 AND m.kick_off_at <= %s AND m.archived_at IS NULL"
    " ORDER BY m.kick_off_at, m.id FOR UPDATE"
)
_FINISH: Final[LiteralString] = (
    "UPDATE clubs.matches AS m SET status = 'finished', score = %s, version = 2, updated_at = %s"
    " WHERE m.organisation_id = %s::uuid AND m.id = %s::uuid"
)
_ABLE: Final[LiteralString] = (
    "SELECT p.id::text, p.status, EXISTS (SELECT FROM clubs.player_consents AS c"
    " WHERE c.organisation_id = p.organisation_id AND c.player_id = p.id AND c.kind = 'physical'"
    " AND c.withdrawn_at IS NULL) FROM clubs.players AS p"
    " WHERE p.organisation_id = %s::uuid AND p.archived_at IS NULL AND NOT EXISTS (SELECT FROM"
    " clubs.player_erasures AS e WHERE e.organisation_id = p.organisation_id AND e.player_id = p.id)"
)


async def lock(connection: Connection) -> None:
    """Lets nobody else store the demo's club until the transaction ends."""
    await connection.execute(_LOCK)


async def stored_season(connection: Connection) -> int | None:
    """The year in which the stored season began; None if the club was never stored."""
    year = await connection.fetch_value(_SEASON, [DEMO_ORGANISATION, SOURCE])
    return None if year is None else int(year)


async def remember_season(connection: Connection, year: int, now: datetime) -> None:
    """Keeps that the club was stored, so that what people delete stays deleted."""
    values = [DEMO_ORGANISATION, SOURCE, DEMO_ORGANISATION, str(year), now]
    await connection.execute(_REMEMBER, values)


async def due_matches(connection: Connection, kicked_off_before: datetime) -> list[str]:
    """The matches that are over and that nobody has changed."""
    rows = await connection.fetch_rows(_DUE, [DEMO_ORGANISATION, SOURCE, kicked_off_before])
    return [row[0] for row in rows]


async def finish(connection: Connection, match_id: str, score: Row, now: datetime) -> None:
    """Gives a match its result."""
    await connection.execute(_FINISH, [Jsonb(score), now, DEMO_ORGANISATION, match_id])


async def able_players(connection: Connection) -> dict[str, tuple[str, bool]]:
    """The players who are still there: their status, and whether measurements are consented to."""
    rows = await connection.fetch_rows(_ABLE, [DEMO_ORGANISATION])
    return {player: (status, consented) for player, status, consented in rows}
