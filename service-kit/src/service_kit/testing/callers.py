"""Callers for tests of services."""

from typing import Final

from altsports.contract.clubs import CLUB_PERMISSIONS, ClubRole, mesh_words
from service_kit.caller import Caller, CallerKind, service_caller

ADMIN: Final = Caller(
    kind="user", user_id="admin-1", username="admin", role="admin", permissions=frozenset({"*"})
)
READER: Final = Caller(kind="user", user_id="user-1", username="reader", role="user")
AI_SERVICE: Final = service_caller("ai-service")


def club_member(
    role: ClubRole, organisation_id: str, *teams: str, user_id: str = "", kind: CallerKind = "user"
) -> Caller:
    """A member of a club with access to some teams, as the edge identifies them."""
    return Caller(
        kind=kind,
        user_id=user_id or f"{role}-1",
        username=role,
        role="user",
        permissions=frozenset(mesh_words(CLUB_PERMISSIONS[role])),
        organisation_id=organisation_id,
        team_access=frozenset(teams),
        club_role=role,
    )
