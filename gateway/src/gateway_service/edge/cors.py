"""CORS: only pages of the configured origins can read answers."""

from gateway_service.edge.exchange import Exchange
from service_kit.edge.answer import Answer
from service_kit.edge.asgi import Header

_METHODS = b"GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
_ALLOWED_HEADERS = (
    b"Authorization, Content-Type, X-API-Key, X-Request-ID, Idempotency-Key, If-None-Match, traceparent"
)
_EXPOSED_HEADERS = (
    b"X-Request-ID, traceparent, ETag, Age, Cache-Status, Retry-After, RateLimit, RateLimit-Policy, "
    b"X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Total-Count, X-Next-Page-Token, "
    b"Idempotency-Replayed, Idempotency-Expires, Warning, Location, Deprecation, Link"
)


class Cors:
    """Credentials are allowed, so answers name one origin, and the setting `*` is refused."""

    def __init__(self, origins: tuple[str, ...]) -> None:
        """Raises ValueError for the origin `*`."""
        if "*" in origins:
            raise ValueError("CORS_ORIGINS must list origins: * cannot be combined with credentials")
        self._answers = {origin.encode(): self._headers_for(origin.encode()) for origin in origins}

    def headers(self, exchange: Exchange) -> list[Header]:
        """The headers for an answer to this request."""
        origin = exchange.headers.get(b"origin")
        return [] if origin is None else self._answers.get(origin, [(b"vary", b"Origin")])

    def preflight(self, exchange: Exchange) -> Answer | None:
        """The answer to a preflight; None if the OPTIONS request is not one."""
        headers = exchange.headers
        if b"access-control-request-method" not in headers:
            return None
        if headers.get(b"origin") not in self._answers:
            return Answer(403, headers=[(b"vary", b"Origin")])
        return Answer(
            204,
            headers=[
                (b"access-control-allow-methods", _METHODS),
                (b"access-control-allow-headers", _ALLOWED_HEADERS),
                (b"access-control-max-age", b"600"),
            ],
        )

    @staticmethod
    def _headers_for(origin: bytes) -> list[Header]:
        return [
            (b"access-control-allow-origin", origin),
            (b"access-control-allow-credentials", b"true"),
            (b"access-control-expose-headers", _EXPOSED_HEADERS),
            (b"vary", b"Origin"),
        ]
