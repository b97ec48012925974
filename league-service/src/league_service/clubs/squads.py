"""Which player of a club a member is, and for which teams a player plays."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from league_service.clubs.engine.access import Access, is_id
from service_kit.caller import Caller
from service_kit.db.reader import Reader

_PLAYER_OF: Final = (
    "SELECT id::text FROM clubs.players"
    " WHERE organisation_id = %s AND user_id = %s::uuid AND archived_at IS NULL"
)
_USER_OF: Final = "SELECT user_id::text FROM clubs.players WHERE organisation_id = %s AND id = %s::uuid"
_NAMES: Final = (
    "SELECT id::text, coalesce(known_as, first_name || ' ' || last_name) FROM clubs.players"
    " WHERE organisation_id = %s AND id = ANY(%s::uuid[])"
)
_PLAYS_FOR: Final = (
    "SELECT EXISTS (SELECT FROM clubs.player_registrations WHERE organisation_id = %s AND player_id = %s"
    """ AND team_id = ANY(%s::uuid[]) AND "from" <= %s AND ("to" IS NULL OR "to" >= %s))"""
)


async def player_id_of(reader: Reader, caller: Caller) -> str | None:
    """The player who has the caller's account."""
    if not is_id(caller.user_id):
        return None
    return await reader.fetch_value(_PLAYER_OF, [caller.organisation_id, caller.user_id])


async def user_id_of(reader: Reader, access: Access, player_id: str) -> str | None:
    """The account of a player."""
    return await reader.fetch_value(_USER_OF, [access.organisation, player_id])


async def names_of(reader: Reader, organisation: str, player_ids: Sequence[str]) -> dict[str, str]:
    """The names of players, such as those in a match, also for whoever may not see their rows any more."""
    return dict(await reader.fetch_rows(_NAMES, [organisation, list(player_ids)]))


async def plays_for(
    reader: Reader, access: Access, player_id: str, team_ids: Sequence[str], day: date
) -> bool:
    """Whether a player belongs to one of the teams on a day."""
    return await reader.fetch_value(_PLAYS_FOR, [access.organisation, player_id, list(team_ids), day, day])
