"""The affiliation of an account with an organisation: the value, and the columns it is read from."""

from dataclasses import dataclass
from typing import Any, Final, Literal
from uuid import UUID

from auth_service.roles.domain import ClubRole

ALL_TEAMS: Final = "*"

Status = Literal["invited", "active", "suspended"]


@dataclass(frozen=True, slots=True)
class Affiliation:
    """The role and access of an account in one organisation."""

    organisation_id: UUID
    organisation_name: str
    staff_id: UUID
    status: Status
    staff_role: str
    club_role: ClubRole
    team_access: tuple[str, ...]

    @property
    def team_id(self) -> str | None:
        """The first visible team, if one is named."""
        return next((team for team in self.team_access if team != ALL_TEAMS), None)

    @property
    def is_manager(self) -> bool:
        return self.status == "active" and self.club_role == "account_manager"


AFFILIATION: Final = (
    "o.id AS organisation_id, o.name AS organisation_name, m.id AS staff_id, m.status, m.staff_role,"
    " m.club_role, m.team_access"
)
"""To select from memberships m and organisations o."""

ACTIVE_AFFILIATION: Final = (
    f"(SELECT {AFFILIATION} FROM auth.memberships m JOIN auth.organisations o ON o.id = m.organisation_id"
    " WHERE m.user_id = u.id AND m.status = 'active'"
    " AND (%(organisation)s::uuid IS NULL OR o.id = %(organisation)s::uuid)"
    " ORDER BY m.created_at, m.id LIMIT 1)"
)
"""For a lateral join on users u: the membership in one organisation, or the first one."""


def affiliation_of(columns: dict[str, Any]) -> Affiliation | None:
    """Removes the columns of AFFILIATION from a row and converts them; None if the join found nothing."""
    organisation_id: UUID | None = columns.pop("organisation_id")
    names = ("organisation_name", "staff_id", "status", "staff_role", "club_role", "team_access")
    values = {name: columns.pop(name) for name in names}
    if organisation_id is None:
        return None
    values["team_access"] = tuple(values["team_access"])
    return Affiliation(organisation_id=organisation_id, **values)
