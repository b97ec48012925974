"""The operator's commands: they run beside the service or without it, and finish at once."""

import asyncio
import sys

from pydantic import SecretStr

from auth_service.accounts.operator import end_every_session, has_password, reset_admin_password
from auth_service.assembly import SERVICE, assembled
from auth_service.errors import WrongPassword
from auth_service.seeds.club_logins import ensure_club_logins
from auth_service.seeds.demo_rows import restore_demo_rows
from auth_service.seeds.first_accounts import DEMO_EMAIL, DEMO_PASSWORD, ensure_demo
from auth_service.settings import AuthSettings
from service_kit.logging import logs
from service_kit.process.starting import configured
from service_kit.settings.files import SettingsError

log = logs.get_logger(__name__)


async def seed(_stop: asyncio.Event) -> None:
    """Creates the demo accounts and the rows that the examples name; never in production."""
    settings = configured(AuthSettings, SERVICE)
    if settings.env == "production":
        raise SettingsError("The demo account has a public password, so it is not created in production")
    async with assembled(settings) as assembly:
        made = await ensure_demo(assembly.units, assembly.passwords)
        await ensure_club_logins(assembly.units, assembly.passwords)
        await restore_demo_rows(assembly.units, settings.admin_email)
    log.info(
        f"{'Created' if made else 'Kept'} the demo account {DEMO_EMAIL} with the password '{DEMO_PASSWORD}'"
    )


async def rotate_keys(_stop: asyncio.Event) -> None:
    """Activates the next signing key; tokens of the old one stay valid until they expire."""
    settings = configured(AuthSettings, SERVICE)
    async with assembled(settings) as assembly:
        await assembly.keyring.open()
        key = await assembly.keyring.rotate("command")
    log.info("Rotated the signing key", kid=key.kid, signs_from=str(key.signs_from))


async def reset_password(_stop: asyncio.Event) -> None:
    """Sets the password of the administrator ALTSPORTS_ADMIN_EMAIL to the line on stdin."""
    settings = configured(AuthSettings, SERVICE)
    name, password = _administrator(settings), _line_of_stdin()
    async with assembled(settings) as assembly:
        address = await reset_admin_password(
            assembly.units, assembly.passwords, assembly.post, name, password.get_secret_value()
        )
    log.info("Reset the password of an administrator", email=address)


async def check_password(_stop: asyncio.Event) -> None:
    """Fails unless the account ALTSPORTS_ADMIN_EMAIL has the password on stdin; counts as no login."""
    settings = configured(AuthSettings, SERVICE)
    name, password = _administrator(settings), _line_of_stdin()
    async with assembled(settings) as assembly:
        fits = await has_password(assembly.units, assembly.passwords, name, password.get_secret_value())
    if not fits:
        raise WrongPassword(f"{name} has another password, or is disabled")


async def end_sessions(_stop: asyncio.Event) -> None:
    """Ends all sessions and revokes all access tokens, as after restoring a backup."""
    settings = configured(AuthSettings, SERVICE)
    async with assembled(settings) as assembly:
        ended = await end_every_session(assembly.units)
    log.info("Ended every session", count=ended)


def _administrator(settings: AuthSettings) -> str:
    if settings.admin_email is None:
        raise SettingsError("ALTSPORTS_ADMIN_EMAIL is not set: it names the account")
    return settings.admin_email


def _line_of_stdin() -> SecretStr:
    try:
        return SecretStr(sys.stdin.buffer.readline().decode().rstrip("\r\n"))
    except UnicodeDecodeError:
        raise SettingsError("The password on stdin is not UTF-8 text") from None
