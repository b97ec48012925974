"""What a caller may do in its club, and which teams it sees there.

`organisation_of` and `sees` decide which rows exist for a caller: a row of another club, or of a team without
access, is not found, exactly like an id that never was. The permissions of the contract are checked before a
handler runs; `require` is for those that depend on the request.
"""

from collections.abc import Iterable
from uuid import UUID

from altsports.contract.clubs import club_grants
from service_kit.caller import ALL_TEAMS, Caller
from service_kit.rpc.access import InsufficientPermissions, require_club_permission

require = require_club_permission


def organisation_of(caller: Caller) -> UUID:
    """The club for which the caller acts. Raises InsufficientPermissions if there is none."""
    organisation_id = _uuid(caller.organisation_id)
    if organisation_id is None or not caller.club_role:
        raise InsufficientPermissions(
            "Insufficient permissions. Required permission: football:read in a club,"
            " and your account belongs to none",
            required_permission="football:read",
        )
    return organisation_id


def may(caller: Caller, permission: str) -> bool:
    """Whether the club role and the credential of the caller grant a permission, such as football:write."""
    return caller.may_in_club(permission)


def is_manager(caller: Caller) -> bool:
    """Whether the caller is an account manager, who sees and changes everything of the club."""
    return bool(caller.organisation_id) and caller.club_role == "account_manager"


def is_player(caller: Caller) -> bool:
    """Whether the caller neither changes the football of the club nor analyses it.

    These are players, and the scouts and other staff whom the coaching product counts among them.
    """
    role = caller.club_role
    return not club_grants(role, "football:write") and not club_grants(role, "analysis:run")


def sees(caller: Caller, team_ids: Iterable[object]) -> bool:
    """Whether the caller sees a row that belongs to these own teams: to at least one of them.

    A row without a team belongs to the whole club. Ids of opponents do not count: leave them out.
    """
    teams = [str(team) for team in team_ids if team]
    return not teams or any(caller.sees_team(team) for team in teams)


def visible_teams(caller: Caller) -> list[UUID] | None:
    """The teams to which a query is restricted; None if the caller sees all teams of the club."""
    if is_manager(caller) or ALL_TEAMS in caller.team_access:
        return None
    return sorted(id for text in caller.team_access if (id := _uuid(text)) is not None)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:  # older memberships may name teams that never were rows
        return None
