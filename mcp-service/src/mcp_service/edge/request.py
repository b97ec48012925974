"""An HTTP request to the MCP endpoint as the edge reads it: headers once, view, credentials, address."""

import re
import uuid
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import parse_qs

from mcp_service.tools.view import View, parse_toolsets
from service_kit.limits.addresses import address_bucket

Scope = MutableMapping[str, Any]

_REQUEST_ID = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._:@=+/-]{0,127}\Z")
_ROUTING = frozenset({b"mcp-protocol-version", b"mcp-method", b"mcp-name"})
_CREDENTIALS = frozenset({b"authorization", b"x-api-key"})
_YES = frozenset({b"true", b"1", b"yes"})


class EdgeRequest:
    """Made once per request. `ambiguous` is true where a header that decides something came twice."""

    __slots__ = (
        "ambiguous",
        "bucket",
        "headers",
        "ip",
        "method",
        "repeated_credentials",
        "request_id",
        "scope",
    )

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.method: str = scope["method"]
        self.headers: dict[bytes, bytes] = {}
        repeated: set[bytes] = set()
        for name, value in scope["headers"]:
            if name in self.headers:
                repeated.add(name)
            self.headers[name] = value.strip() if name.startswith(b"mcp-") else value
        self.ambiguous = not repeated.isdisjoint(_ROUTING)
        self.repeated_credentials = not repeated.isdisjoint(_CREDENTIALS)
        client: tuple[str, int] | None = scope.get("client")
        self.ip = client[0] if client else ""
        self.bucket = address_bucket(self.ip)
        given = self.headers.get(b"x-request-id", b"")
        self.request_id = given.decode() if _REQUEST_ID.match(given) else uuid.uuid4().hex

    def text(self, name: bytes) -> str | None:
        """A header as text; None where it was not sent."""
        value = self.headers.get(name)
        return None if value is None else value.decode("latin-1")

    def view(self, base: View, *, search: bool) -> View:
        """What the request asks to see: X-MCP-Readonly, X-MCP-Toolsets, X-MCP-Tool-Search, or the same words
        in the query for clients that cannot set headers."""
        query = parse_qs(self.scope["query_string"]) if self.scope["query_string"] else {}
        read_only = self._is_yes(query, b"readonly")
        toolsets = parse_toolsets(self._wish(query, b"toolsets").decode("latin-1"))
        search = search or self._is_yes(query, b"tool-search")
        if not read_only and not search and toolsets is None:
            return base
        return base.narrowed(read_only=read_only, toolsets=toolsets, search=search)

    def inner_scope(self, path: str) -> Scope:
        """The request as the protocol engine gets it: without credentials, which it has no use for."""
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
