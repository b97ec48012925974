"""Runs the auth-service: its handlers, its background loops, and the operator's commands."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from auth_service.assembly import Assembly
from auth_service.seeds.demo_rows import restore_demo_rows
from auth_service.seeds.first_accounts import DEMO_EMAIL, DEMO_PASSWORD, ensure_admin, ensure_demo
from auth_service.settings import AuthSettings
from service_kit.clock.mesh import running_clock
from service_kit.db.database import Database
from service_kit.db.settings import pool_settings
from service_kit.errors import DomainError
from service_kit.logging import logs
from service_kit.process.loops import once, running
from service_kit.process.starting import configured
from service_kit.redis.mux import RedisMux
from service_kit.rpc import grpc_server
from service_kit.rpc.diagnostics import CheckResult, Diagnostics
from service_kit.settings.files import SettingsError

SERVICE = "auth-service"
log = logs.get_logger(__name__)


async def serve(stop: asyncio.Event) -> None:
    """Serves gRPC until `stop` is set. Starts without a database, and answers 503 until it is available."""
    settings = configured(AuthSettings, SERVICE)
    async with _assembled(settings) as assembly:
        diagnostics = Diagnostics(SERVICE)
        diagnostics.add("database", assembly.database.check)
        diagnostics.add("signing_keys", _keys_check(assembly))
        loops = assembly.loops()
        if not await _is_prepared(assembly):
            loops.append(once("preparation", partial(_prepare, assembly)))
        async with running(loops):
            await grpc_server.serve(
                settings, "auth", assembly.registrations(), stop=stop, diagnostics=diagnostics
            )


async def seed(stop: asyncio.Event) -> None:  # noqa: ARG001 - it finishes at once
    """Creates the demo account and the rows that the examples name; never in production."""
    settings = configured(AuthSettings, SERVICE)
    if settings.env == "production":
        raise SettingsError("The demo account has a public password, so it is not created in production")
    async with _assembled(settings) as assembly:
        made = await ensure_demo(assembly.units, assembly.passwords)
        await restore_demo_rows(assembly.units, settings.admin_email)
    log.info(
        f"{'Created' if made else 'Kept'} the demo account {DEMO_EMAIL} with the password '{DEMO_PASSWORD}'"
    )


async def rotate_keys(stop: asyncio.Event) -> None:  # noqa: ARG001 - it finishes at once
    """Activates the next signing key; tokens of the old one stay valid until they expire."""
    settings = configured(AuthSettings, SERVICE)
    async with _assembled(settings) as assembly:
        await assembly.keyring.open()
        key = await assembly.keyring.rotate("command")
    log.info("Rotated the signing key", kid=key.kid, signs_from=str(key.signs_from))


@asynccontextmanager
async def _assembled(settings: AuthSettings) -> AsyncGenerator[Assembly]:
    redis = RedisMux(settings.redis_dsn(), client_name=SERVICE)
    async with (
        Database(settings.area_dsn("auth"), pool_settings(settings), service="auth") as database,
        running_clock(settings) as clock,
    ):
        await redis.open()
        assembly = Assembly.build(settings, database, redis, clock)
        try:
            yield assembly
        finally:
            assembly.passwords.close()
            await redis.close()


async def _prepare(assembly: Assembly) -> None:
    """Creates what logins require: signing keys and the first administrator.

    Outside production, restores the demo rows that examples deleted.
    """
    await assembly.keyring.open()
    settings = assembly.settings
    if settings.admin_email is not None:
        await ensure_admin(
            assembly.units,
            assembly.passwords,
            assembly.keys.admin_password,
            settings.admin_email,
            settings.admin_password,
        )
    if settings.env != "production":
        await restore_demo_rows(assembly.units, settings.admin_email)


async def _is_prepared(assembly: Assembly) -> bool:
    try:
        await _prepare(assembly)
    except DomainError as error:
        log.warning("Logins are not possible yet", reason=error.reason)
        return False
    return True


def _keys_check(assembly: Assembly) -> Any:
    async def check() -> CheckResult:
        if not assembly.keyring.is_ready:
            return {
                "status": "unhealthy",
                "error": "No signing key is loaded",
                "recovery": "Check the database",
            }
        return {"status": "healthy", "details": {"published": len(assembly.keyring.all())}}

    return check
