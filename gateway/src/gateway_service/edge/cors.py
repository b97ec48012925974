"""CORS: only pages of the configured origins can read answers."""

from gateway_service.edge.exchange import Exchange
from service_kit.edge.answer import Answer
from service_kit.edge.asgi import Header
from service_kit.edge.origins import Origins
from service_kit.errors import PermissionDenied
from service_kit.lru import Lru

_METHODS = b"GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
_ALLOWED_HEADERS = (
    b"Authorization, Content-Type, X-API-Key, X-Request-ID, Idempotency-Key, If-None-Match, Cache-Control, "
    b"Last-Event-ID, traceparent, tracestate"
)
_EXPOSED_HEADERS = (
    b"X-Request-ID, traceparent, ETag, Age, Cache-Status, Retry-After, RateLimit, RateLimit-Policy, "
    b"X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Total-Count, X-Next-Page-Token, "
    b"Idempotency-Replayed, Idempotency-Expires, Warning, Location, Deprecation, Link"
)
_VARIES: list[Header] = [(b"vary", b"Origin")]
_MOST_REMEMBERED = 64


class OriginNotAllowed(PermissionDenied):
    """A page of another site may not use this API with the browsers of its visitors."""

    reason = "ORIGIN_NOT_ALLOWED"

    def __init__(self, message: str) -> None:
        super().__init__(message, recovery=["Operators list the origins of web pages in CORS_ORIGINS"])


class Cors:
    """Credentials are allowed, so answers name one origin."""

    def __init__(self, origins: Origins) -> None:
        self._origins = origins
        self._answers: Lru[bytes, list[Header]] = Lru(_MOST_REMEMBERED)

    def headers(self, exchange: Exchange) -> list[Header]:
        """The headers for an answer to this request; every answer depends on the origin."""
        origin = exchange.headers.get(b"origin")
        if origin is None:
            return _VARIES
        found = self._answers.get(origin)
        if found is None:
            allowed = self._origins.allow(origin.decode("latin-1"))
            found = [*_VARIES, *_headers_for(origin)] if allowed else _VARIES
            self._answers.put(origin, found)
        return found

    def preflight(self, exchange: Exchange) -> Answer | None:
        """The answer to a preflight; None if the OPTIONS request is not one. Raises OriginNotAllowed."""
        headers = exchange.headers
        if b"access-control-request-method" not in headers:
            return None
        if not self._origins.allow(headers.get(b"origin", b"").decode("latin-1")):
            raise OriginNotAllowed("Pages of this origin may not use this API")
        return Answer(
            204,
            headers=[
                (b"access-control-allow-methods", _METHODS),
                (b"access-control-allow-headers", _ALLOWED_HEADERS),
                (b"access-control-max-age", b"600"),
            ],
        )


def _headers_for(origin: bytes) -> list[Header]:
    return [
        (b"access-control-allow-origin", origin),
        (b"access-control-allow-credentials", b"true"),
        (b"access-control-expose-headers", _EXPOSED_HEADERS),
    ]
