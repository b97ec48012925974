"""The outermost layer, pure ASGI: identity, access and cache, then the route, then logs and metrics."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from gateway_service.edge.cors import Cors
from gateway_service.edge.errors import Overloaded
from gateway_service.edge.exchange import BEGUN, KEY, Exchange
from gateway_service.edge.guard import Guard
from gateway_service.edge.lane import Lane
from gateway_service.edge.measures import IN_FLIGHT, write
from gateway_service.edge.problems import internal_error, problem_answer
from gateway_service.edge.reply import GatewayReply, Replies
from gateway_service.edge.routing import RouteTable
from gateway_service.edge.target import Prepared, Target
from service_kit.clock.clocks import Clock
from service_kit.edge.answer import Answer
from service_kit.edge.asgi import App, Receive, Scope, Send
from service_kit.edge.body import ClientGone
from service_kit.edge.client_address import ClientAddress
from service_kit.edge.entrance import Entrance
from service_kit.edge.ledger import Ledger
from service_kit.edge.reply import Reply
from service_kit.errors import DomainError
from service_kit.logging import logs


class Sockets(Protocol):
    """Serves WebSocket clients; `settle` is called once, with the status of the handshake."""

    async def serve(
        self, exchange: Exchange, receive: Receive, send: Send, settle: Callable[[int], None]
    ) -> None: ...


log = logs.get_logger(__name__)
_CLIENT_GONE = 499


class Edge:
    """The ASGI application that the server runs; `app` is the FastAPI application behind it."""

    def __init__(
        self,
        app: App,
        routes: RouteTable[Target],
        guard: Guard,
        *,
        clock: Clock,
        replies: Replies,
        cors: Cors,
        addresses: ClientAddress,
        entrance: Entrance,
        max_in_flight: int,
        sockets: Sockets,
    ) -> None:
        self._app = app
        self._sockets = sockets
        self._routes = routes
        self._guard = guard
        self._clock = clock
        self._replies = replies
        self._cors = cors
        self._addresses = addresses
        self._entrance = entrance
        self._max_in_flight = max_in_flight
        self._in_flight = 0
        self._ledger = Ledger(write)
        self.lane = Lane(guard, replies, clock, self._ledger.add, most=max_in_flight)
        IN_FLIGHT.set_function(lambda: self._in_flight + self.lane.pending)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request; raises only CancelledError."""
        if scope["type"] == "websocket":
            exchange = self._begin({**scope, "method": "GET"})
            await self._sockets.serve(exchange, receive, send, partial(self._ledger.add, exchange))
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = scope.pop(BEGUN, None)
        if exchange is None:
            exchange = self._begin(scope)
        else:
            exchange.scope = scope
        reply = GatewayReply(exchange, send, self._replies)
        self._in_flight += 1
        try:
            if exchange.span.is_recorded:
                with exchange.span:
                    await self._serve(exchange, receive, reply)
            else:
                await self._serve(exchange, receive, reply)
            self._ledger.add(exchange, reply.status or _CLIENT_GONE)
        finally:
            self._in_flight -= 1

    def _begin(self, scope: Scope) -> Exchange:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        now_s = self._clock.now().timestamp()
        exchange = Exchange(scope, self._addresses.of(scope, headers), headers, now_s)
        exchange.fault = self._entrance.fault(scope, headers)
        return exchange

    def close(self) -> None:
        """Writes pending access lines."""
        self._ledger.close()

    async def _serve(self, exchange: Exchange, receive: Receive, reply: Reply) -> None:
        try:
            answer = await self._answer(exchange, receive, reply)
        except DomainError as error:
            exchange.outcome = error.reason
            answer = problem_answer(error, exchange)
            if answer.status >= 500:
                _log_failure(exchange, error, answer.status)
        except ClientGone:
            return
        except Exception as error:  # noqa: BLE001 - the last handler of the gateway
            _log_failure(exchange, error, 500)
            answer = problem_answer(internal_error(), exchange)
        if answer is not None and not reply.status:
            await reply.answer(answer)

    async def _answer(self, exchange: Exchange, receive: Receive, reply: Reply) -> Answer | None:
        if exchange.fault is not None:
            raise exchange.fault
        if exchange.method == "OPTIONS":
            return self._options(exchange)
        target, exchange.params = self._routes.match(exchange.method, exchange.path)
        exchange.route, exchange.canonical = target.template, target.canonical
        guarded = target.guarded
        if guarded is not None:
            if self._in_flight > self._max_in_flight:
                raise Overloaded("The gateway is busy", retry_after_s=1)
            if exchange.decision is None and guarded.looks_at(exchange.headers):
                await self._guard.identify(exchange, guarded)
        prepared = self._prepared(exchange, target)
        if guarded is not None:
            await self._guard.admit(exchange, guarded, prepared.place)
        answer = await prepared.answer(receive, reply)
        if exchange.repeat is not None and guarded is not None:
            self.lane.remember(exchange, guarded)
        return answer

    def _prepared(self, exchange: Exchange, target: Target) -> Prepared:
        """The request as parsed by the route; an error in it is reported after the request is admitted."""
        if target.operation is None:
            return Prepared(partial(self._page, exchange, target))
        try:
            return target.operation.prepare(exchange)
        except DomainError as error:
            return Prepared(partial(_refuse, error))

    async def _page(self, exchange: Exchange, target: Target, receive: Receive, reply: Reply) -> None:
        exchange.enter()
        verb = (
            "GET" if exchange.method == "HEAD" else exchange.method
        )  # pages do not handle HEAD; the reply does
        self._in_flight -= target.lasts
        try:
            scope = {**exchange.scope, "method": verb, "query_string": exchange.query, KEY: exchange}
            await self._app(scope, receive, reply.forward)
        finally:
            self._in_flight += target.lasts

    def _options(self, exchange: Exchange) -> Answer:
        """The answer to a preflight, otherwise the verbs of the path."""
        exchange.route = "options"
        preflight = self._cors.preflight(exchange)
        if preflight is not None:
            return preflight
        return Answer(204, headers=[(b"allow", self._routes.verbs(exchange.path).encode())])


async def _refuse(error: DomainError, receive: Receive, reply: Reply) -> None:  # noqa: ARG001 - the signature of Prepared
    raise error


def _log_failure(exchange: Exchange, error: Exception, status: int) -> None:
    exchange.enter()
    exchange.span.fail(error)
    if status == 500:
        log.error("The request failed", endpoint=exchange.route, exc_info=error)
    else:
        log.warning("The request could not be served", endpoint=exchange.route, reason=exchange.outcome)
