"""The search view for large catalogues: one tool that finds tools, and one that calls a found tool."""

import difflib
from collections.abc import Sequence
from typing import Any, Self

from fastmcp.server.dependencies import get_context
from fastmcp.tools import Tool, ToolResult
from mcp_types import ToolAnnotations
from pydantic import PrivateAttr

from altsports.contract.json_values import is_object
from mcp_service.calls.context import CallContext, Contexts
from mcp_service.calls.invoker import Invoker
from mcp_service.calls.outcome import Outcome, to_text
from mcp_service.protocol.results import tool_result
from mcp_service.tools.cards import describe
from mcp_service.tools.ranking import Ranking
from mcp_service.tools.registry import Registry

SEARCH, CALL = "search_tools", "call_tool"
_DEFAULT_LIMIT, _MOST = 5, 20


class SearchTool(Tool):
    """Finds tools by words and returns everything needed to call them."""

    _ranking: Ranking = PrivateAttr()
    _contexts: Contexts = PrivateAttr()

    @classmethod
    def of(cls, registry: Registry, contexts: Contexts) -> Self:
        tool = cls(**_SEARCH_WORDS)
        tool._ranking, tool._contexts = Ranking(registry), contexts
        return tool

    async def run(self, arguments: dict[str, Any]) -> ToolResult:
        query, limit = arguments.get("query"), arguments.get("limit", _DEFAULT_LIMIT)
        if not isinstance(query, str) or not query.strip():
            return _refusal("INVALID_ARGUMENTS", "query: describe in a few words what you want to do")
        if type(limit) is not int or not 1 <= limit <= _MOST:
            return _refusal("INVALID_ARGUMENTS", f"limit: must be an integer from 1 to {_MOST}")
        context = await self._contexts.current()
        found = [card for card in self._ranking.best(query) if context.reaches(card)]
        described = [describe(card) for card in found[:limit]]
        meta = {"suggestions": [f"Call {CALL} with the name and arguments of one of them"]}
        return tool_result(Outcome(to_text(described), {"result": described}, meta))


class CallTool(Tool):
    """Calls a tool that a search has found."""

    _registry: Registry = PrivateAttr()
    _invoker: Invoker = PrivateAttr()
    _contexts: Contexts = PrivateAttr()

    @classmethod
    def of(cls, registry: Registry, invoker: Invoker, contexts: Contexts) -> Self:
        tool = cls(**_CALL_WORDS)
        tool._registry, tool._invoker, tool._contexts = registry, invoker, contexts
        return tool

    async def run(self, arguments: dict[str, Any]) -> ToolResult:
        context = await self._contexts.current()
        name, given = arguments.get("name"), arguments.get("arguments", {})
        card = self._registry.seen_through(context.view, name) if isinstance(name, str) else None
        if card is None:
            return self._unknown(name, context)
        if not is_object(given):
            return _refusal(
                "INVALID_ARGUMENTS", "arguments: must be an object with the arguments of the tool"
            )
        return tool_result(await self._invoker.invoke(card, given, context, get_context().report_progress))

    def _unknown(self, name: Any, context: CallContext) -> ToolResult:
        names = [card.name for card in self._registry if context.reaches(card)]
        near = difflib.get_close_matches(str(name), names, 3, 0.5)
        advice = f"Did you mean {' or '.join(near)}?" if near else f"Find the name with {SEARCH}"
        return _refusal("UNKNOWN_TOOL", f"Unknown tool {name!r}. {advice}", near)


class SearchTools:
    """The two tools of the view."""

    def __init__(self, registry: Registry, invoker: Invoker, contexts: Contexts) -> None:
        found: tuple[Tool, Tool] = (
            SearchTool.of(registry, contexts),
            CallTool.of(registry, invoker, contexts),
        )
        self.tools: Sequence[Tool] = found

    def get(self, name: str) -> Tool | None:
        """Returns one of the two tools by name."""
        return next((tool for tool in self.tools if tool.name == name), None)


def _refusal(reason: str, message: str, near: Sequence[str] = ()) -> ToolResult:
    error = {
        "type": "invalid_argument",
        "error_type": "invalid_argument",
        "reason": reason,
        "message": message,
        "retryable": False,
        "recovery_suggestions": [f"Find tools with {SEARCH}"],
        "alternative_tools": list(near),
    }
    content = Outcome(f"{message} [{reason}]", {"error": error}, {}, is_error=True)
    return tool_result(content)


_SEARCH_WORDS: dict[str, Any] = {
    "name": SEARCH,
    "title": "Search tools",
    "description": (
        f"Finds tools by words. Returns the best matches with their names, input schemas, requirements and "
        f"examples; call them with {CALL}."
    ),
    "parameters": {
        "type": "object",
        "properties": {
            "query": {
                "type": "string",
                "minLength": 1,
                "description": "What you want to do, in a few words.",
                "examples": ["leagues of a sport"],
            },
            "limit": {
                "type": "integer",
                "minimum": 1,
                "maximum": _MOST,
                "default": _DEFAULT_LIMIT,
                "description": "The maximum number of tools to return.",
            },
        },
        "required": ["query"],
        "additionalProperties": False,
    },
    "output_schema": {
        "type": "object",
        "properties": {"result": {"type": "array", "items": {"type": "object"}}},
        "required": ["result"],
    },
    "annotations": ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    "meta": {"auth": {"required": False, "scopes": [], "role": None}},
}
_CALL_WORDS: dict[str, Any] = {
    "name": CALL,
    "title": "Call a tool",
    "description": f"Calls a tool that {SEARCH} has found, with arguments that fit its input schema.",
    "parameters": {
        "type": "object",
        "properties": {
            "name": {"type": "string", "description": "The name of the tool.", "examples": ["list_sports"]},
            "arguments": {"type": "object", "description": "Its arguments.", "default": {}},
        },
        "required": ["name"],
        "additionalProperties": False,
    },
    "annotations": ToolAnnotations(read_only_hint=False, destructive_hint=True, open_world_hint=True),
    "meta": {"auth": {"required": False, "scopes": [], "role": None}},
}
