"""Carries frames over a unix socket, for processes on one machine. Nothing but frames is on it.

gRPC has a thread that wakes the event loop for each message, and copies each message several times; that is a
third of the CPU of a small call between two processes. Here, what arrives is passed on in the callback that
reads it, and what is put into the outbox is written at once; uvloop sends what one turn of the loop writes in
one system call. The socket lies beside that of gRPC, in a folder that only the user of the mesh may enter,
and its first frame proves that a process of the mesh opens the link.
"""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Final, cast

import grpc

from service_kit.errors import DomainError
from service_kit.rpc.frames import layout
from service_kit.rpc.frames.outbox import Outbox
from service_kit.rpc.frames.wire import Take, rpc_error
from service_kit.rpc.socket_guard import socket_path
from service_kit.rpc.wire_errors import grpc_code, to_status

_SUFFIX: Final = ".link"
_MOST_WRITTEN: Final = 2 * layout.LARGEST_FRAME
"""Bytes that are written, but not yet taken by the kernel. Small frames wait for no more than these."""

Serve = Callable[["ServedSocket"], Coroutine[Any, Any, None]]


def link_path(address: str) -> Path | None:
    """The socket for links beside a "unix:" address of gRPC; None for others."""
    path = socket_path(address)
    return None if path is None or path.suffix == _SUFFIX else path.with_suffix(_SUFFIX)


class _SocketWire(asyncio.Protocol):
    """What both ends have in common."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._outbox = Outbox()
        self._take: Take | None = None
        self._rest = b""
        self._may_write = False
        self._is_reading = True
        self._over: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()

    def start(self, outbox: Outbox) -> None:
        self._outbox = outbox
        outbox.on_filled = self._flush
        self._flush()

    async def receive(self, take: Take) -> None:
        self._take = take
        self.data_received(b"")  # what came before this call
        error = await self._over
        if error is not None:
            raise error

    def data_received(self, data: bytes) -> None:
        data = self._rest + data if self._rest else data
        take = self._take
        if take is None:
            self._rest = data
            return
        try:
            found, self._rest = layout.split(data)
            for kind, number, content in found:
                if kind == layout.DONE:
                    self._end(None)
                else:
                    take(kind, number, content)
        except (DomainError, grpc.aio.AioRpcError) as error:
            self._end(error)
        self._read_if_room()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(high=_MOST_WRITTEN)
        self._may_write = True

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        self._may_write = False
        self._transport = None

    def pause_writing(self) -> None:
        self._may_write = False

    def resume_writing(self) -> None:
        self._may_write = True
        self._flush()

    def _flush(self) -> None:
        while self._may_write and self._outbox.queued and self._transport is not None:
            self._transport.write(self._outbox.take())
        if not self._is_reading:
            self._read_if_room()

    def _read_if_room(self) -> None:
        """Reads nothing more from a client that reads so little that not even refusals should queue."""
        if self._transport is None or self._is_reading != self._outbox.is_overfull:
            return
        self._is_reading = not self._is_reading
        if self._is_reading:
            self._transport.resume_reading()
        else:
            self._transport.pause_reading()

    def _end(self, error: Exception | None) -> None:
        """Lets `receive` return or raise."""
        if not self._over.done():
            self._over.set_result(error)


class ClientSocket(_SocketWire):
    """The client's end."""

    def __init__(self) -> None:
        super().__init__()
        self._is_done = False

    @classmethod
    async def connect(cls, path: Path, caller: str) -> "ClientSocket":
        """Opens a link as a signed caller. Raises OSError if there is no such socket."""
        transport, wire = await asyncio.get_running_loop().create_unix_connection(cls, str(path))
        opening = f"{layout.PATH} {caller}".encode()
        transport.write(layout.frame(layout.OPEN, layout.NO_CALL, opening))
        return wire

    async def done_writing(self) -> None:
        self._is_done = True
        if self._transport is not None:
            self._transport.write(layout.frame(layout.DONE, layout.NO_CALL))

    async def stop(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        lost = rpc_error(grpc.StatusCode.UNAVAILABLE, "The link was lost")
        self._end(None if self._is_done else lost)


class ServedSocket(_SocketWire):
    """The service's end. `serve` runs it, and is cancelled if the client is lost."""

    def __init__(self, serve: Serve, running: set[asyncio.Task[None]]) -> None:
        super().__init__()
        self._serve = serve
        self._running = running
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._task = asyncio.create_task(self._serve(self))
        self._running.add(self._task)
        self._task.add_done_callback(self._running.discard)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._task is not None:
            self._task.cancel()

    async def stop(self) -> None:
        self._outbox = Outbox()  # the other may be filled until the last handler has ended

    def refuse(self, error: DomainError) -> None:
        """Tells the client why the link ends."""
        if self._transport is not None:
            code, status = grpc_code(error).value[0], to_status(error)
            why = layout.error_frame(layout.NO_CALL, code, status.message, status.SerializeToString())
            self._transport.write(why)

    def close(self) -> None:
        """Ends the link after what is written."""
        if self._transport is not None:
            self._transport.close()


class Listener:
    """Accepts links on a socket. Its file belongs to whoever owns the address of gRPC beside it."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self._running: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._path: Path | None = None

    async def start(self, path: Path) -> None:
        """Listens, in place of a process that was killed. Raises OSError if that is not possible."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_unix_server(lambda: ServedSocket(self._serve, self._running), path)
        self._path = path

    async def stop(self, grace_s: float) -> None:
        """Accepts no more links, and waits for those that are open to end."""
        if self._server is None or self._path is None:
            return
        self._server.close()
        self._path.unlink(missing_ok=True)
        running = list(self._running)
        if running:
            await asyncio.wait(running, timeout=grace_s)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
