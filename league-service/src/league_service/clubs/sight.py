"""Whether a caller sees a row that a request names, for RPCs that the engine does not write."""

from functools import cache
from typing import Final, LiteralString, cast

from altsports.contract.resources import load_nouns
from league_service.clubs.engine.access import Access, is_id, visible
from league_service.clubs.errors import RecordNotFound, UnknownReference
from service_kit.db.reader import Reader
from service_kit.errors import Violation

_ALIAS: Final = "r"


def seen(noun: str, access: Access) -> LiteralString:
    """The condition under which the caller sees a row `r` of a noun, with the parameters of the access."""
    return _within(noun) if access.teams is not None else _of_club()


@cache
def _within(noun: str) -> LiteralString:
    condition = visible(load_nouns()[noun], _ALIAS)
    return cast("LiteralString", f"{_of_club()} AND {condition}")


def _of_club() -> LiteralString:
    return "r.organisation_id = %(organisation)s::uuid"


async def sees_row(reader: Reader, access: Access, noun: str, row_id: str, *, archived: bool = True) -> bool:
    """Whether there is such a row, and the caller sees it."""
    if not is_id(row_id):
        return False
    table = load_nouns()[noun].table
    current = "" if archived else " AND r.archived_at IS NULL"
    named = f"SELECT FROM {table} AS r WHERE r.id = %(id)s::uuid AND {seen(noun, access)}{current}"
    query = f"SELECT EXISTS ({named})"
    return await reader.fetch_value(cast("LiteralString", query), access.parameters | {"id": row_id})


async def check_row(reader: Reader, access: Access, noun: str, row_id: str) -> None:
    """Raises RecordNotFound for a row that is not there, or that the caller may not see."""
    if not await sees_row(reader, access, noun, row_id):
        raise RecordNotFound(load_nouns()[noun].singular, row_id, f"/api/v1/football/{noun}")


async def check_player(reader: Reader, access: Access, player_id: str | None) -> None:
    """Raises UnknownReference for a player whom the caller may not name."""
    if player_id and not await sees_row(reader, access, "players", player_id, archived=False):
        message = "There is no such player, or you may not see them: GET /api/v1/football/players"
        found: Violation = {"loc": ["player_id"], "msg": message, "type": "unknown_reference"}
        raise UnknownReference.of([found])
