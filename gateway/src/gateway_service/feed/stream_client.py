"""An SSE client with a bounded queue of bytes to send."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Final

import orjson

from gateway_service.feed.filters import Place, Subscription
from gateway_service.feed.measures import CLOSED
from gateway_service.feed.message import Wire, event_id, sse_block
from gateway_service.feed.parts import FeedParts
from service_kit.identity.credentials import REFUSED_TEXT, Identity

_KEEP_ALIVE_S: Final = 15.0
_KEEP_ALIVE: Final = b": keep-alive\n\n"


class StreamClient:
    """Receives events from `open` to `close`."""

    def __init__(
        self, parts: FeedParts, lease: tuple[str, str], identity: Identity, subscription: Subscription
    ) -> None:
        self._parts = parts
        self.lease = lease
        self.identity = identity
        self.subscription = subscription
        self.subscriptions = {subscription.name: subscription}
        self.catching_up = False
        self._waiting: list[bytes] = []
        self._size = 0
        self._ended = False
        self._news = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()

    @property
    def wire(self) -> Wire:
        """The transport."""
        return Wire.SSE

    @property
    def socket(self) -> None:
        """It has none: the response takes the bytes from the queue."""

    @property
    def is_live(self) -> bool:
        """Whether it has received everything that this process has read."""
        return not self.catching_up

    def open(self) -> None:
        """Starts receiving heartbeats."""
        self._parts.heart.add(self)
        self._parts.hub.welcome(self)

    def close(self) -> None:
        """Stops receiving."""
        self._ended = True
        self._news.set()
        self._room.set()
        self._parts.hub.everybody.discard(self)
        self._parts.heart.remove(self)
        self._parts.hub.index.remove(self.subscription, self)

    def push(self, data: bytes) -> None:
        """Queues bytes without waiting; ends the stream if the queue is too long."""
        if self._ended:
            return
        self._waiting.append(data)
        self._size += len(data)
        self._news.set()
        if self._size > self._parts.limits.buffer_bytes:
            self._room.clear()
            if not self.catching_up:
                self.end("TOO_SLOW", "Too slow; reconnect with the last id")

    def say(self, text: bytes, place: Place | None = None) -> None:
        """Pushes a message that is not an event; `place` is the position up to which events were sent."""
        self.push(sse_block(text, event_id(place.seq, place.epoch) if place else ""))

    def leave(self) -> None:
        """Asks the client to reconnect."""
        self.end("RESTARTING", "The gateway is stopping; reconnect with the last id")

    def sign_out(self, reason: str) -> None:
        """Ends the stream, because the credentials of the client are no longer valid."""
        self.end(reason, REFUSED_TEXT)

    def end(self, code: str, detail: str) -> None:
        """Sends a last message after everything in the queue."""
        if self._ended:
            return
        CLOSED.labels(code.lower()).inc()
        self._waiting.append(sse_block(orjson.dumps(self._parts.error(code, detail))))
        self._ended = True
        self._news.set()
        self._room.set()

    async def has_room(self) -> bool:
        """Waits until the queue was sent; False if the stream has ended."""
        await self._room.wait()
        return not self._ended

    async def parts(self) -> AsyncGenerator[bytes]:
        """Yields the bytes to send, until the end; comments keep proxies from closing a quiet stream."""
        while True:
            try:
                async with asyncio.timeout(_KEEP_ALIVE_S):
                    await self._news.wait()
            except TimeoutError:
                yield _KEEP_ALIVE
                continue
            self._news.clear()
            data, self._waiting, self._size = b"".join(self._waiting), [], 0
            ended = self._ended
            if data:
                yield data
            self._room.set()
            if ended:
                return
