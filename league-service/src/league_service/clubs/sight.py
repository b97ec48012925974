"""Whether a caller sees a row that a request names, for RPCs that the engine does not write."""

from functools import cache
from typing import Final, LiteralString, cast

from altsports.contract.resources import load_nouns
from league_service.clubs.engine.access import Access, Sight, is_id, visible
from league_service.clubs.errors import RecordNotFound, UnknownReference
from service_kit.db.reader import Reader
from service_kit.errors import Violation

_ALIAS: Final = "r"


def seen(noun: str, access: Access, sight: Sight = "read") -> LiteralString:
    """The condition under which the caller sees a row `r` of a noun, with the parameters of the access."""
    return _within(noun, sight) if access.teams is not None else _of_club()


@cache
def _within(noun: str, sight: Sight) -> LiteralString:
    condition = visible(load_nouns()[noun], _ALIAS, sight)
    return cast("LiteralString", f"{_of_club()} AND {condition}")


def _of_club() -> LiteralString:
    return "r.organisation_id = %(organisation)s::uuid"


async def _is_there(reader: Reader, access: Access, noun: str, row_id: str, condition: str) -> bool:
    if not is_id(row_id):
        return False
    named = f"SELECT FROM {load_nouns()[noun].table} AS r WHERE r.id = %(id)s::uuid AND {condition}"
    query = f"SELECT EXISTS ({named})"
    return await reader.fetch_value(cast("LiteralString", query), access.parameters | {"id": row_id})


async def check_row(reader: Reader, access: Access, noun: str, row_id: str) -> None:
    """Raises RecordNotFound for a row that is not there, or that the caller may not see."""
    if not await _is_there(reader, access, noun, row_id, seen(noun, access)):
        raise RecordNotFound(load_nouns()[noun].singular, row_id, f"/api/v1/football/{noun}")


async def check_player(reader: Reader, access: Access, player_id: str | None) -> None:
    """Raises UnknownReference for a player whom the caller may not name."""
    current = f"{seen('players', access, 'name')} AND r.archived_at IS NULL"
    if player_id and not await _is_there(reader, access, "players", player_id, current):
        message = "There is no such player, or you may not see them: GET /api/v1/football/players"
        found: Violation = {"loc": ["player_id"], "msg": message, "type": "unknown_reference"}
        raise UnknownReference.of([found])
