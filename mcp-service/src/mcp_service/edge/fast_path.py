"""Answers plain tools/call requests; the protocol engine, which knows every case, answers all others.

A request is plain if it names one known tool that answers once, its envelope contains only the usual fields,
and its headers agree with the body. The answer is identical to the one the engine would send.
"""

from collections.abc import Mapping
from typing import Any

import orjson
from fastmcp import FastMCP
from mcp.shared.inbound import NAME_BEARING_METHODS, decode_header_value
from mcp_types import (
    CLIENT_CAPABILITIES_META_KEY,
    CLIENT_INFO_META_KEY,
    PROTOCOL_VERSION_META_KEY,
    SERVER_INFO_META_KEY,
)
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS, MODERN_PROTOCOL_VERSIONS

from altsports.contract.json_values import is_object
from mcp_service.calls.outcome import Outcome
from mcp_service.edge.accepted import Accepted
from mcp_service.edge.messages import Message, Wanted
from mcp_service.edge.request import McpRequest
from mcp_service.protocol.sdk import server_stamp
from mcp_service.protocol.tasks import declares_tasks

_MODERN = frozenset(version.encode() for version in MODERN_PROTOCOL_VERSIONS)
_HANDSHAKE = frozenset(version.encode() for version in HANDSHAKE_PROTOCOL_VERSIONS)
_ENVELOPE = frozenset({"jsonrpc", "id", "method", "params"})
_PARAMS = frozenset({"name", "arguments", "_meta"})
_PLAIN_META = frozenset(
    {
        PROTOCOL_VERSION_META_KEY,
        CLIENT_CAPABILITIES_META_KEY,
        CLIENT_INFO_META_KEY,
        "traceparent",
        "tracestate",
        "baggage",
    }
)
_LEGACY_META = frozenset({"traceparent", "tracestate", "baggage"})


class FastPath:
    """Decides whether a call is plain, and encodes its answer."""

    def __init__(self, server: FastMCP) -> None:
        self._stamp = {SERVER_INFO_META_KEY: server_stamp(server)}

    def takes(self, request: McpRequest, message: Message, wanted: Wanted) -> bool:
        """Whether the call is plain."""
        return (
            not wanted.card.method.server_streaming
            and not (
                wanted.card.starts_task and declares_tasks(message.meta.get(CLIENT_CAPABILITIES_META_KEY))
            )
            and isinstance(wanted.arguments, dict)
            and message.method == "tools/call"
            and message.id is not None
            and message.content.get("jsonrpc") == "2.0"
            and message.content.keys() <= _ENVELOPE
            and message.params.keys() <= _PARAMS
            and not request.ambiguous
            and _is_json(request.headers)
            and (_is_modern(request.headers, message) or _is_legacy(request.headers, message))
        )

    def words(self, message: Message, outcome: Outcome) -> bytes:
        """The JSON-RPC answer."""
        result: dict[str, Any] = {
            "content": [{"type": "text", "text": text} for text in outcome.texts],
            "isError": outcome.is_error,
            "_meta": outcome.meta,
        }
        if outcome.data is not None:
            result["structuredContent"] = outcome.data
        if PROTOCOL_VERSION_META_KEY in message.meta:
            result["resultType"] = "complete"
            result["_meta"] = {**outcome.meta, **self._stamp}
        return orjson.dumps({"jsonrpc": "2.0", "id": message.id, "result": result})


def headers_agree(request: McpRequest, message: Message) -> bool:
    """Whether the routing headers of the current revision agree with the body; older revisions have none."""
    headers = request.headers
    version = headers.get(b"mcp-protocol-version")
    if version is None or version in _HANDSHAKE:
        return True
    named = message.params.get(NAME_BEARING_METHODS.get(message.method, ""))
    name = decode_header_value(request.text(b"mcp-name"))
    return request.text(b"mcp-method") == message.method and (named is None or named == name)


def _is_json(headers: Mapping[bytes, bytes]) -> bool:
    """Whether the body is JSON and the answer may be."""
    return headers.get(b"content-type", b"").startswith(b"application/json") and Accepted.of(headers).json


def _is_modern(headers: Mapping[bytes, bytes], message: Message) -> bool:
    """A request with its own envelope, and headers that agree with it."""
    version = headers.get(b"mcp-protocol-version")
    info = message.meta.get(CLIENT_INFO_META_KEY)
    return (
        version in _MODERN
        and message.meta.get(PROTOCOL_VERSION_META_KEY) == version.decode()
        and isinstance(message.meta.get(CLIENT_CAPABILITIES_META_KEY), dict)
        and (info is None or _is_client_info(info))
        and message.meta.keys() <= _PLAIN_META
        and headers.get(b"mcp-method") == b"tools/call"
        and headers.get(b"mcp-name") == str(message.params.get("name")).encode()
        and not any(name.startswith(b"mcp-param-") for name in headers)
    )


def _is_client_info(info: Any) -> bool:
    return is_object(info) and all(isinstance(info.get(key), str) for key in ("name", "version"))


def _is_legacy(headers: Mapping[bytes, bytes], message: Message) -> bool:
    """A request of the handshake revisions to a server without sessions."""
    version = headers.get(b"mcp-protocol-version")
    return (version is None or version in _HANDSHAKE) and message.meta.keys() <= _LEGACY_META
