"""The feed as server-sent events: a Starlette response that ends when the client leaves."""

import asyncio
import contextlib

import orjson
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from gateway_service.feed.asked import Asked
from gateway_service.feed.filters import FeedFilter, Subscription
from gateway_service.feed.measures import CONNECTIONS
from gateway_service.feed.message import Wire
from gateway_service.feed.parts import RECONNECT_S, FeedParts
from gateway_service.feed.stream_client import StreamClient
from gateway_service.feed.who import Callers, Lease
from service_kit.identity.credentials import Identity
from service_kit.redis.errors import RedisUnavailable

_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


class FeedStream(Response):
    """Sends hello, missed events, and new events. Browsers reconnect by themselves with the last id."""

    media_type = "text/event-stream"

    def __init__(
        self, parts: FeedParts, callers: Callers, lease: Lease, *, asked: Asked, identity: Identity
    ) -> None:
        super().__init__(None, headers=_HEADERS)
        del self.headers["content-length"]
        self._parts = parts
        self._callers = callers
        self._place = asked.place
        wanted = asked.filter or FeedFilter.of(parts.contract.channels, {})
        self._client = StreamClient(parts, lease, identity, Subscription("sse", wanted))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI
        client = self._client
        client.open()
        joining = asyncio.create_task(self._join(), name="feed-join")
        watching = asyncio.create_task(_watch(receive, client), name="feed-watch")
        try:
            with CONNECTIONS.labels(Wire.SSE.value).track_inprogress():
                await self._send_all(send)
        finally:
            client.close()
            for task in (joining, watching):
                task.cancel()
            await asyncio.wait((joining, watching))
            with contextlib.suppress(RedisUnavailable):
                await self._callers.give_back(client.lease)

    async def _send_all(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        body = {"type": "http.response.body", "more_body": True}
        await send({**body, "body": b"retry: %d\n\n" % (RECONNECT_S[0] * 1000)})
        async for part in self._client.parts():
            await send({**body, "body": part})
        await send({"type": "http.response.body", "body": b""})

    async def _join(self) -> None:
        client, hub = self._client, self._parts.hub
        place = self._place or hub.place
        hello = orjson.dumps(self._parts.hello(client.identity.caller.user_id))
        # The id lets a browser resume if it is disconnected before the first event.
        client.say(hello, place)
        if self._place is None:
            hub.join(client.subscription, client, since=place.seq)
            return
        client.catching_up = True
        try:
            await self._parts.resumption.run(client, client.subscription, self._place)
        except RedisUnavailable:
            client.end("UNAVAILABLE", "Try again later")
        finally:
            client.catching_up = False


async def _watch(receive: Receive, client: StreamClient) -> None:
    """Ends the stream when the client leaves."""
    while (await receive())["type"] != "http.disconnect":
        pass
    client.close()
