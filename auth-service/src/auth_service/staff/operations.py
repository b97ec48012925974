"""Gives jobs in a club, changes and ends them."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from auth_service.errors import PersonNeeded, StaffExists, StaffNotFound, UnknownUser
from auth_service.mail.posting import Post
from auth_service.organisations import repository as organisations
from auth_service.people import operations as people_operations
from auth_service.people import repository as people
from auth_service.people.domain import NO_JOB, Change, Person
from auth_service.roles.domain import normal_job
from auth_service.units import Unit
from service_kit.db.reader import Reader


@dataclass(frozen=True, slots=True)
class NewStaff:
    """Who gets which job: an address, or the id of a person or account."""

    address: str | None
    user_id: UUID | None
    full_name: str | None
    job: str
    team_access: tuple[str, ...]


async def get(reader: Reader, organisation_id: UUID, id: UUID) -> Person:
    """Returns a member of staff. Raises StaffNotFound."""
    return _with_job(await people_operations.get(reader, organisation_id, id, StaffNotFound))


async def add(unit: Unit, organisation_id: UUID, manager_id: UUID, new: NewStaff, post: Post) -> Person:
    """Gives a job.

    Raises PersonNeeded, UnknownUser, StaffExists, MemberExists, OrganisationNotFound, NotAManager.
    """
    if (new.address is None) == (new.user_id is None):
        raise PersonNeeded.at("email", "Give either the address of a person or a user_id, not both")
    await organisations.lock(unit.connection, organisation_id)
    person = await _find(unit, organisation_id, new)
    if person is None and new.address is not None:
        return await people_operations.add(
            unit,
            organisation_id,
            manager_id,
            new.address,
            new.full_name,
            job=normal_job(new.job),
            team_access=new.team_access,
            post=post,
        )
    if person is None:
        raise UnknownUser.at("user_id", "Nobody in your club has this id: GET /api/users lists its people")
    person = await people_operations.locked(unit, organisation_id, manager_id, person.id, expected=None)
    if person.staff_role:
        raise StaffExists(person.id)
    return await people_operations.change(unit, organisation_id, person, _change(new))


async def change(
    unit: Unit,
    organisation_id: UUID,
    manager_id: UUID,
    id: UUID,
    *,
    expected: int | None,
    wanted: Callable[[Person], Change],
) -> Person:
    """Changes job, teams and name.

    Raises OrganisationNotFound, NotAManager, StaffNotFound, VersionMismatch, LastManager.
    """
    person = _with_job(
        await people_operations.locked(
            unit, organisation_id, manager_id, id, expected=expected, missing=StaffNotFound
        )
    )
    return await people_operations.change(unit, organisation_id, person, wanted(person))


def no_job(_: Person) -> Change:
    """What a person becomes whose job ends."""
    return Change(job=NO_JOB, team_access=())


async def _find(unit: Unit, organisation_id: UUID, new: NewStaff) -> Person | None:
    if new.user_id is not None:
        return await people.find(unit.connection, organisation_id, new.user_id)
    return await people.find_address(unit.connection, organisation_id, new.address or "", unit.now)


def _change(new: NewStaff) -> Change:
    return Change(full_name=new.full_name, job=normal_job(new.job), team_access=new.team_access)


def _with_job(person: Person) -> Person:
    if not person.staff_role:
        raise StaffNotFound(person.id)
    return person
