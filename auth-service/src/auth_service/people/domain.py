"""The people of an organisation as values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from auth_service.roles.domain import ClubRole, club_role_of_job
from auth_service.users.affiliations import ALL_TEAMS, Status
from auth_service.users.domain import UserType

ORDERS: Final = ("full_name", "created_at", "updated_at")
OWNER: Final = "owner"
NO_JOB: Final = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A membership or an invitation: `user_id` is None until the person accepts."""

    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    user_id: UUID | None
    email: str
    full_name: str | None
    status: Status
    staff_role: str
    club_role: ClubRole
    team_access: tuple[str, ...]

    @property
    def user_type(self) -> UserType:
        return "owner" if self.club_role == "account_manager" else "staff"

    @property
    def is_active(self) -> bool:
        return self.status != "suspended"

    @property
    def manages(self) -> bool:
        return self.status == "active" and self.club_role == "account_manager"

    @property
    def team_id(self) -> str | None:
        return next((team for team in self.team_access if team != ALL_TEAMS), None)


@dataclass(frozen=True, slots=True)
class Change:
    """What a person becomes. None keeps a value; an empty `full_name` clears it."""

    full_name: str | None = None
    is_active: bool | None = None
    job: str | None = None
    team_access: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that can be stored about a person; `full_name` None keeps the name, "" clears it."""

    full_name: str | None
    is_active: bool
    job: str
    club_role: ClubRole
    team_access: tuple[str, ...]

    def changes_rights(self, before: Person) -> bool:
        """Whether the tokens of the person say something else now."""
        rights = (before.is_active, before.staff_role, before.club_role, before.team_access)
        return rights != (self.is_active, self.job, self.club_role, self.team_access)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people to list, and in which order."""

    user_type: str | None = None
    is_active: bool | None = None
    with_job: bool = False
    job: str | None = None
    team_id: str | None = None
    query: str | None = None
    order: Literal["full_name", "created_at", "updated_at"] = "full_name"
    descending: bool = False


def facts_after(person: Person, change: Change) -> Facts:
    """What is stored about a person after a change."""
    return Facts(
        full_name=change.full_name,
        is_active=person.is_active if change.is_active is None else change.is_active,
        job=person.staff_role if change.job is None else change.job,
        club_role=person.club_role if change.job is None else club_role_of_job(change.job),
        team_access=person.team_access if change.team_access is None else change.team_access,
    )


def job_after(person: Person, user_type: str | None) -> str | None:
    """The job that a user type asks for; None keeps the job.

    An owner has the job of that name. An account manager who becomes staff loses a job that makes managers.
    """
    if user_type is None or user_type == person.user_type:
        return None
    if user_type == "owner":
        return OWNER
    return NO_JOB if club_role_of_job(person.staff_role) == "account_manager" else person.staff_role
