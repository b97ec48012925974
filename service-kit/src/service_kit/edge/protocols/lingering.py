"""Closes a connection without taking the answer back from a client that is still sending."""

import asyncio
from collections.abc import Callable


class LingeringTransport:
    """The transport of a request that has not arrived completely, for uvicorn's cycle.

    If a socket with unread data is closed, the kernel resets the connection, and the client loses the answer
    that it has not read yet. So `close` is the protocol's, which reads on for a while.
    """

    def __init__(self, transport: asyncio.Transport, close: Callable[[], None]) -> None:
        self._transport = transport
        self.close = close

    def write(self, data: bytes) -> None:
        self._transport.write(data)

    def is_closing(self) -> bool:
        return self._transport.is_closing()
