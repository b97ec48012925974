"""Headers that keep browsers from doing what this API never asks for."""

from gateway_service.edge.answer import Header

API: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
STRICT_TRANSPORT: Header = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
NO_STORE: Header = (b"cache-control", b"no-store")

DOCS_POLICY: Header = (
    b"content-security-policy",
    b"default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    b"img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    b"frame-ancestors 'none'; base-uri 'none'",
)
"""For the documentation pages, whose own scripts are inline."""


def security_headers(*, https_only: bool) -> tuple[Header, ...]:
    """The headers of every answer."""
    return (*API, STRICT_TRANSPORT) if https_only else API


def with_defaults(headers: list[Header], defaults: tuple[Header, ...]) -> list[Header]:
    """The headers with each default that they do not set themselves."""
    own = {name for name, _ in headers}
    return headers + [header for header in defaults if header[0] not in own]
