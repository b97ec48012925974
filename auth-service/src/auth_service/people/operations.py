"""Adds, changes and removes the people of an organisation."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from altsports.auth.v1.events_models import MemberRemoved, MemberUpdated
from auth_service.accounts.endings import erase
from auth_service.errors import AddressNotYours, UserNotFound, VersionMismatch
from auth_service.mail import repository as mails
from auth_service.mail.posting import Post
from auth_service.organisations import repository as organisations
from auth_service.organisations.invitations import invite
from auth_service.organisations.operations import Place, keep_a_manager, member_entry, require_manager
from auth_service.people import repository as people
from auth_service.people.domain import Change, Person, facts_after
from auth_service.roles.domain import club_role_of_job
from auth_service.units import Unit
from auth_service.users import repository as users
from auth_service.users.operations import kill_tokens
from service_kit.db.reader import Reader
from service_kit.errors import NotFound

Missing = Callable[[UUID], NotFound]


async def get(reader: Reader, organisation_id: UUID, id: UUID, missing: Missing = UserNotFound) -> Person:
    """Returns a person of the organisation. Raises what `missing` makes."""
    person = await people.find(reader, organisation_id, id)
    if person is None:
        raise missing(id)
    return person


async def locked(
    unit: Unit,
    organisation_id: UUID,
    manager_id: UUID,
    id: UUID,
    *,
    expected: int | None,
    missing: Missing = UserNotFound,
) -> Person:
    """Returns a person whom the caller may change until the transaction ends.

    Raises OrganisationNotFound, NotAManager, VersionMismatch, and what `missing` makes.
    """
    await organisations.lock(unit.connection, organisation_id)
    await require_manager(unit.connection, organisation_id, manager_id)
    person = await get(unit.connection, organisation_id, id, missing)
    if expected is not None and expected != person.version:
        raise VersionMismatch(person.version)
    return person


async def add(
    unit: Unit,
    organisation_id: UUID,
    manager_id: UUID,
    address: str,
    full_name: str | None,
    *,
    job: str,
    team_access: tuple[str, ...] = (),
    post: Post,
) -> Person:
    """Invites an address. Raises OrganisationNotFound, NotAManager, MemberExists."""
    place = Place(job, club_role_of_job(job), team_access)
    member = await invite(unit, organisation_id, manager_id, address, full_name, place, post)
    return await get(unit.connection, organisation_id, member.affiliation.staff_id)


async def change(unit: Unit, organisation_id: UUID, person: Person, wanted: Change) -> Person:
    """Changes a locked person. Raises LastManager."""
    facts = facts_after(person, wanted)
    renamed = facts.full_name is not None and (facts.full_name or None) != person.full_name
    if not facts.changes_rights(person) and not renamed:
        return person
    if person.manages and not (facts.is_active and facts.club_role == "account_manager"):
        await keep_a_manager(unit.connection, organisation_id, person.id)
    await people.change(unit.connection, person.id, facts, unit.now)
    if facts.changes_rights(person) and person.user_id is not None:
        await kill_tokens(unit, person.user_id)
    changed = await get(unit.connection, organisation_id, person.id)
    entry = member_entry(
        "member.update", organisation_id, changed.user_id, role=changed.club_role, status=changed.status
    )
    await unit.audit(entry)
    await unit.report(MemberUpdated(**_facts(organisation_id, changed)))
    return changed


async def remove(unit: Unit, organisation_id: UUID, person: Person) -> None:
    """Ends the membership of a locked person, and the account if it belongs to nobody else.

    Raises LastManager.
    """
    if person.manages:
        await keep_a_manager(unit.connection, organisation_id, person.id)
    await organisations.remove_member(unit.connection, person.id)
    await unit.audit(member_entry("member.remove", organisation_id, person.user_id))
    await unit.report(MemberRemoved(**_facts(organisation_id, person)))
    if person.user_id is None:
        return
    await users.lock(unit.connection, person.user_id)  # nobody else makes it a member meanwhile
    if await people.belongs_to_nobody_else(unit.connection, person.user_id, organisation_id):
        await erase(unit, person.user_id)
    else:
        await kill_tokens(unit, person.user_id)


async def forget(unit: Unit, organisation_id: UUID, user_id: UUID) -> None:
    """Forgets a member who only plays, with the mails to the address. Nobody else is changed."""
    person = await people.find(unit.connection, organisation_id, user_id)
    if person is None or person.club_role != "player":
        return
    await remove(unit, organisation_id, person)
    if person.email and await users.find_login(unit.connection, person.email) is None:
        await mails.forget_address(unit.connection, person.email)


def check_address(person: Person, address: str | None) -> None:
    """Raises AddressNotYours for any address but the person's own, which only its owner can change."""
    if address is not None and address != person.email:
        raise AddressNotYours.at(
            "email", "The address of an account can only be changed by its owner: leave it as it is"
        )


def _facts(organisation_id: UUID, person: Person) -> dict[str, Any]:
    return {
        "member_id": str(person.id),
        "organisation_id": str(organisation_id),
        "user_id": str(person.user_id) if person.user_id else None,
        "club_role": person.club_role,
        "status": person.status,
        "team_access": list(person.team_access),
    }
