"""The only module that uses private parts of FastMCP; a test fails when these parts change."""
# pyright: reportPrivateUsage=false

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastmcp import FastMCP
from mcp.server.context import ServerRequestContext
from mcp.server.subscriptions import InMemorySubscriptionBus, ListenHandler
from mcp.shared.exceptions import MCPError
from mcp_types import SubscriptionsListenRequestParams

from mcp_service.protocol.tasks import check_task_subscription
from mcp_service.tools.registry import Registry

_LOGGER = logging.getLogger("fastmcp.server.server")


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """Publishes changes to the subscribed streams, and ends these streams."""

    bus: InMemorySubscriptionBus
    end: Callable[[], None]


def wire_server(server: FastMCP, registry: Registry) -> Subscriptions:
    """Adds what FastMCP lacks: the schema hook and `subscriptions/listen`.

    Without the hook, each tools/call on the current revision first runs a complete tools/list.
    """
    low = server._mcp_server

    def input_schema_of(name: str) -> dict[str, Any] | None:
        card = registry.get(name)
        return card.parameters if card else None

    low.get_tool_input_schema = input_schema_of
    bus = InMemorySubscriptionBus()
    handler = ListenHandler(bus)

    async def listen(
        context: ServerRequestContext[Any, Any], params: SubscriptionsListenRequestParams
    ) -> Any:
        check_task_subscription(context)
        return await handler(context, params)

    low.add_request_handler("subscriptions/listen", SubscriptionsListenRequestParams, listen)
    return Subscriptions(bus, handler.close)


def log_only_mistakes() -> None:
    """Stops FastMCP from logging the stack of resource errors that are meant for the client."""
    _LOGGER.addFilter(_is_mistake)


def _is_mistake(record: logging.LogRecord) -> bool:
    return record.exc_info is None or not isinstance(record.exc_info[1], MCPError)


def server_stamp(server: FastMCP) -> dict[str, Any]:
    """The name and version that each result of the current revision carries."""
    return server._mcp_server.server_info_stamp
