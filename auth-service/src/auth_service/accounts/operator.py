"""What an operator does on the machine, without a login: passwords of administrators, and restored data."""

from datetime import timedelta

from auth_service.accounts.endings import end_credentials
from auth_service.accounts.operations import change_account
from auth_service.audit.domain import NewEntry
from auth_service.errors import NotAnAdministrator
from auth_service.mail import repository as mails
from auth_service.mail.posting import Post
from auth_service.sessions import repository as sessions
from auth_service.sessions import throttle_repository
from auth_service.units import Units
from auth_service.users import repository as users
from auth_service.users.domain import check_new_password, check_password_length, normal_login
from auth_service.users.passwords import Passwords
from service_kit.db.connection import Connection


async def reset_admin_password(
    units: Units, passwords: Passwords, post: Post, name: str, password: str
) -> str:
    """Sets the password of an administrator, and ends its sessions and API keys; returns the address.

    Enables the account, and clears its failed logins. Raises NotAnAdministrator, PasswordRefused.
    """
    login = normal_login(name)
    check_password_length(password, loc="password")
    check_new_password(password, loc="password", email=login)
    new_hash = await passwords.hash(password)
    async with units.transaction() as unit:
        stored = await users.find_login(unit.connection, login)
        if stored is None or stored.user.role != "admin":
            raise await _not_an_administrator(unit.connection, name)
        user = stored.user
        await users.set_password(unit.connection, user.id, new_hash, unit.now)
        await throttle_repository.forget_failures(unit.connection, str(user.id))
        await mails.spoil_links(unit.connection, user.id, unit.now)
        await end_credentials(unit, user.id, "password_reset")
        await change_account(unit, user.id, {"is_active": True})
        await unit.audit(NewEntry("user.reset_password", user_id=user.id, details={"by": "operator"}))
        sentence = (
            "The password of your AltSports account was reset by the operator of the server;"
            " all sessions were ended, and all API keys revoked."
        )
        await post.notice(unit.connection, user, "password_reset", sentence, unit.now)
    return user.email


async def has_password(units: Units, passwords: Passwords, name: str, password: str) -> bool:
    """Whether the account has this password. Unlike a login, the check is neither counted nor stored."""
    async with units.database.read() as connection:
        stored = await users.find_login(connection, normal_login(name))
    fits = await passwords.fits(password, stored.password_hash if stored else None)
    return fits and stored is not None and stored.user.is_active


async def end_every_session(units: Units) -> int:
    """Ends all sessions and revokes all access tokens; returns the number of sessions.

    Restored data calls sessions open that were ended later, and does not know tokens that were issued later.
    No event reports it: no process of the mesh runs during a restore.
    """
    async with units.transaction() as unit:
        ended = await sessions.end_every(unit.connection, "restored", unit.now)
        end = unit.now + unit.token_lifetime + timedelta(minutes=1)
        await users.kill_every_token(unit.connection, unit.now, end)
        await unit.audit(NewEntry("session.end_all", details={"reason": "restored", "count": ended}))
    return ended


async def _not_an_administrator(connection: Connection, name: str) -> NotAnAdministrator:
    return NotAnAdministrator(name, await users.admin_addresses(connection))
