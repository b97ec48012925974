"""The MCP server: its name, instructions, tools, resources and prompts; no transport."""

import difflib
from dataclasses import dataclass
from typing import Any

from fastmcp import FastMCP
from fastmcp.server.middleware import CallNext, Middleware, MiddlewareContext
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, CallToolRequestParams

from mcp_service.calls.context import Contexts
from mcp_service.calls.invoker import Invoker
from mcp_service.library.prompts import add_prompts
from mcp_service.library.resources import AddressProvider
from mcp_service.protocol.contract_tools import ContractProvider
from mcp_service.protocol.instructions import instructions
from mcp_service.protocol.sdk import Subscriptions, log_only_mistakes, wire_server
from mcp_service.protocol.tasks import Tasks
from mcp_service.tools.addresses import AddressBook
from mcp_service.tools.registry import Registry

NAME = "altsportsleagues-mcp"
VERSION = "1.0.0"
_CACHE_S = 60
_MOST_GUESSES = 3


class UnknownTools(Middleware):
    """Answers an unknown tool name with a protocol error, not a tool error, and suggests similar names."""

    def __init__(self, registry: Registry) -> None:
        self._names = [card.name for card in registry if card.listed]

    async def on_call_tool(
        self, context: MiddlewareContext[CallToolRequestParams], call_next: CallNext[Any, Any]
    ) -> Any:
        name = context.message.name
        server = context.fastmcp_context.fastmcp if context.fastmcp_context else None
        if server is not None and await server.get_tool(name) is None:
            near = difflib.get_close_matches(name, self._names, _MOST_GUESSES)
            raise MCPError(INVALID_PARAMS, f"Unknown tool: {name}", {"did_you_mean": near})
        return await call_next(context)


@dataclass(frozen=True, slots=True)
class McpServer:
    """The server, and the streams on which it announces changes."""

    fastmcp: FastMCP
    subscriptions: Subscriptions


def create_server(registry: Registry, book: AddressBook, invoker: Invoker, contexts: Contexts) -> McpServer:
    """The server with every tool of the registry and every address of the book."""
    server: FastMCP = FastMCP(
        NAME,
        version=VERSION,
        instructions=instructions(registry),
        providers=[
            ContractProvider(registry, invoker, contexts),
            AddressProvider(registry, book, invoker, contexts),
        ],
        middleware=[UnknownTools(registry)],
        mask_error_details=True,
        dereference_schemas=False,
        cache_ttl=_CACHE_S,
        cache_scope="private",
    )
    server.add_extension(Tasks(registry, invoker, contexts))
    add_prompts(server, registry)
    log_only_mistakes()
    return McpServer(server, wire_server(server, registry))
