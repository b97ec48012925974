"""The tools of the contract as FastMCP serves them: described by the card, run by the invoker."""

from collections.abc import Sequence
from typing import Any, Self

from fastmcp.server.dependencies import get_context
from fastmcp.server.providers import Provider
from fastmcp.tools import Tool, ToolResult
from fastmcp.utilities.versions import VersionSpec
from pydantic import PrivateAttr

from mcp_service.calls.context import Contexts
from mcp_service.calls.invoker import Invoker
from mcp_service.protocol.results import annotations, tool_result
from mcp_service.protocol.tool_search import SearchTools
from mcp_service.tools.cards import ToolCard
from mcp_service.tools.registry import Registry


class ContractTool(Tool):
    """One RPC. FastMCP passes the arguments unchanged; the invoker validates them."""

    _card: ToolCard = PrivateAttr()
    _invoker: Invoker = PrivateAttr()
    _contexts: Contexts = PrivateAttr()

    @classmethod
    def of(cls, card: ToolCard, invoker: Invoker, contexts: Contexts) -> Self:
        tool = cls(
            name=card.name,
            title=card.title,
            description=card.description,
            parameters=card.parameters,
            output_schema=card.output_schema,
            annotations=annotations(card),
            meta=dict(card.meta),
        )
        tool._card, tool._invoker, tool._contexts = card, invoker, contexts
        return tool

    def get_meta(self) -> dict[str, Any]:
        """The metadata of the card, without FastMCP's own: a list of many tools has to be short."""
        return dict(self.meta or {})

    async def run(self, arguments: dict[str, Any]) -> ToolResult:
        context = await self._contexts.current()
        progress = get_context().report_progress
        return tool_result(await self._invoker.invoke(self._card, arguments, context, progress))


class ContractProvider(Provider):
    """Lists and finds the tools in the caller's view."""

    def __init__(self, registry: Registry, invoker: Invoker, contexts: Contexts) -> None:
        super().__init__()
        self._registry = registry
        self._contexts = contexts
        self._tools = {card.name: ContractTool.of(card, invoker, contexts) for card in registry}
        self._search = SearchTools(registry, invoker, contexts)

    async def _list_tools(self) -> Sequence[Tool]:
        context = await self._contexts.current()
        if context.view.search:
            return self._search.tools
        return [self._tools[card.name] for card in self._registry if context.lists(card)]

    async def _get_tool(self, name: str, version: VersionSpec | None = None) -> Tool | None:
        if version is not None:
            return None
        view = (await self._contexts.current()).view
        if view.search and (found := self._search.get(name)):
            return found
        card = self._registry.seen_through(view, name)
        return self._tools[card.name] if card else None
