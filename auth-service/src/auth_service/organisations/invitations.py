"""Invites people to organisations, and makes those who accept members.

An invitation belongs to an address. Nothing here looks up whether the address has an account, so neither the
answer nor its time reveals it.
"""

from dataclasses import replace
from uuid import UUID, uuid4

from altsports.auth.v1.events_models import MemberAdded, MemberUpdated
from auth_service.errors import EmailNotVerified, LinkInvalid, MemberExists, OrganisationNotFound
from auth_service.mail.domain import new_token, token_hash
from auth_service.mail.posting import Post
from auth_service.organisations import invitation_repository as invitations
from auth_service.organisations import repository as organisations
from auth_service.organisations.domain import (
    INVITATION_LIFETIME,
    Invitation,
    Member,
    Organisation,
    normal_teams,
)
from auth_service.organisations.operations import (
    Place,
    get_member,
    get_organisation,
    member_entry,
    member_facts,
    require_manager,
)
from auth_service.roles.domain import normal_job
from auth_service.units import Unit
from auth_service.users import repository as users
from auth_service.users.affiliations import Affiliation


async def invite(
    unit: Unit,
    organisation_id: UUID,
    user_id: UUID,
    address: str,
    full_name: str | None,
    place: Place,
    post: Post,
) -> Member:
    """Invites an address. Raises OrganisationNotFound, NotAManager, MemberExists."""
    manager = await require_manager(unit.connection, organisation_id, user_id)
    if await invitations.is_known(unit.connection, organisation_id, address, unit.now):
        raise MemberExists("This person is already a member or invited")
    affiliation, token = _affiliation(manager, place), new_token()
    invitation = Invitation(affiliation, address, full_name, unit.now + INVITATION_LIFETIME)
    if not await invitations.add(unit.connection, invitation, token_hash(token), unit.now):
        raise MemberExists("This person is already a member or invited")
    await post.invitation(unit.connection, address, affiliation, token, unit.now)
    await unit.audit(
        member_entry("member.add", organisation_id, role=affiliation.club_role, status=affiliation.status)
    )
    await unit.report(MemberAdded(**member_facts(affiliation, None)))
    return await get_member(unit, organisation_id, affiliation.staff_id)


async def accept_invitation(unit: Unit, organisation_id: UUID, user_id: UUID) -> Organisation:
    """Makes the caller a member. Raises OrganisationNotFound, EmailNotVerified."""
    found = await organisations.affiliation(unit.connection, organisation_id, user_id)
    if found is None:
        account = await users.find(unit.connection, user_id)
        if account is not None and not account.user.email_verified:
            raise EmailNotVerified
        raise OrganisationNotFound(organisation_id)
    if found.status == "invited":
        await become_member(unit, found, user_id)
    return await get_organisation(unit.connection, organisation_id, user_id)


async def find_invitation(unit: Unit, token: str) -> Invitation:
    """Returns the invitation of a token. Raises LinkInvalid."""
    invitation = await invitations.find(unit.connection, token_hash(token), unit.now)
    if invitation is None:
        raise LinkInvalid
    return invitation


async def become_member(unit: Unit, affiliation: Affiliation, user_id: UUID) -> None:
    """Makes an invitation the membership of an account."""
    organisation_id = affiliation.organisation_id
    if not await invitations.accept(unit.connection, affiliation, user_id, unit.now):
        return
    await unit.audit(member_entry("member.accept", organisation_id, user_id), actor=user_id)
    accepted = replace(affiliation, status="active")
    await unit.report(MemberUpdated(**member_facts(accepted, user_id)))


def _affiliation(manager: Affiliation, place: Place) -> Affiliation:
    job = normal_job(place.staff_role or "")
    return Affiliation(
        organisation_id=manager.organisation_id,
        organisation_name=manager.organisation_name,
        staff_id=uuid4(),
        status="invited",
        staff_role=job,
        club_role=place.role_after(job, None),
        team_access=tuple(normal_teams(list(place.team_access or ()))),
    )
