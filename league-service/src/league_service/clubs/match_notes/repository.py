"""SQL on notes."""

from collections.abc import Sequence
from typing import Any, Final, LiteralString

from league_service.clubs.match_notes.domain import Note
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_COLUMNS: Final = (
    "n.id::text, n.version, n.created_at, n.updated_at, n.match_id::text, n.author_id, n.body, n.visibility,"
    " n.player_id::text, n.period, n.match_s, n.tags"
)
_ORDER: Final = "coalesce(n.period, 0), coalesce(n.match_s, -1), n.id"
_SEEN: Final = (
    " FROM clubs.match_notes n WHERE n.organisation_id = %(organisation)s AND n.match_id = %(match)s"
    " AND ((n.author_id <> '' AND n.author_id = %(user)s) OR n.visibility = 'team'"
    " OR (n.visibility = 'staff' AND %(staff)s))"
    " AND (%(visibility)s::text IS NULL OR n.visibility = %(visibility)s)"
    " AND (%(player)s::uuid IS NULL OR n.player_id = %(player)s)"
    " AND (%(tag)s::text IS NULL OR %(tag)s = ANY(n.tags))"
)
_PAGE: Final[LiteralString] = (
    f"SELECT {_COLUMNS}{_SEEN} AND (%(after)s::boolean IS NOT TRUE"
    f" OR ({_ORDER}) > (%(period)s::int, %(match_s)s::float8, %(id)s::uuid))"
    f" ORDER BY {_ORDER} LIMIT %(limit)s"
)
_COUNT: Final[LiteralString] = f"SELECT count(*){_SEEN}"
_FIND: Final[LiteralString] = (
    f"SELECT {_COLUMNS} FROM clubs.match_notes n"
    " WHERE n.organisation_id = %s AND n.match_id = %s AND n.id = %s"
)
_LOCK: Final[LiteralString] = f"{_FIND} FOR NO KEY UPDATE"
_INSERT: Final = (
    "INSERT INTO clubs.match_notes (organisation_id, id, version, created_at, updated_at, match_id,"
    " author_id, body, visibility, player_id, period, match_s, tags)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
)
_CHANGE: Final = (
    "UPDATE clubs.match_notes SET version = %s, updated_at = %s, body = %s, visibility = %s, player_id = %s,"
    " period = %s, match_s = %s, tags = %s WHERE organisation_id = %s AND id = %s"
)
_DELETE: Final = "DELETE FROM clubs.match_notes WHERE organisation_id = %s AND id = %s"
_FORGET: Final = (
    "WITH gone AS (DELETE FROM clubs.match_notes WHERE author_id = ANY(%(users)s) AND visibility = 'private')"
    " UPDATE clubs.match_notes SET author_id = ''"
    " WHERE author_id = ANY(%(users)s) AND visibility <> 'private'"
)


async def page(
    reader: Reader, wanted: dict[str, Any], *, after: tuple[int, float, str] | None, limit: int
) -> list[Note]:
    """The notes that a member may see. `wanted` has the club, the match, the member and the filters."""
    period, match_s, id = after or (None, None, None)
    position = {"after": after is not None, "period": period, "match_s": match_s, "id": id, "limit": limit}
    return await reader.fetch_all(_note, _PAGE, wanted | position)


async def count(reader: Reader, wanted: dict[str, Any]) -> int:
    return await reader.fetch_value(_COUNT, wanted)


async def find(reader: Reader, organisation_id: str, match_id: str, note_id: str) -> Note | None:
    return await reader.fetch_one(_note, _FIND, [organisation_id, match_id, note_id])


async def lock(connection: Connection, organisation_id: str, match_id: str, note_id: str) -> Note | None:
    """Returns a note that no other transaction changes until this one ends."""
    return await connection.fetch_one(_note, _LOCK, [organisation_id, match_id, note_id])


async def add(connection: Connection, organisation_id: str, note: Note) -> None:
    """Adds a note, unless an earlier call with the same request id did."""
    await connection.execute(
        _INSERT,
        [
            *(organisation_id, note.id, note.version, note.created_at, note.updated_at, note.match_id),
            *(note.author_id, note.body, note.visibility, note.player_id, note.period, note.match_s),
            list(note.tags),
        ],
    )


async def change(connection: Connection, organisation_id: str, note: Note) -> None:
    await connection.execute(
        _CHANGE,
        [
            *(note.version, note.updated_at, note.body, note.visibility, note.player_id, note.period),
            *(note.match_s, list(note.tags), organisation_id, note.id),
        ],
    )


async def delete(connection: Connection, organisation_id: str, note_id: str) -> None:
    await connection.execute(_DELETE, [organisation_id, note_id])


async def forget_authors(connection: Connection, user_ids: Sequence[str]) -> None:
    """Deletes the private notes of accounts, and takes their ids off the others, which belong to the club."""
    await connection.execute(_FORGET, {"users": list(user_ids)})


def _note(tags: list[str], **row: Any) -> Note:
    return Note(tags=tuple(tags), **row)
