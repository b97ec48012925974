"""Headers that disable browser features that this API does not need."""

from service_kit.edge.asgi import Header

API: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
STRICT_TRANSPORT: Header = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
NO_STORE: Header = (b"cache-control", b"no-store")


def security_headers(*, https_only: bool) -> tuple[Header, ...]:
    """The headers of every answer."""
    return (*API, STRICT_TRANSPORT) if https_only else API
