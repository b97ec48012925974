"""Serves the gateway over HTTP; when stopped, it finishes the requests it has accepted."""

import asyncio
import logging
import socket

from gateway_service.app import Gateway
from gateway_service.feed.parts import MOST_MESSAGE_BYTES
from gateway_service.settings import GatewaySettings
from service_kit.edge.metrics_server import listen_for_metrics, metrics_server
from service_kit.edge.protocols.repeats import RepeatsProtocol
from service_kit.edge.protocols.websocket import PushSocket
from service_kit.edge.server import EdgeServer
from service_kit.edge.server import listen as open_listener
from service_kit.logging import logs
from service_kit.process.memory import settle_memory

log = logs.get_logger(__name__)


async def serve(settings: GatewaySettings, stop: asyncio.Event) -> None:
    """Serves until `stop` is set, then finishes requests. Raises CannotListen, CannotStart."""
    server = HttpServer(settings)
    port = await server.start()
    settle_memory()
    log.info("Started gateway", address=f"http://{settings.host}:{port}", env=settings.env)
    try:
        await server.wait(stop)
    finally:
        await server.stop()
        log.info("Stopped gateway")


class HttpServer:
    """One gateway behind one listening socket, and a second one for /metrics if they have their own port."""

    metrics_port: int | None = None

    def __init__(self, settings: GatewaySettings) -> None:
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
        self._settings = settings
        self._gateway = Gateway(settings)
        self._metrics = metrics_server(self._gateway.metrics.text)
        self._server = EdgeServer(
            self._gateway.edge,
            http=RepeatsProtocol.limited(
                max_header_bytes=settings.max_header_bytes,
                timeout_s=settings.client_timeout_s,
                shortcut=self._gateway.edge.lane.begin,
            ),
            grace_s=settings.grace_s,
            ws=PushSocket.limited(buffer_bytes=settings.feed_buffer_bytes),
            ws_max_size=MOST_MESSAGE_BYTES,
            ws_ping_interval=settings.feed_heartbeat_s,
            ws_ping_timeout=settings.feed_heartbeat_s,
            ws_per_message_deflate=False,  # it would compress for each client and keep 100 kB for it
        )

    async def start(self) -> int:
        """Listens and returns the port. Raises CannotListen, CannotStart."""
        listener = metrics_listener(self._settings)
        port = await self._server.start(listen(self._settings))
        if listener is not None:
            self.metrics_port = await self._metrics.start(listener)
        return port

    async def wait(self, event: asyncio.Event) -> None:
        """Waits for the event while the gateway serves."""
        await self._server.wait(event)

    async def stop(self) -> None:
        """Stops accepting requests, finishes running ones, and closes everything."""
        self._gateway.readiness.draining = True
        await self._metrics.stop()
        await self._gateway.feed.drain()
        await self._server.stop()


def metrics_listener(settings: GatewaySettings) -> socket.socket | None:
    """The socket of /metrics, inherited or new; None without a port of its own. Raises CannotListen."""
    if settings.metrics_port is None:
        return None
    if settings.metrics_fd is not None:
        return socket.socket(fileno=settings.metrics_fd)
    return listen_for_metrics(settings, settings.metrics_port)


def listen(settings: GatewaySettings) -> socket.socket:
    """Returns the inherited socket, or a new one. Raises CannotListen."""
    if settings.listen_fd is not None:
        return socket.socket(fileno=settings.listen_fd)
    return open_listener(settings.host, settings.listen_port)
