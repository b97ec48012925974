"""Makes the first request of the process, which takes a third of a second, before the server listens."""

import asyncio
from typing import Any

import orjson
from mcp_types import CLIENT_CAPABILITIES_META_KEY, LATEST_PROTOCOL_VERSION, PROTOCOL_VERSION_META_KEY

from mcp_service.settings import ENDPOINT
from service_kit.edge.asgi import App, Message
from service_kit.edge.body import replayed


async def warm_up(app: App, *, host: str) -> None:
    """Lists the tools once, inside the process. Raises RuntimeError if that fails."""
    status = 0

    async def send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]

    async def receive() -> Message:
        return await asyncio.get_running_loop().create_future()  # a client that stays connected

    await app(_scope(host), replayed(_list_tools(), receive), send)
    if status not in {200, 401}:
        raise RuntimeError(f"the first request was answered with {status}")


def _list_tools() -> bytes:
    meta: dict[str, Any] = {
        PROTOCOL_VERSION_META_KEY: LATEST_PROTOCOL_VERSION,
        CLIENT_CAPABILITIES_META_KEY: {},
    }
    return orjson.dumps({"jsonrpc": "2.0", "id": 0, "method": "tools/list", "params": {"_meta": meta}})


def _scope(host: str) -> Message:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": ENDPOINT,
        "raw_path": ENDPOINT.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [
            (b"host", host.encode()),
            (b"accept", b"application/json, text/event-stream"),
            (b"content-type", b"application/json"),
            (b"mcp-protocol-version", LATEST_PROTOCOL_VERSION.encode()),
            (b"mcp-method", b"tools/list"),
        ],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
    }
