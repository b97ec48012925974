"""Runs uvicorn inside the process's own loop: it stops when asked, and finishes what it has accepted."""

import asyncio
import contextlib
import logging
import os
import socket
from collections.abc import Generator

import uvicorn

from gateway_service.app import Gateway
from gateway_service.server.protocol import PatientProtocol
from gateway_service.server.websocket import MOST_MESSAGE_BYTES, FeedSocket
from gateway_service.settings import GatewaySettings
from service_kit.logging import logs
from service_kit.process.memory import settle_memory

_KEEP_ALIVE_S = 75
_BACKLOG = 2048

log = logs.get_logger(__name__)


class CannotListen(OSError):
    """The port is taken, or not ours to take."""


async def serve(settings: GatewaySettings, stop: asyncio.Event) -> None:
    """Serves until `stop` is set, then finishes requests for up to `grace_s`. CannotListen."""
    server = HttpServer(settings)
    port = await server.start()
    settle_memory()
    log.info("Started gateway", address=f"http://{settings.host}:{port}", env=settings.env)
    try:
        await stop.wait()
    finally:
        await server.stop()
        log.info("Stopped gateway")


class HttpServer:
    """One gateway behind one listening socket."""

    def __init__(self, settings: GatewaySettings) -> None:
        self._settings = settings
        self._gateway = Gateway(settings)
        self._server = _Server(_config(settings, self._gateway))
        self._serving: asyncio.Task[None] | None = None

    async def start(self) -> int:
        """Listens and returns the port. CannotListen."""
        listener = listen(self._settings)
        self._serving = asyncio.create_task(self._server.serve(sockets=[listener]), name="http")
        while not self._server.started and not self._serving.done():  # noqa: ASYNC110 - uvicorn has a flag only
            await asyncio.sleep(0.005)
        return int(listener.getsockname()[1])

    async def stop(self) -> None:
        """Takes no more requests, finishes those under way, and closes everything."""
        self._gateway.readiness.draining = True
        await self._gateway.feed.drain()
        self._server.should_exit = True
        if self._serving is not None:
            await self._serving


class _Server(uvicorn.Server):
    """Leaves signals to the process."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


def listen(settings: GatewaySettings) -> socket.socket:
    """The socket that was handed down, else a new one. CannotListen."""
    if settings.listen_fd is not None:
        listener = socket.socket(fileno=settings.listen_fd)
    else:
        listener = _open(settings.host, settings.listen_port)
    listener.setblocking(False)
    return listener


def _open(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise CannotListen(f"cannot listen on {host}:{port}: {reason}") from None


def _config(settings: GatewaySettings, gateway: Gateway) -> uvicorn.Config:
    """uvicorn without its own logs, headers and belief in proxies: the edge has all of these."""
    config = uvicorn.Config(
        gateway.edge,
        http=PatientProtocol.limited(
            max_header_bytes=settings.max_header_bytes, timeout_s=settings.client_timeout_s
        ),
        ws=FeedSocket.limited(buffer_bytes=settings.feed_buffer_bytes),
        ws_max_size=MOST_MESSAGE_BYTES,
        ws_ping_interval=settings.feed_heartbeat_s,
        ws_ping_timeout=settings.feed_heartbeat_s,
        ws_per_message_deflate=False,  # it would compress for each client anew and keep 100 kB for it
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=int(settings.grace_s),
    )
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    access = logging.getLogger("uvicorn.access")
    access.handlers, access.propagate = [], False
    return config
