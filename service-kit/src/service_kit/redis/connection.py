"""One Redis socket as an asyncio protocol: commands go out pipelined, replies come back in order."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any, cast

import hiredis

from service_kit.redis.errors import RedisUnavailable, refusal_of

Reply = Any
"""A reply of Redis: bytes, int, None, a list of replies, or a hiredis.ReplyError inside a list."""

_NOTHING = object()


class RedisConnection(asyncio.Protocol):
    """Matches replies to commands; closes the connection if a reply takes longer than the timeout.

    Replies come in order, so the age of the oldest command shows whether Redis has stopped answering, and one
    timer is enough for the whole socket.
    """

    def __init__(self, *, timeout_s: float, on_lost: Callable[[], None]) -> None:
        self._timeout_s = timeout_s
        self._on_lost = on_lost
        self._loop = asyncio.get_running_loop()
        self._reader = hiredis.Reader(notEnoughData=_NOTHING)
        self._waiting: deque[tuple[asyncio.Future[Reply], float]] = deque()
        self._transport: asyncio.Transport | None = None
        self._watchdog: asyncio.TimerHandle | None = None
        self.ended = asyncio.Event()

    @property
    def pending(self) -> int:
        """The number of commands that are waiting for a reply."""
        return len(self._waiting)

    def send(self, command: bytes) -> asyncio.Future[Reply]:
        """Sends one packed command; the future gets its reply, or RedisUnavailable if the socket closes."""
        transport = self._transport
        if transport is None or transport.is_closing():
            raise RedisUnavailable
        future: asyncio.Future[Reply] = self._loop.create_future()
        self._waiting.append((future, self._loop.time() + self._timeout_s))
        transport.write(command)
        if self._watchdog is None:
            self._watchdog = self._loop.call_later(self._timeout_s, self._look)
        return future

    def close(self) -> None:
        """Closes the socket at once; pending commands fail."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._reader.feed(data)
        try:
            while (reply := self._reader.gets()) is not _NOTHING:
                self._settle(reply)
        except (hiredis.ProtocolError, IndexError):
            self.close()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        self._transport = None
        self.ended.set()
        if self._watchdog is not None:
            self._watchdog.cancel()
        while self._waiting:
            future, _ = self._waiting.popleft()
            if not future.done():
                future.set_exception(RedisUnavailable())
        self._on_lost()

    def _settle(self, reply: Reply) -> None:
        future, _ = self._waiting.popleft()
        if future.done():
            return
        if isinstance(reply, hiredis.ReplyError):
            future.set_exception(refusal_of(reply) or reply)
        else:
            future.set_result(reply)

    def _look(self) -> None:
        self._watchdog = None
        if not self._waiting:
            return
        due = self._waiting[0][1]
        if due <= self._loop.time():
            self.close()
        else:
            self._watchdog = self._loop.call_at(due, self._look)
