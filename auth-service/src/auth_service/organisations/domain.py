"""Organisations and memberships as values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from auth_service.users.affiliations import ALL_TEAMS, Affiliation

MOST_OWNED: Final = 50
"""The maximum number of organisations that one account can manage."""


INVITATION_LIFETIME: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A club or company, with the affiliation of the requesting account."""

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
    """A person in an organisation, or an invitation; then `user_id` is None."""

    user_id: UUID | None
    email: str
    full_name: str | None
    affiliation: Affiliation
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation before it is stored, or when its token is used."""

    affiliation: Affiliation
    address: str
    full_name: str | None
    expires_at: datetime


def normal_teams(teams: list[str]) -> list[str]:
    """Team ids without spaces and duplicates; "all teams" replaces single teams."""
    named = list(dict.fromkeys(team.strip() for team in teams if team.strip()))
    return [ALL_TEAMS] if ALL_TEAMS in named else named
