"""Routes that only read and whose answers are not cached."""

from functools import partial

from altsports.contract.catalog import Method
from gateway_service.cache.payload import Payload
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.target import Prepared
from gateway_service.routes.asked import Asked, AskedBefore
from gateway_service.routes.conditional import not_modified
from gateway_service.routes.encoding import rendered
from gateway_service.routes.upstream import Upstream
from service_kit.edge.answer import Answer
from service_kit.edge.asgi import Header, Receive
from service_kit.edge.presence import while_present
from service_kit.edge.reply import Reply


class ReadOperation:
    """Answers the GET requests of one route."""

    def __init__(self, method: Method, asked: AskedBefore, upstream: Upstream) -> None:
        self._asked = asked
        self._upstream = upstream
        self._standing = standing_headers(private=method.policy.access == "REQUIRED")

    def prepare(self, exchange: Exchange) -> Prepared:
        """Reads the request."""
        return Prepared(partial(self._answer, exchange, self._asked.of(exchange)))

    async def _answer(self, exchange: Exchange, asked: Asked, receive: Receive, reply: Reply) -> Answer:  # noqa: ARG002 - others stream
        exchange.enter()
        payload = await while_present(self._upstream.ask(asked.values), receive)
        return answered(exchange, payload, self._standing, envelope=asked.envelope)


def standing_headers(*, private: bool) -> list[Header]:
    """The headers of every answer of a route that reads."""
    return [
        (b"cache-control", b"private, no-cache" if private else b"public, no-cache"),
        (b"vary", b"Authorization, X-API-Key"),
    ]


def answered(
    exchange: Exchange,
    payload: Payload,
    headers: list[Header],
    *,
    envelope: bool,
    cached: bool = False,
    warning: str = "",
) -> Answer:
    """The payload for this client, or 304 if it has it already."""
    headers = [*headers, (b"etag", payload.etag)]
    if not warning and not_modified(exchange, payload.etag):
        return Answer(304, headers=headers, keeps=True)
    body, described = rendered(payload, exchange, envelope=envelope, cached=cached, warning=warning)
    return Answer(200, body, described + headers, keeps=True)
