"""Creates and changes organisations and their members."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from altsports.auth.v1.events_models import MemberRemoved, MemberUpdated, OrganisationUpdated
from auth_service.audit.domain import NewEntry
from auth_service.errors import (
    AccountGone,
    LastManager,
    MemberNotFound,
    NotAManager,
    OrganisationLimitReached,
    OrganisationNotFound,
)
from auth_service.organisations import repository as organisations
from auth_service.organisations.domain import MOST_OWNED, Member, Organisation, normal_teams
from auth_service.organisations.founding import found_organisation
from auth_service.roles.domain import ClubRole, club_role_of_job, normal_job
from auth_service.units import Unit
from auth_service.users import repository as users
from auth_service.users.affiliations import Affiliation
from auth_service.users.operations import kill_tokens
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader


@dataclass(frozen=True, slots=True)
class Place:
    """The new role and access of a member; None keeps the current value."""

    staff_role: str | None = None
    club_role: str | None = None
    team_access: tuple[str, ...] | None = None

    def role_after(self, job: str, current: ClubRole | None) -> ClubRole:
        """The club role: the given one, otherwise that of a new job, otherwise the current one."""
        if self.club_role is not None:
            return cast("ClubRole", self.club_role)
        return club_role_of_job(job) if self.staff_role is not None or current is None else current


async def create_organisation(unit: Unit, user_id: UUID, name: str, facts: dict[str, Any]) -> Organisation:
    """Creates an organisation with the account as its manager. Raises OrganisationLimitReached."""
    account = await users.lock(unit.connection, user_id)  # simultaneous requests are counted in turn
    if account is None:
        raise AccountGone
    if await organisations.count_managed(unit.connection, user_id) >= MOST_OWNED:
        raise OrganisationLimitReached(f"An account can manage at most {MOST_OWNED} organisations")
    affiliation = await found_organisation(unit, account.user, name)
    await organisations.change(unit.connection, affiliation.organisation_id, facts, unit.now)
    await unit.audit(member_entry("organisation.create", affiliation.organisation_id))
    return await get_organisation(unit.connection, affiliation.organisation_id, user_id)


async def get_organisation(reader: Reader, organisation_id: UUID, user_id: UUID) -> Organisation:
    """Returns the organisation. Raises OrganisationNotFound, also if the account is not a member."""
    found = await organisations.get(reader, organisation_id, user_id)
    if found is None:
        raise OrganisationNotFound(organisation_id)
    return found


async def change_organisation(
    unit: Unit, organisation_id: UUID, user_id: UUID, facts: dict[str, Any]
) -> Organisation:
    """Changes facts. Raises OrganisationNotFound, NotAManager."""
    await require_manager(unit.connection, organisation_id, user_id)
    if facts:
        await organisations.change(unit.connection, organisation_id, facts, unit.now)
        await unit.audit(member_entry("organisation.update", organisation_id, fields=sorted(facts)))
        await unit.report(OrganisationUpdated(organisation_id=str(organisation_id), fields=sorted(facts)))
    return await get_organisation(unit.connection, organisation_id, user_id)


async def change_member(
    unit: Unit, organisation_id: UUID, user_id: UUID, member_id: UUID, place: Place
) -> Member:
    """Changes a member. Raises OrganisationNotFound, NotAManager, MemberNotFound, LastManager."""
    await require_manager(unit.connection, organisation_id, user_id)
    member = await _locked_member(unit.connection, organisation_id, member_id)
    before = member.affiliation
    job = normal_job(place.staff_role) if place.staff_role is not None else before.staff_role
    role = place.role_after(job, before.club_role)
    if before.is_manager and role != "account_manager":
        await keep_a_manager(unit.connection, organisation_id, member_id)
    teams = list(before.team_access) if place.team_access is None else normal_teams(list(place.team_access))
    await organisations.change_member(unit.connection, member_id, job, role, teams, unit.now)
    if member.user_id is not None:
        await kill_tokens(unit, member.user_id)
    await unit.audit(member_entry("member.update", organisation_id, member.user_id, role=role))
    changed = await _member(unit.connection, organisation_id, member_id)
    await unit.report(MemberUpdated(**member_facts(changed.affiliation, member.user_id)))
    return changed


async def remove_member(unit: Unit, organisation_id: UUID, user_id: UUID, member_id: UUID) -> None:
    """Removes a member, which can be the account itself.

    Raises OrganisationNotFound, NotAManager, MemberNotFound, LastManager.
    """
    own = await organisations.affiliation(unit.connection, organisation_id, user_id)
    if own is None:
        raise OrganisationNotFound(organisation_id)
    if own.staff_id != member_id and not own.is_manager:
        raise NotAManager
    member = await _locked_member(unit.connection, organisation_id, member_id)
    if member.affiliation.is_manager:
        await keep_a_manager(unit.connection, organisation_id, member_id)
    await organisations.remove_member(unit.connection, member_id)
    if member.user_id is not None:
        await kill_tokens(unit, member.user_id)
    await unit.audit(member_entry("member.remove", organisation_id, member.user_id))
    await unit.report(MemberRemoved(**member_facts(member.affiliation, member.user_id)))


async def require_manager(connection: Connection, organisation_id: UUID, user_id: UUID) -> Affiliation:
    """Returns the membership of an account manager. Raises OrganisationNotFound, NotAManager."""
    own = await organisations.affiliation(connection, organisation_id, user_id)
    if own is None:
        raise OrganisationNotFound(organisation_id)
    if not own.is_manager:
        raise NotAManager
    return own


async def _locked_member(connection: Connection, organisation_id: UUID, member_id: UUID) -> Member:
    await organisations.lock(connection, organisation_id)
    return await _member(connection, organisation_id, member_id)


async def list_members(
    connection: Connection,
    organisation_id: UUID,
    user_id: UUID,
    *,
    after: tuple[str, UUID] | None,
    limit: int,
) -> tuple[list[Member], int]:
    """Lists members, and for managers open invitations; and counts them.

    Raises OrganisationNotFound, also if the account is only invited.
    """
    own = await organisations.affiliation(connection, organisation_id, user_id)
    if own is None or own.status != "active":
        raise OrganisationNotFound(organisation_id)
    statuses = ["active", "invited", "suspended"] if own.is_manager else ["active"]
    found = await organisations.members(connection, organisation_id, statuses, after=after, limit=limit)
    return found, await organisations.count_members(connection, organisation_id, statuses)


async def get_member(unit: Unit, organisation_id: UUID, member_id: UUID) -> Member:
    """Returns a member. Raises MemberNotFound."""
    return await _member(unit.connection, organisation_id, member_id)


async def _member(connection: Connection, organisation_id: UUID, member_id: UUID) -> Member:
    member = await organisations.member(connection, organisation_id, member_id)
    if member is None:
        raise MemberNotFound(member_id)
    return member


async def keep_a_manager(connection: Connection, organisation_id: UUID, member_id: UUID) -> None:
    """Raises LastManager if the organisation has no other account manager."""
    if not await organisations.count_other_managers(connection, organisation_id, member_id):
        raise LastManager


def member_entry(
    action: str, organisation_id: UUID, user_id: UUID | None = None, **details: object
) -> NewEntry:
    """An entry of the audit log about an organisation or a member."""
    return NewEntry(
        action,
        user_id=user_id,
        target_kind="organisation",
        target_id=str(organisation_id),
        details=details,
    )


def member_facts(affiliation: Affiliation, user_id: UUID | None) -> dict[str, Any]:
    """The facts of an event about a member."""
    return {
        "member_id": str(affiliation.staff_id),
        "user_id": str(user_id) if user_id else None,
        "organisation_id": str(affiliation.organisation_id),
        "club_role": affiliation.club_role,
        "status": affiliation.status,
        "team_access": list(affiliation.team_access),
    }
