"""What carries the frames of a link: a gRPC stream, which is here, or a socket (`socket_wire`)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Protocol

import grpc

from service_kit.rpc.frames import layout
from service_kit.rpc.frames.outbox import Outbox
from service_kit.rpc.wire_errors import DETAILS_KEY

Take = Callable[[int, int, bytes], None]
"""Receives the kind, number and content of each frame. Its errors end the link."""


class Wire(Protocol):
    """One end of a link."""

    def start(self, outbox: Outbox) -> None:
        """Sends what is put into the outbox, from now on."""
        ...

    async def receive(self, take: Take) -> None:
        """Passes frames on until the peer is done.

        Raises MalformedFrame, what `take` raises, and in a client AioRpcError if the service is lost.
        """
        ...

    async def stop(self) -> None:
        """Sends nothing more; in a client, it also ends the link."""
        ...


class ClientWire(Wire, Protocol):
    """The client's end."""

    async def done_writing(self) -> None:
        """Asks the service to end the link after its last answer."""
        ...


class Exchange(Protocol):
    """The part of gRPC's call that a link uses."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...
    async def write(self, request: bytes, /) -> None: ...
    async def done_writing(self) -> None: ...
    def cancel(self) -> bool: ...


class ServedGrpc:
    """A gRPC stream at the service. One message at a time is handed to gRPC."""

    def __init__(self, messages: AsyncIterator[bytes], write: Callable[[bytes], Awaitable[None]]) -> None:
        self._messages = messages
        self._write = write
        self._outbox = Outbox()
        self._sending: asyncio.Task[None] | None = None

    def start(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._sending = asyncio.create_task(outbox.send(self._write))

    async def receive(self, take: Take) -> None:
        async for message in self._messages:
            for kind, number, content in layout.frames(message):
                take(kind, number, content)
            await self._outbox.room()

    async def stop(self) -> None:
        if self._sending is not None:
            self._sending.cancel()
            await asyncio.gather(self._sending, return_exceptions=True)


class ClientGrpc(ServedGrpc):
    """A gRPC stream at the client."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(aiter(exchange), exchange.write)
        self._exchange = exchange

    async def done_writing(self) -> None:
        await self._exchange.done_writing()

    async def stop(self) -> None:
        self._exchange.cancel()
        await super().stop()


def rpc_error(code: grpc.StatusCode, text: str, status: bytes = b"") -> grpc.aio.AioRpcError:
    """The error that gRPC raises for a call of its own."""
    details = grpc.aio.Metadata((DETAILS_KEY, status)) if status else grpc.aio.Metadata()
    return grpc.aio.AioRpcError(code, grpc.aio.Metadata(), details, text)
