"""Errors that exist only in HTTP, and the HTTP form of all errors."""

import math
from typing import Final

from service_kit.edge.asgi import Header
from service_kit.errors import DomainError
from service_kit.rpc.wire_errors import http_status

_UNREAD: Final = frozenset({408, 413})
"""The rest of the request stays unread, so nothing can follow it on the connection."""


class HttpRefusal(DomainError):
    """An error with an HTTP status that no kind of DomainError has."""

    status = 400


class BodyTooLarge(HttpRefusal):
    """The body is longer than the edge accepts."""

    status = 413
    reason = "BODY_TOO_LARGE"


class BodyTooSlow(HttpRefusal):
    """The body did not arrive in time."""

    status = 408
    reason = "BODY_TOO_SLOW"


class UnsupportedMediaType(HttpRefusal):
    """The body is in a format that the route does not accept."""

    status = 415
    reason = "UNSUPPORTED_MEDIA_TYPE"


class BodyEncoded(UnsupportedMediaType):
    """The body is compressed; only plain bodies are read."""


def status_of(error: DomainError) -> int:
    """The HTTP status of an error."""
    return error.status if isinstance(error, HttpRefusal) else http_status(error)


def retry_after_s(error: DomainError) -> int | None:
    """The whole seconds to wait, at least 1; None if the error does not state them."""
    return None if error.retry_after_s is None else max(math.ceil(error.retry_after_s), 1)


def refusal_headers(error: DomainError) -> list[Header]:
    """The headers that the status of an error requires on every edge."""
    headers = retry_headers(error)
    if isinstance(error, BodyEncoded):
        headers.append((b"accept-encoding", b"identity"))
    if status_of(error) in _UNREAD:
        headers.append((b"connection", b"close"))
    return headers


def retry_headers(error: DomainError) -> list[Header]:
    """The Retry-After header, if the error states how long to wait."""
    seconds = retry_after_s(error)
    return [] if seconds is None else [(b"retry-after", b"%d" % seconds)]
