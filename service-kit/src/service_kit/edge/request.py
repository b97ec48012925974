"""What both edges know about an HTTP request: its method, headers, client, id and caller."""

import re
import time

from service_kit.edge.asgi import Scope
from service_kit.identity.credentials import NOBODY, Identity

_REQUEST_ID = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._:@=+/-]{0,127}\Z")


class EdgeRequest:
    """Created once per request. `ip` is the client's address; `started` is a value of perf_counter."""

    __slots__ = ("headers", "identity", "ip", "method", "request_id", "scope", "started")

    def __init__(self, scope: Scope, headers: dict[bytes, bytes], ip: str, request_id: str) -> None:
        self.started = time.perf_counter()
        self.scope = scope
        self.method: str = scope["method"]
        self.headers = headers
        self.ip = ip
        self.request_id = request_id
        self.identity: Identity = NOBODY

    def text(self, name: bytes) -> str | None:
        """A header as text; None if it was not sent."""
        value = self.headers.get(name)
        return None if value is None else value.decode("latin-1")


def given_request_id(headers: dict[bytes, bytes]) -> str:
    """The X-Request-ID that the client sent; empty if there is none or it is malformed."""
    given = headers.get(b"x-request-id", b"")
    return given.decode() if _REQUEST_ID.match(given) else ""
