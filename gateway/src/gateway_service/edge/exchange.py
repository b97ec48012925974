"""One HTTP request on its way through the gateway, with what has been found out about it."""

import re
import time
from collections.abc import MutableMapping
from typing import Any

from service_kit.caller import Caller, set_current_caller
from service_kit.identity.credentials import NOBODY, Identity
from service_kit.limits.decision import Decision
from service_kit.telemetry.trace_context import set_current_trace
from service_kit.telemetry.tracing import Span, server_span

_REQUEST_ID = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._:@=+/-]{0,127}\Z")

KEY = "altsports.exchange"
"""Where the exchange is in the ASGI scope of an application behind the edge."""

Scope = MutableMapping[str, Any]


class Exchange:
    """Made once per request; `route` is the template, for metrics and logs, never the path.

    `now_s` is when it arrived, in epoch seconds of the mesh clock.
    """

    __slots__ = (
        "at_hand",
        "decision",
        "headers",
        "identity",
        "ip",
        "method",
        "now_s",
        "outcome",
        "params",
        "path",
        "prepared",
        "query",
        "request_id",
        "route",
        "scope",
        "span",
        "started",
    )

    def __init__(self, scope: Scope, ip: str, headers: dict[bytes, bytes], now_s: float) -> None:
        self.now_s = now_s
        self.started = time.perf_counter()
        self.scope = scope
        self.headers = headers
        self.ip = ip
        self.method: str = scope["method"]
        self.path: str = scope["raw_path"].decode("ascii", "replace")
        self.query: bytes = scope["query_string"]
        self.span: Span = server_span(
            "http", headers.get(b"traceparent", b"").decode("latin-1"), attributes=None
        )
        self.request_id = self._request_id()
        self.route = "unmatched"
        self.params: dict[str, str] = {}
        self.prepared: Any = None
        self.at_hand: Any = None
        self.identity: Identity = NOBODY
        self.decision: Decision | None = None
        self.outcome = ""

    @property
    def trace_id(self) -> str:
        """The trace of the request, as answers and logs show it."""
        return self.span.place.trace_id

    def text(self, name: bytes) -> str | None:
        """A header as text; None where it was not sent."""
        value = self.headers.get(name)
        return None if value is None else value.decode("latin-1")

    def enter(self) -> None:
        """Makes trace and caller the current ones for all that follows: calls to services, log lines."""
        known, span = self.identity.caller, self.span
        set_current_trace(span.place)
        # Spelled out, because dataclasses.replace costs twice as much.
        caller = Caller(
            known.kind,
            known.user_id,
            known.username,
            known.role,
            known.permissions,
            known.tier,
            known.organisation_id,
            known.team_access,
            known.session_id,
            known.api_key_id,
            self.ip,
            self.request_id,
            span.place.traceparent,
        )
        set_current_caller(caller)

    def _request_id(self) -> str:
        given = self.headers.get(b"x-request-id", b"")
        return given.decode() if _REQUEST_ID.match(given) else self.span.place.trace_id
