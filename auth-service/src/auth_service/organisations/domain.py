"""Organisations and memberships as values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from auth_service.roles.domain import ClubRole

ALL_TEAMS: Final = "*"
MOST_OWNED: Final = 50
"""Organisations that one account may manage."""

Status = Literal["invited", "active"]


@dataclass(frozen=True, slots=True)
class Affiliation:
    """What an account is in one organisation."""

    organisation_id: UUID
    organisation_name: str
    staff_id: UUID
    status: Status
    staff_role: str
    club_role: ClubRole
    team_access: tuple[str, ...]

    @property
    def team_id(self) -> str | None:
        """The first team that may be seen, where one is named."""
        return next((team for team in self.team_access if team != ALL_TEAMS), None)

    @property
    def is_manager(self) -> bool:
        return self.status == "active" and self.club_role == "account_manager"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A club or company, with what the account that asks is in it."""

    id: UUID
    name: str
    kind: str
    country: str | None
    website: str | None
    member_count: int
    affiliation: Affiliation
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """A person in an organisation."""

    user_id: UUID
    email: str
    full_name: str | None
    affiliation: Affiliation
    created_at: datetime
    updated_at: datetime


def normal_teams(teams: list[str]) -> list[str]:
    """Team ids without blanks and repetitions; all teams swallow single ones."""
    named = list(dict.fromkeys(team.strip() for team in teams if team.strip()))
    return [ALL_TEAMS] if ALL_TEAMS in named else named
