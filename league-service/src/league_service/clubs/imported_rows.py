"""What people deleted of an import: the next import of the match does not bring it back."""

from datetime import datetime
from typing import Final, LiteralString

from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

DELETED: Final = "deleted"
_REMEMBER: Final[LiteralString] = (
    "INSERT INTO clubs.imported_rows (organisation_id, source, noun, key, row_id, digest, imported_at)"
    " SELECT m.organisation_id, m.source, 'deleted', m.id::text || '/' || r.id::text, r.id, '', %(now)s"
    " FROM clubs.matches AS m CROSS JOIN unnest(%(rows)s::uuid[]) AS r(id)"
    " WHERE m.organisation_id = %(organisation)s::uuid AND m.id = %(match)s::uuid AND m.source <> 'staff'"
    " ON CONFLICT (organisation_id, source, noun, key) DO NOTHING"
)
_DELETED: Final[LiteralString] = (
    "SELECT row_id::text FROM clubs.imported_rows WHERE organisation_id = %s::uuid AND noun = 'deleted'"
    " AND starts_with(key, %s)"
)
_FORGET: Final[LiteralString] = (
    "DELETE FROM clubs.imported_rows WHERE organisation_id = %s::uuid AND noun = 'deleted'"
    " AND starts_with(key, %s)"
)


async def note_deleted(
    connection: Connection, organisation: str, match_id: str, row_ids: list[str], now: datetime
) -> None:
    """Keeps that people deleted rows of a match, if the match was imported."""
    parameters = {"organisation": organisation, "match": match_id, "rows": row_ids, "now": now}
    await connection.execute(_REMEMBER, parameters)


async def deleted_rows(reader: Reader, organisation: str, match_id: str) -> frozenset[str]:
    """The rows of a match that people deleted."""
    rows = await reader.fetch_rows(_DELETED, [organisation, f"{match_id}/"])
    return frozenset(row[0] for row in rows)


async def forget_deleted(connection: Connection, organisation: str, match_id: str) -> None:
    """Forgets it when the match itself is imported anew."""
    await connection.execute(_FORGET, [organisation, f"{match_id}/"])
