"""Routes that only read: parsed requests, and the answers of routes without a cache."""

from functools import partial
from typing import NamedTuple

from altsports.contract.catalog import Method
from gateway_service.cache.keys import CacheKeys
from gateway_service.cache.payload import Payload
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.target import Prepared
from gateway_service.routes.conditional import not_modified
from gateway_service.routes.encoding import rendered
from gateway_service.routes.envelope import wants_envelope
from gateway_service.routes.reading import RequestReading, Values
from gateway_service.routes.upstream import Upstream
from service_kit.edge.answer import Answer
from service_kit.edge.asgi import Header, Receive
from service_kit.edge.presence import while_present
from service_kit.edge.reply import Reply
from service_kit.lru import Lru

_MOST_REMEMBERED = 4096
_LONGEST = 1024


class Asked(NamedTuple):
    """A parsed request, with the key and the tags of its answer."""

    values: Values
    envelope: bool
    key: str
    tags: tuple[str, ...]


Remembered = Lru[tuple[str, bytes], Asked]
"""The parsed requests of all routes, by path and query."""


def remembered() -> Remembered:
    """Room for the requests that were parsed last."""
    return Lru(_MOST_REMEMBERED)


class AskedBefore:
    """Parses the requests of one route; the same path and query are parsed only once."""

    def __init__(
        self, method: Method, reading: RequestReading, remembered: Remembered, *, envelope: bool
    ) -> None:
        self._reading = reading
        self._keys = CacheKeys(method)
        self._envelope = envelope
        self._remembered = remembered

    def of(self, exchange: Exchange) -> Asked:
        """Returns the parsed request. Raises DomainError if it violates the contract."""
        place = (exchange.path, exchange.query)
        asked = self._remembered.get(place)
        if asked is None:
            values = self._reading.of_query(exchange.params, exchange.query)
            envelope = self._envelope and wants_envelope(exchange.query)
            asked = Asked(values, envelope, self._keys.key(values), self._keys.tags(values))
            if len(exchange.path) + len(exchange.query) <= _LONGEST:
                self._remembered.put(place, asked)
        return asked


class ReadOperation:
    """Answers the GET requests of one route."""

    def __init__(self, method: Method, asked: AskedBefore, upstream: Upstream) -> None:
        self._asked = asked
        self._upstream = upstream
        self._standing = standing_headers(private=method.policy.access == "REQUIRED")

    def prepare(self, exchange: Exchange) -> Prepared:
        """Parses the request."""
        return Prepared(partial(self._answer, exchange, self._asked.of(exchange)))

    async def _answer(self, exchange: Exchange, asked: Asked, receive: Receive, reply: Reply) -> Answer:  # noqa: ARG002 - streams use it
        exchange.enter()
        payload = await while_present(self._upstream.ask(asked.values), receive)
        return answered(exchange, payload, self._standing, envelope=asked.envelope)


def standing_headers(*, private: bool) -> list[Header]:
    """The headers of every answer of a reading route."""
    return [
        (b"cache-control", b"private, no-cache" if private else b"public, no-cache"),
        (b"vary", b"Accept-Encoding, Authorization, X-API-Key"),
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
    """The payload for this client, or 304 if it already has it."""
    headers = [*headers, (b"etag", payload.etag)]
    if not warning and not_modified(exchange, payload.etag):
        return Answer(304, headers=headers, keeps=True)
    body, described = rendered(payload, exchange, envelope=envelope, cached=cached, warning=warning)
    return Answer(200, body, described + headers, keeps=True)
