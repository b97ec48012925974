"""Runs uvicorn inside the process's own loop: it stops when asked, and finishes what it has accepted."""

import asyncio
import contextlib
import logging
from collections.abc import Generator

import uvicorn

from gateway_service.app import Gateway
from gateway_service.server.protocol import PatientProtocol
from gateway_service.settings import GatewaySettings

_KEEP_ALIVE_S = 75
_BACKLOG = 2048


class _Server(uvicorn.Server):
    """Leaves signals to the process."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


class CannotListen(OSError):
    """The port is taken, or not ours to take."""


async def serve(settings: GatewaySettings, stop: asyncio.Event) -> None:
    """Serves until `stop` is set, then finishes requests for up to `grace_s`. CannotListen, or OSError."""
    gateway = Gateway(settings)
    server = _Server(server_config(settings, gateway))
    serving = asyncio.create_task(server.serve(), name="http")
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([serving, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    gateway.readiness.draining = True
    server.should_exit = True
    try:
        await serving
    except SystemExit:
        raise CannotListen(f"port {settings.listen_port} is taken, or not ours to take") from None


def server_config(settings: GatewaySettings, gateway: Gateway) -> uvicorn.Config:
    """uvicorn without its own logs, headers and belief in proxies: the edge has all of these."""
    config = uvicorn.Config(
        gateway.edge,
        host=settings.host,
        port=settings.listen_port,
        http=PatientProtocol.limited(
            max_header_bytes=settings.max_header_bytes, timeout_s=settings.client_timeout_s
        ),
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=_BACKLOG,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=int(settings.grace_s),
    )
    quiet = logging.getLogger("uvicorn.access")
    quiet.handlers, quiet.propagate = [], False
    return config
