"""Creates and changes organisations and their members."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID, uuid4

from altsports.auth.v1.events_models import MemberAdded, MemberRemoved, MemberUpdated, OrganisationUpdated
from altsports.contract.text import as_line
from auth_service.audit.domain import NewEntry
from auth_service.errors import (
    AccountGone,
    LastManager,
    MemberExists,
    MemberNotFound,
    NotAManager,
    OrganisationLimitReached,
    OrganisationNotFound,
)
from auth_service.mail.posting import Post
from auth_service.organisations import repository as organisations
from auth_service.organisations.domain import MOST_OWNED, Member, Organisation, normal_teams
from auth_service.organisations.founding import found_organisation
from auth_service.roles.domain import ClubRole, club_role_of_job, normal_job
from auth_service.units import Unit
from auth_service.users import repository as users
from auth_service.users.affiliations import Affiliation
from auth_service.users.operations import Newcomer, create_account, kill_tokens
from service_kit.db.connection import Connection


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
    await unit.audit(_entry("organisation.create", affiliation.organisation_id))
    return await get_organisation(unit.connection, affiliation.organisation_id, user_id)


async def get_organisation(connection: Connection, organisation_id: UUID, user_id: UUID) -> Organisation:
    """Returns the organisation. Raises OrganisationNotFound, also if the account is not a member."""
    found = await organisations.get(connection, organisation_id, user_id)
    if found is None:
        raise OrganisationNotFound(organisation_id)
    return found


async def change_organisation(
    unit: Unit, organisation_id: UUID, user_id: UUID, facts: dict[str, Any]
) -> Organisation:
    """Changes facts. Raises OrganisationNotFound, NotAManager."""
    await _require_manager(unit.connection, organisation_id, user_id)
    if facts:
        await organisations.change(unit.connection, organisation_id, facts, unit.now)
        await unit.audit(_entry("organisation.update", organisation_id, fields=sorted(facts)))
        await unit.report(OrganisationUpdated(organisation_id=str(organisation_id), fields=sorted(facts)))
    return await get_organisation(unit.connection, organisation_id, user_id)


async def add_member(
    unit: Unit,
    organisation_id: UUID,
    user_id: UUID,
    newcomer: Newcomer,
    place: Place,
    *,
    password_hash: str | None,
) -> tuple[Affiliation, bool]:
    """Adds a person by address; returns the membership, and whether the account is new.

    Raises OrganisationNotFound, NotAManager, MemberExists.
    """
    manager = await _require_manager(unit.connection, organisation_id, user_id)
    stored = await users.find_login(unit.connection, newcomer.email)
    user = stored.user if stored else await create_account(unit, newcomer, password_hash)
    job = normal_job(place.staff_role or "")
    affiliation = Affiliation(
        organisation_id=organisation_id,
        organisation_name=manager.organisation_name,
        staff_id=uuid4(),
        status="invited" if stored else "active",
        staff_role=job,
        club_role=place.role_after(job, None),
        team_access=tuple(normal_teams(list(place.team_access or ()))),
    )
    if not await organisations.add_member(unit.connection, affiliation, user.id, unit.now):
        raise MemberExists("This person is already a member or invited")
    await unit.audit(
        _entry("member.add", organisation_id, user.id, role=affiliation.club_role, status=affiliation.status)
    )
    await unit.report(MemberAdded(**_facts(affiliation, user.id)))
    return affiliation, stored is None


async def tell_new_member(
    unit: Unit, member: Member, post: Post, *, account_is_new: bool, has_password: bool
) -> None:
    """Sends a new member a link to set a password, or a notice of the invitation."""
    if account_is_new:
        kind = "verify_email" if has_password else "invitation"
        await post.link(unit.connection, kind, member.user_id, member.email, unit.now)
        return
    name = as_line(member.affiliation.organisation_name)
    sentence = f"{name} invites you to join it on AltSports. Log in to accept the invitation."
    await post.notice(unit.connection, member.email, "invited", sentence, unit.now)


async def change_member(
    unit: Unit, organisation_id: UUID, user_id: UUID, member_id: UUID, place: Place
) -> Member:
    """Changes a member. Raises OrganisationNotFound, NotAManager, MemberNotFound, LastManager."""
    await _require_manager(unit.connection, organisation_id, user_id)
    member = await _locked_member(unit.connection, organisation_id, member_id)
    before = member.affiliation
    job = normal_job(place.staff_role) if place.staff_role is not None else before.staff_role
    role = place.role_after(job, before.club_role)
    if before.is_manager and role != "account_manager":
        await _keep_a_manager(unit.connection, organisation_id, member_id)
    teams = list(before.team_access) if place.team_access is None else normal_teams(list(place.team_access))
    await organisations.change_member(unit.connection, member_id, job, role, teams, unit.now)
    await kill_tokens(unit, member.user_id)
    await unit.audit(_entry("member.update", organisation_id, member.user_id, role=role))
    changed = await _member(unit.connection, organisation_id, member_id)
    await unit.report(MemberUpdated(**_facts(changed.affiliation, member.user_id)))
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
        await _keep_a_manager(unit.connection, organisation_id, member_id)
    await organisations.remove_member(unit.connection, member_id)
    await kill_tokens(unit, member.user_id)
    await unit.audit(_entry("member.remove", organisation_id, member.user_id))
    await unit.report(MemberRemoved(**_facts(member.affiliation, member.user_id)))


async def accept_invitation(unit: Unit, organisation_id: UUID, user_id: UUID) -> Organisation:
    """Makes an invited account a member. Raises OrganisationNotFound, also if it is not invited."""
    found = await get_organisation(unit.connection, organisation_id, user_id)
    if found.affiliation.status == "active":
        return found
    await organisations.activate(unit.connection, organisation_id, user_id, unit.now)
    await unit.audit(_entry("member.accept", organisation_id, user_id))
    accepted = await get_organisation(unit.connection, organisation_id, user_id)
    await unit.report(MemberUpdated(**_facts(accepted.affiliation, user_id)))
    return accepted


async def _require_manager(connection: Connection, organisation_id: UUID, user_id: UUID) -> Affiliation:
    own = await organisations.affiliation(connection, organisation_id, user_id)
    if own is None:
        raise OrganisationNotFound(organisation_id)
    if not own.is_manager:
        raise NotAManager
    return own


async def _locked_member(connection: Connection, organisation_id: UUID, member_id: UUID) -> Member:
    await organisations.lock(connection, organisation_id)
    return await _member(connection, organisation_id, member_id)


async def get_member(unit: Unit, organisation_id: UUID, member_id: UUID) -> Member:
    """Returns a member. Raises MemberNotFound."""
    return await _member(unit.connection, organisation_id, member_id)


async def _member(connection: Connection, organisation_id: UUID, member_id: UUID) -> Member:
    member = await organisations.member(connection, organisation_id, member_id)
    if member is None:
        raise MemberNotFound(member_id)
    return member


async def _keep_a_manager(connection: Connection, organisation_id: UUID, member_id: UUID) -> None:
    if not await organisations.count_other_managers(connection, organisation_id, member_id):
        raise LastManager


def _entry(action: str, organisation_id: UUID, user_id: UUID | None = None, **details: object) -> NewEntry:
    return NewEntry(
        action,
        user_id=user_id,
        target_kind="organisation",
        target_id=str(organisation_id),
        details=details,
    )


def _facts(affiliation: Affiliation, user_id: UUID) -> dict[str, Any]:
    return {
        "member_id": str(affiliation.staff_id),
        "user_id": str(user_id),
        "organisation_id": str(affiliation.organisation_id),
        "club_role": affiliation.club_role,
        "status": affiliation.status,
        "team_access": list(affiliation.team_access),
    }
