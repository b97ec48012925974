"""What the engine does beyond the rules of players."""

from collections.abc import Sequence
from typing import Final

from league_service.clubs.engine.access import Access, access_of
from league_service.clubs.engine.hooks import Row, Write
from league_service.clubs.players.domain import is_possible_birth_date
from service_kit.errors import ValidationFailed

_ARE_OWN: Final = (
    "SELECT EXISTS (SELECT FROM clubs.teams WHERE organisation_id = %s AND kind = 'own'"
    " AND id = ANY(%s::uuid[]))"
)


async def before_player(write: Write, before: Row | None, after: Row) -> Sequence[str]:
    """Raises ValidationFailed for a day on which nobody who plays can have been born."""
    born, today = after["birth_date"], write.now.date()
    changed = before is None or before["birth_date"] != born
    if born is not None and changed and not is_possible_birth_date(born, today):
        raise ValidationFailed.at(["birth_date"], f"A day of birth lies in the 100 years before {today}")
    return await _warn_of_sight(write, after)


async def _warn_of_sight(write: Write, after: Row) -> Sequence[str]:
    """Warns members who will not see the player that they store, because no registration grants it today."""
    access, registrations = access_of(write.caller, write.now), after["registrations"]
    if access.teams is None or any(_is_in_force(each, access, access.teams) for each in registrations):
        return ()
    teams = [each["team_id"] for each in registrations]
    if not await write.connection.fetch_value(_ARE_OWN, [access.organisation, teams]):
        return ()
    return [
        f"No registration with one of your teams includes today, {access.today}: until one does, you do not"
        " see this player. Account managers do."
    ]


def _is_in_force(registration: Row, access: Access, teams: Sequence[str]) -> bool:
    first, last, today = registration["from"], registration["to"], access.today.isoformat()
    return registration["team_id"] in teams and first <= today and (not last or last >= today)
