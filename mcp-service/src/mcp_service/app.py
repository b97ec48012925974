"""The ASGI application: the guarded MCP endpoint, and the small site beside it."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from fastmcp.server.http import HostOriginGuardMiddleware
from mcp.server.streamable_http import EventStore
from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware

from mcp_service.calls.admission import Admission
from mcp_service.calls.invoker import Invoker
from mcp_service.edge.edge import Edge, EdgeRules
from mcp_service.edge.fast_path import FastPath
from mcp_service.edge.foreign import ExplainedRefusals
from mcp_service.edge.health import Health
from mcp_service.edge.messages import Switchboard
from mcp_service.edge.site import METADATA_PATH, ProtectedResource, routes, scopes_of
from mcp_service.protocol.server import McpServer
from mcp_service.settings import ENDPOINT
from mcp_service.tools.addresses import AddressBook
from mcp_service.tools.registry import Registry
from mcp_service.tools.view import EVERYTHING, View
from service_kit.edge.asgi import App, Receive, Scope, Send
from service_kit.edge.body import BodyReader
from service_kit.edge.client_address import ClientAddress
from service_kit.edge.origins import LOCAL
from service_kit.identity.verifier import Verifier
from service_kit.limits.arranged import ArrangedQuotas
from service_kit.lru import Lru
from service_kit.process.loops import running

_ALLOWED_HEADERS = (
    "authorization",
    "cache-control",
    "content-type",
    "last-event-id",
    "mcp-method",
    "mcp-name",
    "mcp-protocol-version",
    "mcp-session-id",
    "traceparent",
    "x-api-key",
    "x-mcp-readonly",
    "x-mcp-tool-search",
    "x-mcp-toolsets",
    "x-request-id",
)
_EXPOSED_HEADERS = ("mcp-session-id", "www-authenticate", "x-request-id", "retry-after")


@dataclass(frozen=True, slots=True)
class Sessions:
    """Limits for clients of the handshake revisions. Without sessions, any replica answers any message."""

    stateless: bool = True
    event_store: EventStore | None = None
    retry_interval_ms: int | None = None


@dataclass(frozen=True, slots=True)
class AppRules:
    """The rules that the operator sets; sizes in bytes, times in seconds."""

    base_url: str
    authorization_server: str
    hosts: Sequence[str] = ()
    origins: Sequence[str] = ()
    local_origins: bool = False
    view: View = EVERYTHING
    require_auth: bool = False
    max_body_bytes: int = 1_048_576
    client_timeout_s: float = 20.0
    trusted_proxies: str = ""
    serves_metrics: bool = True
    sessions: Sessions = field(default_factory=Sessions)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the application."""

    server: McpServer
    registry: Registry
    book: AddressBook
    invoker: Invoker
    admission: Admission
    verifier: Verifier
    quotas: ArrangedQuotas
    health: Health


Started = Callable[[App], Awaitable[None]]
"""Awaited with the application once it can answer, before the server listens."""


async def _nothing(_app: App) -> None:
    pass


def create_app(parts: Parts, rules: AppRules, started: Started = _nothing) -> App:
    """Creates the application. Its lifespan is that of the protocol engine; the caller owns every part."""
    sessions = rules.sessions
    engine = parts.server.fastmcp.http_app(
        path=ENDPOINT,
        stateless_http=sessions.stateless,
        json_response=False,
        event_store=sessions.event_store,
        retry_interval=sessions.retry_interval_ms,
        host_origin_protection=False,  # the guard runs before the edge
    )

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncGenerator[None]:
        async with engine.lifespan(engine):
            async with running([parts.quotas.loop()]):
                await started(front)
                yield
            edge.close()

    edge = _edge(parts, rules, engine)
    resource = ProtectedResource(
        rules.base_url + ENDPOINT, rules.authorization_server, scopes_of(parts.registry)
    )
    pages = routes(parts.health, resource, ENDPOINT, serves_metrics=rules.serves_metrics)
    site = Starlette(routes=[*pages], lifespan=lifespan)
    front = _Front(_guarded(edge, rules), site, ClientAddress(rules.trusted_proxies))
    return front


def _edge(parts: Parts, rules: AppRules, engine: App) -> Edge:
    return Edge(
        engine,
        verifier=parts.verifier,
        admission=parts.admission,
        switchboard=Switchboard(parts.registry, parts.book),
        invoker=parts.invoker,
        bodies=BodyReader(longest=rules.max_body_bytes, timeout_s=rules.client_timeout_s),
        rules=EdgeRules(
            path=ENDPOINT,
            metadata_url=rules.base_url + METADATA_PATH + ENDPOINT,
            toolsets=parts.registry.toolsets,
            view=rules.view,
            require_auth=rules.require_auth,
        ),
        fast_path=FastPath(parts.server.fastmcp) if rules.sessions.stateless else None,
    )


def _guarded(edge: App, rules: AppRules) -> App:
    guard = _Guard(edge)
    strict: Any = HostOriginGuardMiddleware(
        guard.passed, allowed_hosts=list(rules.hosts), allowed_origins=list(rules.origins), mode="strict"
    )
    guard.full = CORSMiddleware(
        ExplainedRefusals(strict),
        allow_origins=list(rules.origins),
        allow_origin_regex=LOCAL if rules.local_origins else None,
        allow_methods=["POST", "GET", "DELETE"],
        allow_headers=_ALLOWED_HEADERS,
        expose_headers=_EXPOSED_HEADERS,
        max_age=600,
    )
    return guard


class _Guard:
    """Remembers the hosts that the full guard accepted: most requests do not come from web pages."""

    _MOST = 64

    def __init__(self, edge: App) -> None:
        self._edge = edge
        self._known: Lru[bytes, bool] = Lru(self._MOST)
        self.full: App = edge

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        host = _plain_host(scope)
        known = host is not None and self._known.get(host)
        await (self._edge if known else self.full)(scope, receive, send)

    async def passed(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Called for requests that the full guard accepted."""
        host = _plain_host(scope)
        if host is not None:
            self._known.put(host, True)
        await self._edge(scope, receive, send)


def _plain_host(scope: Scope) -> bytes | None:
    """The host of a request; None if it comes from a web page or does not name exactly one host."""
    named = [(name, value) for name, value in scope["headers"] if name in (b"host", b"origin")]
    plain = len(named) == 1 and named[0][0] == b"host" and scope["method"] == "POST"
    return named[0][1] if plain else None


class _Front:
    """Routes the endpoint's paths to the endpoint and all others to the site; resolves trusted proxies."""

    def __init__(self, endpoint: App, site: App, addresses: ClientAddress) -> None:
        self._endpoint = endpoint
        self._site = site
        self._addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_http = scope["type"] == "http"
        is_endpoint = is_http and f"{scope['path']}/".startswith(f"{ENDPOINT}/")
        app = self._endpoint if is_endpoint else self._site
        await app(self._addresses.applied(scope) if is_http else scope, receive, send)
