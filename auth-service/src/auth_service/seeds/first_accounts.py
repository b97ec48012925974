"""The accounts that exist from the start: the first administrator and the demo account."""

import logging
from typing import Final
from uuid import UUID

from pydantic import SecretStr

from auth_service.accounts.endings import end_credentials
from auth_service.accounts.operations import change_account
from auth_service.accounts.takeovers import is_unproven, start_over
from auth_service.audit.domain import NewEntry
from auth_service.core.derived_keys import fingerprint
from auth_service.organisations import repository as organisations
from auth_service.organisations.founding import found_organisation
from auth_service.units import Unit, Units
from auth_service.users import repository as users
from auth_service.users.domain import User, normal_email
from auth_service.users.operations import Newcomer, create_account
from auth_service.users.passwords import Passwords
from service_kit import demo
from service_kit.db.connection import Connection

DEMO_USER: Final = UUID(demo.DEMO_USER)
DEMO_ORGANISATION: Final = UUID(demo.DEMO_ORGANISATION)
FIRST_ORGANISATION: Final = UUID(demo.FIRST_ORGANISATION)
DEMO_EMAIL: Final = "demo@altsports.example"
DEMO_PASSWORD: Final = "demo at altsports"  # noqa: S105 - it is public
_logger = logging.getLogger(__name__)


async def ensure_admin(
    units: Units,
    passwords: Passwords,
    fingerprint_key: bytes,
    email: str,
    password: SecretStr | None,
    *,
    id: UUID | None = None,
) -> None:
    """Makes the account with this address an administrator, and sets its password once per configured value.

    A password that the account changes later is kept, until another value is configured. An account that
    somebody registered without verifying the address starts over with the configured password, or stays what
    it is if none is configured. `id` is that of a new account, unless another account has it.
    """
    address, plain = normal_email(email), password.get_secret_value() if password else None
    mark = fingerprint(fingerprint_key, f"{address} {plain}") if plain else ""
    async with units.database.read() as connection:
        seen = await _read_state(connection, "admin_password")
    new_hash = await passwords.hash(plain) if plain and seen != mark else None
    async with units.transaction() as unit:
        await unit.connection.execute("SELECT pg_advisory_xact_lock(hashtext('auth.first_admin'))")
        await _ensure_admin(unit, address, new_hash, id)
        if new_hash is not None:
            await _write_state(unit.connection, "admin_password", mark)


async def _ensure_admin(unit: Unit, address: str, new_hash: str | None, id: UUID | None) -> None:
    stored = await users.find_login(unit.connection, address)
    if stored is None:
        is_taken = id is not None and await users.find(unit.connection, id) is not None
        newcomer = Newcomer(
            address,
            full_name="Administrator",
            role="admin",
            tier="enterprise",
            email_verified=True,
            id=None if is_taken else id,
        )
        user = await create_account(unit, newcomer, new_hash)
        await found_organisation(unit, user, "AltSports", id=await _first_organisation(unit, user))
        await unit.audit(NewEntry("user.bootstrap", user_id=user.id))
        return
    if new_hash is None and not stored.user.email_verified and stored.user.role != "admin":
        _logger.warning("%s is not made an administrator: the address is not verified", address)
        return
    user = stored.user
    if new_hash is not None and is_unproven(stored):
        user = await start_over(unit, user, new_hash)
    elif new_hash is not None:
        await users.set_password(unit.connection, user.id, new_hash, unit.now)
        await end_credentials(unit, user.id, "password_changed")
    await change_account(unit, user.id, {"role": "admin", "is_active": True})
    if new_hash is not None:
        await unit.audit(NewEntry("user.bootstrap", user_id=user.id))


async def _first_organisation(unit: Unit, user: User) -> UUID | None:
    """The id of the organisation that examples name, for the account that they name."""
    if str(user.id) != demo.FIRST_ADMIN:
        return None
    missing = await organisations.deleted_among(unit.connection, [demo.FIRST_ORGANISATION])
    return FIRST_ORGANISATION if missing else None


async def ensure_demo(units: Units, passwords: Passwords) -> bool:
    """Creates the demo account with an organisation; returns False if it exists already."""
    password_hash = await passwords.hash(DEMO_PASSWORD)
    async with units.transaction() as unit:
        await unit.connection.execute("SELECT pg_advisory_xact_lock(hashtext('auth.demo'))")
        if await users.find_login(unit.connection, DEMO_EMAIL) is not None:
            return False
        newcomer = Newcomer(DEMO_EMAIL, "demo", "Dana Demo", email_verified=True, id=DEMO_USER)
        user = await create_account(unit, newcomer, password_hash)
        await found_organisation(unit, user, "Harbour Rovers", id=DEMO_ORGANISATION)
        await unit.audit(NewEntry("user.bootstrap", user_id=user.id))
    return True


async def _read_state(connection: Connection, name: str) -> str | None:
    return await connection.fetch_value("SELECT value FROM auth.bootstrap_state WHERE name = %s", [name])


async def _write_state(connection: Connection, name: str, value: str) -> None:
    await connection.execute(
        "INSERT INTO auth.bootstrap_state (name, value) VALUES (%s, %s)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [name, value],
    )
