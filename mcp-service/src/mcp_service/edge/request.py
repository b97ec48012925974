"""An HTTP request to the MCP endpoint as the edge reads it: headers once, view, credentials, address."""

import uuid
from urllib.parse import parse_qs

from mcp_service.edge.messages import NOT_A_MESSAGE
from mcp_service.tools.view import View, parse_toolsets
from service_kit.edge.asgi import Scope
from service_kit.edge.request import EdgeRequest, given_request_id
from service_kit.errors import NotFound
from service_kit.limits.addresses import address_bucket

_ROUTING = frozenset({b"mcp-protocol-version", b"mcp-method", b"mcp-name"})
_CREDENTIALS = frozenset({b"authorization", b"x-api-key"})
_YES = frozenset({b"true", b"1", b"yes"})


class ToolsetNotFound(NotFound):
    """The request names a toolset that does not exist."""

    reason = "TOOLSET_NOT_FOUND"


class McpRequest(EdgeRequest):
    """Created once per request. `ambiguous` is true if a header that affects a decision was sent twice.

    `message`, `trace_id` and `path` (fast or engine) are set later, for the access line.
    """

    __slots__ = ("ambiguous", "bucket", "message", "path", "trace_id")

    def __init__(self, scope: Scope) -> None:
        headers: dict[bytes, bytes] = {}
        repeated: set[bytes] = set()
        for name, value in scope["headers"]:
            if name in headers:
                repeated.add(name)
            headers[name] = value.strip() if name.startswith(b"mcp-") else value
        client: tuple[str, int] | None = scope.get("client")
        request_id = given_request_id(headers) or uuid.uuid4().hex
        super().__init__(scope, headers, ip=client[0] if client else "", request_id=request_id)
        self.ambiguous = not repeated.isdisjoint(_ROUTING)
        self.bucket = address_bucket(self.ip)
        self.message = NOT_A_MESSAGE
        self.trace_id = ""
        self.path = "engine"

    def view(self, base: View, endpoint: str, known: frozenset[str]) -> View:
        """The view that the request asks for with X-MCP-Readonly, X-MCP-Toolsets and X-MCP-Tool-Search.

        Clients that cannot set headers use query parameters of these names, or the path: /mcp/leagues and
        /mcp/search. Raises ToolsetNotFound for a toolset that is not one of the known ones.
        """
        parts = [part for part in self.scope["path"].removeprefix(endpoint).split("/") if part]
        search = parts[-1:] == ["search"]
        if parts:
            named = _known(",".join(parts[: -1 if search else None]), known)
            base = base.narrowed(read_only=False, toolsets=named, search=search)
        query = parse_qs(self.scope["query_string"]) if self.scope["query_string"] else {}
        read_only = self._is_yes(query, b"readonly")
        toolsets = _known(self._wish(query, b"toolsets").decode("latin-1"), known)
        search = self._is_yes(query, b"tool-search")
        if not read_only and not search and toolsets is None:
            return base
        return base.narrowed(read_only=read_only, toolsets=toolsets, search=search)

    def inner_scope(self, path: str) -> Scope:
        """The request as passed to the protocol engine: without credentials, which it does not need."""
        headers = [
            (name, value.strip() if name.startswith(b"mcp-") else value)
            for name, value in self.scope["headers"]
            if name not in _CREDENTIALS
        ]
        return {**self.scope, "path": path, "raw_path": path.encode(), "headers": headers}

    def _wish(self, query: dict[bytes, list[bytes]], name: bytes) -> bytes:
        return self.headers.get(b"x-mcp-" + name) or query.get(name, [b""])[0]

    def _is_yes(self, query: dict[bytes, list[bytes]], name: bytes) -> bool:
        return self._wish(query, name).strip().lower() in _YES


def _known(text: str, known: frozenset[str]) -> frozenset[str] | None:
    toolsets = parse_toolsets(text)
    if missing := sorted((toolsets or frozenset()) - known):
        raise ToolsetNotFound(
            f"Unknown toolset: {', '.join(missing)}. The toolsets are {', '.join(sorted(known))}"
        )
    return toolsets
