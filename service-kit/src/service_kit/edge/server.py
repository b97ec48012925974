"""Runs an ASGI application with uvicorn in the process's own event loop."""

import asyncio
import contextlib
import os
import socket
from collections.abc import Generator
from typing import Any

import uvicorn

from service_kit.edge.asgi import App
from service_kit.logging import logs

_KEEP_ALIVE_S = 75
_BACKLOG = 2048
_TICK_S = 1.0
_LOOK_S = 0.01

log = logs.get_logger(__name__)


class CannotListen(OSError):
    """The port is in use, or not allowed."""


class CannotStart(OSError):
    """The application failed during its start."""


def listen(host: str, port: int) -> socket.socket:
    """Opens the listening socket before anything else starts. Raises CannotListen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise CannotListen(f"cannot listen on {host}:{port}: {reason}") from None


class EdgeServer:
    """One application behind one listening socket.

    uvicorn's own logs, headers and proxy support are disabled, because the edges have their own.
    """

    def __init__(self, app: App, *, http: type[asyncio.Protocol], grace_s: float, **options: Any) -> None:
        """`options` are uvicorn's, such as `ws`. A stop waits up to `grace_s` for requests to end."""
        config = uvicorn.Config(
            app,  # pyright: ignore[reportArgumentType] - uvicorn's types are narrower than ASGI's
            http=http,
            lifespan="on",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=round(grace_s),
            **options,
        )
        self._server = _Server(config)
        self._serving: asyncio.Task[None] | None = None

    async def start(self, listener: socket.socket) -> int:
        """Serves on the socket, which it will close, and returns its port. Raises CannotStart."""
        listener.setblocking(False)
        self._serving = asyncio.create_task(self._server.serve(sockets=[listener]), name="http")
        await self.wait(self._server.up)
        return int(listener.getsockname()[1])

    async def wait(self, event: asyncio.Event) -> None:
        """Waits for the event while the server runs; raises the server's error if it ends first."""
        assert self._serving is not None
        waiting = asyncio.create_task(event.wait())
        try:
            await asyncio.wait({waiting, self._serving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
        if self._serving.done():
            await self._serving

    async def stop(self) -> None:
        """Stops accepting connections, finishes running requests, and ends the application."""
        self._server.leave()
        if self._serving is not None:
            await self._serving


class _Server(uvicorn.Server):
    """Leaves signals to the process, and reports immediately that it has started or should stop."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()
        self._leaving = asyncio.Event()

    def leave(self) -> None:
        self.should_exit = True
        self._leaving.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        except SystemExit:
            for listener in sockets or ():
                listener.close()
            raise CannotStart("the server could not start; see the log") from None
        self.up.set()

    async def main_loop(self) -> None:
        """Renews the Date header every second; uvicorn's own loop wakes up ten times as often."""
        while not await self.on_tick(0):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_TICK_S):
                    await self._leaving.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stops as uvicorn does, but looks sooner whether anything is left: its pauses take 0.1 s."""
        for closing in (*self.servers, *(sockets or ())):
            closing.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        try:
            async with asyncio.timeout(self.config.timeout_graceful_shutdown):
                while self.server_state.connections or self.server_state.tasks:  # noqa: ASYNC110 - there is no event
                    await asyncio.sleep(_LOOK_S)
                for server in self.servers:
                    await server.wait_closed()
        except TimeoutError:
            log.warning("Requests that do not end are cancelled", count=len(self.server_state.tasks))
            for task in self.server_state.tasks:
                task.cancel()
        await self.lifespan.shutdown()
