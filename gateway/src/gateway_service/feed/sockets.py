"""Admits WebSocket clients by origin, credentials and number of connections, and runs their sessions."""

import contextlib
from collections.abc import Callable
from typing import Any, Final, cast

import orjson

from gateway_service.edge.cors import OriginNotAllowed
from gateway_service.edge.errors import RouteNotFound
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.problems import problem_answer
from gateway_service.feed.alert_session import ALERTS, AlertSession, Check, match_of
from gateway_service.feed.asked import Asked
from gateway_service.feed.leases import TooManyConnections
from gateway_service.feed.measures import CLOSED, CONNECTIONS
from gateway_service.feed.message import Wire
from gateway_service.feed.parts import FeedParts, FeedUnavailable
from gateway_service.feed.session import LIMITED, Session
from gateway_service.feed.socket_client import UNAUTHORIZED, SocketClient
from gateway_service.feed.who import PATH, Callers, Lease
from service_kit.edge.answer import Answer
from service_kit.edge.asgi import Receive, Send
from service_kit.edge.origins import Origins
from service_kit.edge.protocols.websocket import SOCKET, PushSocket
from service_kit.errors import DomainError, Unauthenticated
from service_kit.redis.errors import RedisUnavailable

Settle = Callable[[int], None]

_ACCEPT: Final[dict[str, Any]] = {"type": "websocket.accept"}


class FeedSockets:
    """The ASGI side of /ws/updates and /ws/alerts/{match_id}.

    Errors before the handshake are problem documents.
    Browsers hide those, so invalid credentials and too many connections get a close code instead.
    """

    def __init__(self, parts: FeedParts, callers: Callers, origins: Origins, check: Check) -> None:
        self._parts = parts
        self._callers = callers
        self._origins = origins
        self._check = check
        self.draining = False

    async def serve(self, exchange: Exchange, receive: Receive, send: Send, settle: Settle) -> None:
        """Serves one client until it is gone; calls `settle` with the status of the handshake."""
        await receive()
        try:
            asked, lease = await self._admit(exchange)
        except (Unauthenticated, TooManyConnections) as error:
            exchange.outcome = error.reason
            settle(401 if isinstance(error, Unauthenticated) else 429)
            await self._turn_away(error, send)
        except DomainError as error:
            exchange.outcome = error.reason
            answer = problem_answer(error, exchange)
            settle(answer.status)
            await _refuse(answer, send)
        else:
            settle(101)
            await self._run(exchange, asked, lease, receive=receive, send=send)

    async def _admit(self, exchange: Exchange) -> tuple[Asked, Lease]:
        if exchange.fault is not None:
            raise exchange.fault
        if exchange.path != PATH and not match_of(exchange.path):
            raise RouteNotFound
        exchange.route = PATH if exchange.path == PATH else ALERTS
        if not self._may_come_from(exchange):
            raise OriginNotAllowed("Pages of this origin may not use the feed")
        if self.draining or SOCKET not in exchange.scope["extensions"]:
            raise FeedUnavailable("The gateway is stopping", retry_after_s=1)
        asked = Asked.of(self._parts.contract, exchange.query)
        await self._callers.admit(exchange, token=asked.token, ticket=asked.ticket)
        await self._parts.wait_until_ready()
        return asked, await self._callers.take(exchange)

    def _may_come_from(self, exchange: Exchange) -> bool:
        """Programs send no origin; the pages of this gateway have its host as origin."""
        origin = exchange.text(b"origin")
        if origin is None or self._origins.allow(origin):
            return True
        return origin.partition("://")[2] == exchange.text(b"host")

    async def _run(
        self, exchange: Exchange, asked: Asked, lease: Lease, *, receive: Receive, send: Send
    ) -> None:
        exchange.enter()
        socket = cast("PushSocket", exchange.scope["extensions"][SOCKET])
        client = SocketClient(self._parts, socket, lease, exchange.identity)
        try:
            await send(_ACCEPT)
            client.open()
            with CONNECTIONS.labels(Wire.WEBSOCKET.value).track_inprogress():
                session = self._session(client, exchange)
                await session.run(receive, asked.filter, asked.place)
        finally:
            client.close()
            with contextlib.suppress(RedisUnavailable):
                await self._callers.give_back(client.lease)

    def _session(self, client: SocketClient, exchange: Exchange) -> Session:
        match_id = match_of(exchange.path)
        if not match_id:
            return Session(self._parts, client, self._callers, exchange=exchange)
        return AlertSession(
            self._parts, client, self._callers, exchange=exchange, match_id=match_id, check=self._check
        )

    async def _turn_away(self, error: DomainError, send: Send) -> None:
        code = UNAUTHORIZED if isinstance(error, Unauthenticated) else LIMITED
        message = orjson.dumps(self._parts.error(error.reason, error.message))
        CLOSED.labels(str(code)).inc()
        await send(_ACCEPT)
        await send({"type": "websocket.send", "text": message.decode()})
        await send({"type": "websocket.close", "code": code, "reason": error.message})


async def _refuse(answer: Answer, send: Send) -> None:
    headers = [*answer.headers, (b"content-length", b"%d" % len(answer.body))]
    await send({"type": "websocket.http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": answer.body})
