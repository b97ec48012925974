"""The rows that the contract's examples name: demo rows with fixed ids, none of which grants access.

The accounts are disabled and have no password, the secrets of the keys are discarded when they are created,
and no token of the session is ever issued.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from auth_service.api_keys import repository as api_keys
from auth_service.api_keys.operations import store_key
from auth_service.audit.domain import NewEntry
from auth_service.organisations import repository as organisations
from auth_service.roles.domain import club_role_of_job
from auth_service.seeds.first_accounts import DEMO_ORGANISATION, DEMO_USER, FIRST_ORGANISATION
from auth_service.sessions import repository as sessions
from auth_service.sessions.domain import Session
from auth_service.units import Unit, Units
from auth_service.users import repository as users
from auth_service.users.affiliations import ALL_TEAMS, Affiliation
from auth_service.users.domain import User, normal_email
from auth_service.users.operations import Newcomer, create_account


@dataclass(frozen=True, slots=True)
class _Place:
    """A membership of the demo."""

    organisation_id: UUID
    staff_id: UUID
    job: str = "staff"


@dataclass(frozen=True, slots=True)
class _Person:
    """A person of the demo."""

    id: UUID
    email: str
    full_name: str
    places: tuple[_Place, ...] = ()


KEYS: Final = {
    UUID("72172c0c-9c49-4b25-ac77-88273f575d49"): "a scoreboard",
    UUID("c508d9be-736e-45c5-b092-17e9ec17c3dc"): "a script that is not needed any more",
}
SESSION: Final = UUID("46612420-b8f6-4fa2-8fd5-e117ca628dca")
_PEOPLE: Final = (
    _Person(
        UUID("d96986b6-bf0a-4ebe-9b7b-dbe8096c8c65"),
        "carla.coach@altsports.example",
        "Carla Coach",
        (
            _Place(DEMO_ORGANISATION, UUID("2d8a37a0-ecc5-42b8-ba1c-f5b447a64a88"), "assistant_coach"),
            _Place(FIRST_ORGANISATION, UUID("a1f4c7d2-3b5e-4f60-9c8d-7e6f5a4b3c21"), "assistant_coach"),
        ),
    ),
    _Person(
        UUID("3d02d61e-977c-45d6-b8e4-4b6cdc707801"),
        "simon.scout@altsports.example",
        "Simon Scout",
        (_Place(DEMO_ORGANISATION, UUID("74859679-1f30-4560-8c20-e281a2858b74"), "scout"),),
    ),
    _Person(
        UUID("5b0e2a94-6f0e-4d0b-9f59-6a2f6f7f0c11"),
        "nora.nomore@altsports.example",
        "Nora Nomore",
        (_Place(FIRST_ORGANISATION, UUID("c1d0f6de-52c8-4e0f-8d8a-0b7f2a1c9e21")),),
    ),
    _Person(
        UUID("9c1d7e52-7a43-4c56-b0e3-3f4f8f1f7d12"),
        "jobst.jobless@altsports.example",
        "Jobst Jobless",
        (_Place(FIRST_ORGANISATION, UUID("e7a4b3b0-91d5-4c2e-a6a1-5d6c7e8f9a22"), "analyst"),),
    ),
    _Person(UUID("ae21ff42-4289-4b2f-ae7b-47b19f90e615"), "lena.leaver@altsports.example", "Lena Leaver"),
)


async def restore_demo_rows(units: Units, admin_email: str | None) -> bool:
    """Restores missing rows for the administrator; returns False if the demo was never loaded.

    The caller makes sure that this is not production.
    """
    async with units.transaction() as unit:
        await unit.connection.execute("SELECT pg_advisory_xact_lock(hashtext('auth.demo'))")
        demo = await users.find(unit.connection, DEMO_USER)
        if demo is None:
            return False
        admin = await users.find_login(unit.connection, normal_email(admin_email)) if admin_email else None
        owner = (admin or demo).user
        await _add_member(unit, owner.id, _Place(DEMO_ORGANISATION, uuid4(), "owner"))
        for person in _PEOPLE:
            await _restore_person(unit, person)
        for api_key_id, name in KEYS.items():
            await _restore_key(unit, api_key_id, owner.id, name)
        await _renew_session(unit, owner)
    return True


async def _restore_person(unit: Unit, person: _Person) -> None:
    if await users.find(unit.connection, person.id) is None:
        if await users.email_exists(unit.connection, person.email):
            return
        newcomer = Newcomer(person.email, full_name=person.full_name, user_type="staff", id=person.id)
        await create_account(unit, newcomer, None)
        await users.change(unit.connection, person.id, {"is_active": False}, unit.now)
        await unit.audit(NewEntry("user.bootstrap", user_id=person.id))
    missing = await organisations.deleted_among(
        unit.connection, [str(place.organisation_id) for place in person.places]
    )
    for place in person.places:
        if str(place.organisation_id) not in missing:
            await _add_member(unit, person.id, place)


async def _add_member(unit: Unit, user_id: UUID, place: _Place) -> None:
    membership = Affiliation(
        organisation_id=place.organisation_id,
        organisation_name="",
        staff_id=place.staff_id,
        status="active",
        staff_role=place.job,
        club_role=club_role_of_job(place.job),
        team_access=(ALL_TEAMS,),
    )
    if await organisations.add_member(unit.connection, membership, user_id, unit.now):
        return
    await unit.connection.execute(  # DeleteStaffMember takes the job and leaves the person
        "UPDATE auth.memberships SET staff_role = %s, club_role = %s, team_access = %s, version = version + 1"
        " WHERE id = %s AND staff_role = ''",
        [place.job, membership.club_role, list(membership.team_access), place.staff_id],
    )


async def _restore_key(unit: Unit, api_key_id: UUID, owner_id: UUID, name: str) -> None:
    key = await api_keys.get(unit.connection, api_key_id, owner_id)
    if key is None or key.status(unit.now) != "active":
        await api_keys.forget(unit.connection, api_key_id)
        await store_key(unit, owner_id, id=api_key_id, name=name, scopes=("leagues:read",))


async def _renew_session(unit: Unit, owner: User) -> None:
    """Renews the session, which would expire because nobody can use it."""
    await sessions.forget(unit.connection, SESSION)
    session = Session(
        id=SESSION,
        user_id=owner.id,
        organisation_id=None,
        counter=0,
        rotated_at=unit.now,
        token_issued_at=int(unit.now.timestamp()),
        device="the device of an example",
        ip=None,
        created_at=unit.now,
        last_used_at=unit.now,
        ended_at=None,
    )
    await sessions.add(unit.connection, session)
