"""One HTTP request on its way through the gateway, with everything known about it."""

from time import perf_counter
from typing import NamedTuple, Protocol

from service_kit.caller import Caller, set_current_caller
from service_kit.edge.asgi import Header, Scope
from service_kit.edge.request import EdgeRequest, given_request_id
from service_kit.errors import DomainError
from service_kit.identity.credentials import NOBODY
from service_kit.limits.decision import Decision
from service_kit.limits.questions import CachePlace
from service_kit.telemetry.trace_context import set_current_trace
from service_kit.telemetry.tracing import Span, server_span


class Copy(NamedTuple):
    """A copy of an answer with status 200: its headers, and its body in parts."""

    headers: list[Header]
    parts: tuple[bytes, ...]


class Repeat(Protocol):
    """Answers a request again from the copy of its answer that this process has at hand."""

    def place(self) -> CachePlace | None:
        """The place of the copy in the cache; None if there is no copy any more."""
        ...

    def answer(self, exchange: "Exchange") -> Copy | None:
        """The answer, if the decision says that the copy is still current."""
        ...


KEY = "altsports.exchange"
"""The key of the exchange in the ASGI scope of applications behind the edge."""

BEGUN = "altsports.begun"
"""The key of an exchange that began before the edge was called."""


class Exchange(EdgeRequest):
    """Created once per request; `route` is the template, for metrics and logs, never the path.

    `query` has no empty parameters. `now_s` is the time of arrival, in epoch seconds of the mesh clock.
    `canonical` is the template of the path that replaces this one, if this one is older. `fault` is what is
    wrong with the headers, for which the request is refused. `repeat` is set if the same request can be
    answered without the route.
    """

    __slots__ = (
        "canonical",
        "decision",
        "fault",
        "now_s",
        "outcome",
        "params",
        "path",
        "query",
        "repeat",
        "route",
        "span",
    )

    def __init__(self, scope: Scope, ip: str, headers: dict[bytes, bytes], now_s: float) -> None:
        self.span: Span = server_span(
            "http", headers.get(b"traceparent", b"").decode("latin-1"), attributes=None
        )
        request_id = given_request_id(headers) or self.span.place.trace_id
        super().__init__(scope, headers, ip, request_id)
        self.now_s = now_s
        self.path: str = scope["raw_path"].decode("ascii", "replace")
        self.query = without_empty(scope["query_string"])
        self.route = "unmatched"
        self.canonical = ""
        self.params: dict[str, str] = {}
        self.decision: Decision | None = None
        self.fault: DomainError | None = None
        self.outcome = ""
        self.repeat: Repeat | None = None

    @property
    def trace_id(self) -> str:
        """The trace of the request, as shown in answers and logs."""
        return self.span.place.trace_id

    def again(self, now_s: float) -> "Exchange":
        """The same request, arrived once more. It must have no traceparent and no X-Request-ID."""
        new = Exchange.__new__(Exchange)
        span = new.span = server_span("http", None)
        new.started = perf_counter()
        new.request_id = span.place.trace_id
        new.now_s = now_s
        new.scope, new.headers, new.method, new.ip = self.scope, self.headers, self.method, self.ip
        new.path, new.query, new.params = self.path, self.query, self.params
        new.route, new.canonical = self.route, self.canonical
        new.identity = NOBODY
        new.decision = new.fault = new.repeat = None
        new.outcome = ""
        return new

    def enter(self) -> None:
        """Makes trace and caller the current ones for calls to services and log lines."""
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
            known.club_role,
            known.session_id,
            known.api_key_id,
            self.ip,
            self.request_id,
            span.place.traceparent,
        )
        set_current_caller(caller)


def without_empty(query: bytes) -> bytes:
    """The query without parameters whose value is empty, which forms and clients send for what is not set."""
    if b"=&" not in query and not query.endswith(b"="):
        return query
    return b"&".join(part for part in query.split(b"&") if part.partition(b"=")[1:] != (b"=", b""))
