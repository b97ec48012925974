"""One login for each role in the demo's club, Harbour Rovers. Never created in production."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5

from auth_service.audit.domain import NewEntry
from auth_service.organisations import repository as organisations
from auth_service.roles.domain import club_role_of_job
from auth_service.seeds.first_accounts import DEMO_ORGANISATION, DEMO_PASSWORD
from auth_service.units import Unit, Units
from auth_service.users import repository as users
from auth_service.users.affiliations import Affiliation
from auth_service.users.operations import Newcomer, create_account
from auth_service.users.passwords import Passwords
from service_kit.demo import DEMO_LOGINS, DEMO_TEAMS


@dataclass(frozen=True, slots=True)
class ClubLogin:
    """A member of the club who can log in with the password of the demo."""

    role: str
    email: str
    full_name: str
    job: str
    teams: tuple[str, ...]

    @property
    def id(self) -> UUID:
        return UUID(DEMO_LOGINS[self.role])


CLUB_LOGINS: Final = (
    ClubLogin("coach", "coach@harbour-rovers.example", "Cora Coach", "head_coach", ("women", "u15")),
    ClubLogin(
        "assistant_coach", "assistant@harbour-rovers.example", "Arlo Assistant", "assistant_coach", ("women",)
    ),
    ClubLogin("analyst", "analyst@harbour-rovers.example", "Ana Analyst", "analyst", ("women", "men")),
    ClubLogin("player", "player@harbour-rovers.example", "Polly Player", "player", ("women",)),
    ClubLogin("scout", "scout@harbour-rovers.example", "Sandy Scout", "scout", ("men", "u15")),
    ClubLogin("staff", "staff@harbour-rovers.example", "Stella Staff", "staff", ("women", "men", "u15")),
)


async def ensure_club_logins(units: Units, passwords: Passwords) -> None:
    """Creates the accounts and memberships that are missing, if the demo's club exists."""
    password_hash = await passwords.hash(DEMO_PASSWORD)
    async with units.transaction() as unit:
        await unit.connection.execute("SELECT pg_advisory_xact_lock(hashtext('auth.demo'))")
        if await organisations.deleted_among(unit.connection, [str(DEMO_ORGANISATION)]):
            return
        for login in CLUB_LOGINS:
            await _ensure(unit, login, password_hash)


async def _ensure(unit: Unit, login: ClubLogin, password_hash: str) -> None:
    if await users.find(unit.connection, login.id) is None:
        if await users.email_exists(unit.connection, login.email):
            return
        newcomer = Newcomer(
            login.email, full_name=login.full_name, user_type="staff", email_verified=True, id=login.id
        )
        await create_account(unit, newcomer, password_hash)
        await unit.audit(NewEntry("user.bootstrap", user_id=login.id))
    membership = Affiliation(
        organisation_id=DEMO_ORGANISATION,
        organisation_name="",
        staff_id=uuid5(DEMO_ORGANISATION, login.role),
        status="active",
        staff_role=login.job,
        club_role=club_role_of_job(login.job),
        team_access=tuple(DEMO_TEAMS[team] for team in login.teams),
    )
    await organisations.add_member(unit.connection, membership, login.id, unit.now)
