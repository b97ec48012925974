"""SQL on answers to invitations."""

from typing import Final, LiteralString

from league_service.clubs.occasions.domain import Noun
from league_service.clubs.responses.domain import Response
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_COLUMNS: Final = "s.person, s.player_id::text, s.user_id, s.answer, s.reason, s.responded_at, s.recorded_by"
_LIST: Final[LiteralString] = (
    f"SELECT {_COLUMNS} FROM clubs.responses s WHERE s.organisation_id = %s AND s.occasion_id = %s"
    " ORDER BY s.responded_at, s.person"
)
_COLUMN: Final[dict[Noun, LiteralString]] = {
    "matches": "match_id",
    "training_sessions": "training_session_id",
    "reunions": "reunion_id",
}
_STORE: Final = (
    "INSERT INTO clubs.responses (organisation_id, occasion_id, {column}, person, player_id, user_id, answer,"
    " reason, responded_at, recorded_by) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (organisation_id, occasion_id, person) DO UPDATE SET answer = excluded.answer,"
    " reason = excluded.reason, responded_at = excluded.responded_at, recorded_by = excluded.recorded_by,"
    " user_id = excluded.user_id"
    " WHERE (responses.answer, responses.reason, responses.recorded_by)"
    " IS DISTINCT FROM (excluded.answer, excluded.reason, excluded.recorded_by)"
)
_FIND: Final[LiteralString] = (
    f"SELECT {_COLUMNS} FROM clubs.responses s"
    " WHERE s.organisation_id = %s AND s.occasion_id = %s AND s.person = %s"
)
_DELETE: Final = "DELETE FROM clubs.responses WHERE organisation_id = %s AND occasion_id = %s AND person = %s"


async def listed(reader: Reader, organisation: str, occasion_id: str) -> list[Response]:
    """The answers, the first one first."""
    return await reader.fetch_all(Response, _LIST, [organisation, occasion_id])


async def store(
    connection: Connection, organisation: str, noun: Noun, occasion_id: str, response: Response
) -> bool:
    """Stores an answer in place of an earlier one; returns False if nothing changed."""
    cursor = await connection.execute(
        _STORE.replace("{column}", _COLUMN[noun]),
        [
            *(organisation, occasion_id, occasion_id, response.person, response.player_id, response.user_id),
            *(response.answer, response.reason, response.responded_at, response.recorded_by),
        ],
    )
    return cursor.rowcount == 1


async def find(reader: Reader, organisation: str, occasion_id: str, person: str) -> Response | None:
    return await reader.fetch_one(Response, _FIND, [organisation, occasion_id, person])


async def delete(connection: Connection, organisation: str, occasion_id: str, person: str) -> bool:
    """Deletes an answer; returns False if there is none."""
    cursor = await connection.execute(_DELETE, [organisation, occasion_id, person])
    return cursor.rowcount == 1
