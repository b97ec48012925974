"""A WebSocket client: its identity, its subscriptions, and the bytes to send."""

import asyncio
from typing import Any, Final

import orjson

from gateway_service.feed.filters import Place, Subscription
from gateway_service.feed.measures import CLOSED
from gateway_service.feed.message import Wire, websocket_frame
from gateway_service.feed.parts import FeedParts
from service_kit.edge.protocols.websocket import PushSocket
from service_kit.identity.credentials import REFUSED_TEXT, Identity

TOO_SLOW: Final = (1013, "Too slow; reconnect with the last seq")
UNAUTHORIZED: Final = 4401
RESTARTING: Final = (1012, "The gateway is stopping; reconnect with the last seq")
_PATIENCE_S: Final = 20.0


class SocketClient:
    """Receives events from `open` to `close`."""

    def __init__(
        self, parts: FeedParts, socket: PushSocket, lease: tuple[str, str], identity: Identity
    ) -> None:
        self._parts = parts
        self.socket: Final = socket
        self.lease = lease
        self.identity = identity
        self.subscriptions: dict[str, Subscription] = {}
        self.catching_up = False
        socket.on_full = self._full

    @property
    def wire(self) -> Wire:
        """The transport."""
        return Wire.WEBSOCKET

    @property
    def is_live(self) -> bool:
        """Whether it has received all events of its subscriptions that this process has read."""
        return bool(self.subscriptions) and not self.catching_up

    def open(self) -> None:
        """Starts receiving heartbeats."""
        self._parts.heart.add(self)
        self._parts.hub.welcome(self)

    def close(self) -> None:
        """Stops receiving."""
        self._parts.hub.everybody.discard(self)
        self._parts.heart.remove(self)
        for subscription in self.subscriptions.values():
            self._parts.hub.index.remove(subscription, self)
        self.subscriptions.clear()

    def become(self, identity: Identity) -> None:
        """Changes the identity; subscriptions continue."""
        hub, mine = self._parts.hub, list(self.subscriptions.values())
        for subscription in mine:
            hub.index.remove(subscription, self)
        self.identity = identity
        for subscription in mine:
            subscription.known = hub.place.seq
            hub.index.add(subscription, self)
        hub.welcome(self)

    def push(self, data: bytes) -> None:
        """Writes bytes without waiting."""
        self.socket.push(data)

    def say(self, text: bytes, place: Place | None = None) -> None:  # noqa: ARG002 - the text contains it
        """Pushes a message that is not an event."""
        self.socket.push(websocket_frame(text))

    def send(self, content: dict[str, Any]) -> None:
        """Pushes a message that is not an event."""
        self.say(orjson.dumps(content))

    async def has_room(self) -> bool:
        """Waits until the kernel has taken everything; False if the client is gone or does not read."""
        try:
            async with asyncio.timeout(_PATIENCE_S):
                await self.socket.writable.wait()
        except TimeoutError:
            self.end(*TOO_SLOW)
        return self.socket.is_open

    def leave(self) -> None:
        """Asks the client to reconnect."""
        self.end(*RESTARTING)

    def sign_out(self, reason: str) -> None:
        """Ends the connection, because the credentials of the client are no longer valid."""
        self.send(self._parts.error(reason, REFUSED_TEXT))
        self.end(UNAUTHORIZED, REFUSED_TEXT)

    def end(self, code: int, reason: str) -> None:
        """Closes the connection after everything that was sent."""
        if self.socket.is_open:
            CLOSED.labels(str(code)).inc()
            self.socket.end(code, reason)

    def _full(self) -> None:
        if not self.catching_up or self.socket.is_overfull:
            self.end(*TOO_SLOW)
