"""Where FastMCP is touched below its public face: only here; a test fails when these places move."""
# pyright: reportPrivateUsage=false

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastmcp import FastMCP
from mcp.server.subscriptions import InMemorySubscriptionBus, ListenHandler
from mcp.shared.exceptions import MCPError
from mcp_types import SubscriptionsListenRequestParams

from mcp_service.tools.registry import Registry

_LOGGER = logging.getLogger("fastmcp.server.server")


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """Where changes are published, and how the streams that tell them are ended."""

    bus: InMemorySubscriptionBus
    end: Callable[[], None]


def wire_server(server: FastMCP, registry: Registry) -> Subscriptions:
    """Gives the server what FastMCP does not: the schema hook and `subscriptions/listen`.

    Without the hook every tools/call on the current revision first runs the whole tools/list.
    """
    low = server._mcp_server

    def input_schema_of(name: str) -> dict[str, Any] | None:
        card = registry.get(name)
        return card.parameters if card else None

    low.get_tool_input_schema = input_schema_of
    bus = InMemorySubscriptionBus()
    handler = ListenHandler(bus)
    low.add_request_handler("subscriptions/listen", SubscriptionsListenRequestParams, handler)
    return Subscriptions(bus, handler.close)


def log_only_mistakes() -> None:
    """FastMCP logs every error of a resource with its stack, also one that is meant for the client."""
    _LOGGER.addFilter(_is_mistake)


def _is_mistake(record: logging.LogRecord) -> bool:
    return record.exc_info is None or not isinstance(record.exc_info[1], MCPError)


def server_stamp(server: FastMCP) -> dict[str, Any]:
    """Name and version as every result of the current revision carries them."""
    return server._mcp_server.server_info_stamp
