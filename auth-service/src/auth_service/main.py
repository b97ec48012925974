"""Runs the auth-service: its handlers and its background loops."""

import asyncio
from functools import partial
from typing import Any
from uuid import UUID

from auth_service.assembly import SERVICE, Assembly, assembled
from auth_service.core.schema import SCHEMA
from auth_service.seeds.demo_rows import restore_demo_rows
from auth_service.seeds.first_accounts import ensure_admin
from auth_service.settings import AuthSettings
from auth_service.staff.teams import LeagueTeams
from service_kit.deliveries.courier import Courier
from service_kit.demo import FIRST_ADMIN
from service_kit.errors import DomainError
from service_kit.logging import logs
from service_kit.process.loops import Loop, once, running
from service_kit.process.starting import configured
from service_kit.rpc import grpc_server
from service_kit.rpc.diagnostics import CheckResult, Diagnostics
from service_kit.rpc.grpc_client import MeshClient

log = logs.get_logger(__name__)


async def serve(stop: asyncio.Event) -> None:
    """Serves gRPC until `stop` is set. Starts without a database, and answers 503 until it is available."""
    settings = configured(AuthSettings, SERVICE)
    async with assembled(settings) as assembly, MeshClient.from_settings(settings) as client:
        diagnostics = Diagnostics(SERVICE)
        diagnostics.add("database", assembly.database.check)
        diagnostics.add("signing_keys", _keys_check(assembly))
        loops = [*assembly.loops(), Loop("courier", Courier(assembly.database, client, SCHEMA).run)]
        if not await _is_prepared(assembly):
            loops.append(once("preparation", partial(_prepare, assembly)))
        async with running(loops):
            handlers = assembly.registrations(LeagueTeams(client))
            await grpc_server.serve(settings, "auth", handlers, stop=stop, diagnostics=diagnostics)


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
            id=None if settings.env == "production" else UUID(FIRST_ADMIN),
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
