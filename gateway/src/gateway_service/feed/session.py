"""The session of one WebSocket client, from hello to close."""

import time
from dataclasses import replace
from typing import Any, Final

from gateway_service.edge.exchange import Exchange
from gateway_service.feed.client_messages import (
    Authenticate,
    Ping,
    Refused,
    Subscribe,
    Unsubscribe,
    filter_of,
    place_of,
)
from gateway_service.feed.filters import FeedFilter, Place, Subscription
from gateway_service.feed.parts import FeedParts
from gateway_service.feed.socket_client import UNAUTHORIZED, SocketClient
from gateway_service.feed.who import Callers
from service_kit.edge.asgi import Receive
from service_kit.errors import DomainError, ResourceExhausted, Unauthenticated
from service_kit.redis.errors import RedisUnavailable

_WINDOW_S: Final = 10.0
_MOST_IN_WINDOW: Final = 100
LIMITED: Final = 4429
FLOODING: Final = (1008, "Too many messages")
LATER: Final = (1013, "Try again later")


class Session:
    """Handles the messages of a client one after the other."""

    def __init__(
        self, parts: FeedParts, client: SocketClient, callers: Callers, *, exchange: Exchange
    ) -> None:
        self._parts = parts
        self._client = client
        self._callers = callers
        self._ip = exchange.ip
        self._pending: Place | None = None
        self._names = 0
        self._window = (0.0, 0)

    async def run(self, receive: Receive, wanted: FeedFilter | None, place: Place | None) -> None:
        """Runs until the client is gone. `wanted` and `place` come from the URL."""
        self._client.send(self._parts.hello(self._client.identity.caller.user_id))
        await self._begin(wanted, place)
        while (message := await receive())["type"] == "websocket.receive":
            if self._is_flooding():
                self._client.end(*FLOODING)
            await self._handle(message.get("text"))

    async def _begin(self, wanted: FeedFilter | None, place: Place | None) -> None:
        self._pending = place
        if wanted is not None:
            await self._take_on(wanted, None, None)

    async def _handle(self, text: str | None) -> None:
        try:
            if text is None:
                raise Refused("MALFORMED_MESSAGE", "A message must be text")
            message = self._parts.client_messages.parse(text)
            if isinstance(message, Subscribe):
                await self._subscribe(message)
            elif isinstance(message, Unsubscribe):
                self._drop(message)
            elif isinstance(message, Authenticate):
                await self._authenticate(message)
            else:
                self._pong(message)
        except Refused as refused:
            self._error(refused.code, refused.detail, refused.violations)

    async def _subscribe(self, message: Subscribe) -> None:
        wanted = filter_of(message.channels, message.filters)
        await self._take_on(wanted, message.id, place_of(message.resume_from))

    async def _take_on(self, wanted: FeedFilter, name: str | None, place: Place | None) -> None:
        subscription = self._named(wanted, name)
        place, self._pending = place or self._pending, None
        seq = self._parts.hub.place.seq if place is None else place.seq
        self._client.send(self._subscribed(subscription, seq))
        if place is None:
            subscription.began = seq
            self._parts.hub.join(subscription, self._client, since=seq)
            return
        self._client.catching_up = True
        try:
            await self._parts.resumption.run(self._client, subscription, place)
        except RedisUnavailable:
            self._client.end(*LATER)
        finally:
            self._client.catching_up = False

    def _named(self, wanted: FeedFilter, name: str | None) -> Subscription:
        """Creates or replaces a subscription; an equal filter without a name replaces its subscription."""
        mine = self._client.subscriptions
        if name is None:
            name = next((one.name for one in mine.values() if one.filter == wanted), None)
        if name is None:
            self._names += 1
            name = f"s{self._names}"
        old = mine.pop(name, None)
        if old is not None:
            self._parts.hub.index.remove(old, self._client)
        if len(mine) >= self._parts.limits.subscriptions:
            most = self._parts.limits.subscriptions
            raise Refused("TOO_MANY_SUBSCRIPTIONS", f"A connection can have at most {most} subscriptions")
        mine[name] = Subscription(name, wanted)
        return mine[name]

    def _subscribed(self, subscription: Subscription, seq: int) -> dict[str, Any]:
        wanted, contract = subscription.filter, self._parts.contract
        return {
            "type": "subscribed",
            "id": subscription.name,
            "channels": [name for name in contract.channels if name in wanted.channels],
            "filters": {name: wanted.names(name) for name in contract.filters}
            | {"replays": sorted(wanted.replays)},
            "seq": seq,
            "epoch": self._parts.hub.place.epoch,
        }

    def _drop(self, message: Unsubscribe) -> None:
        mine = self._client.subscriptions
        if message.id is not None and message.id not in mine:
            raise Refused("NO_SUCH_SUBSCRIPTION", f"No subscription {message.id}")
        chosen = [mine[message.id]] if message.id is not None else list(mine.values())
        for subscription in chosen:
            self._narrow(subscription, frozenset(message.channels or self._parts.contract.channels))
        self._client.send({"type": "unsubscribed", "subscriptions": list(mine)})

    def _narrow(self, subscription: Subscription, without: frozenset[str]) -> None:
        wanted = subscription.filter
        left = wanted.channels - without
        self._parts.hub.index.remove(subscription, self._client)
        if not left:
            del self._client.subscriptions[subscription.name]
            return
        subscription.filter = replace(wanted, channels=left)
        self._parts.hub.join(subscription, self._client, since=subscription.since)

    async def _authenticate(self, message: Authenticate) -> None:
        try:
            identity = await self._callers.of_token(message.token, self._ip)
            self._client.lease = await self._callers.move(self._client.lease, identity)
            self._client.become(identity)
        except Unauthenticated as error:
            self._error(error.reason, error.message)
            self._client.end(UNAUTHORIZED, error.message)
        except ResourceExhausted as error:
            self._error(error.reason, error.message)
            self._client.end(LIMITED, error.message)
        except DomainError as error:
            raise Refused(error.reason, error.message) from error
        else:
            self._client.send({"type": "authenticated", "user_id": identity.caller.user_id})

    def _pong(self, _: Ping) -> None:
        self._client.send({"type": "pong", "timestamp": self._parts.hub.now()})

    def _error(self, code: str, detail: str, violations: list[dict[str, Any]] | None = None) -> None:
        self._client.send(self._parts.error(code, detail, violations))

    def _is_flooding(self) -> bool:
        began, count = self._window
        now = time.monotonic()
        self._window = (now, 1) if now - began > _WINDOW_S else (began, count + 1)
        return self._window[1] > _MOST_IN_WINDOW
