"""Converts outcomes and tool cards to the types of the protocol."""

from fastmcp.tools import ToolResult
from mcp_types import CallToolResult, TextContent, ToolAnnotations

from mcp_service.calls.outcome import Outcome
from mcp_service.tools.cards import ToolCard


def annotations(card: ToolCard) -> ToolAnnotations:
    """Hints that help a host decide whether to ask a person first."""
    return ToolAnnotations(
        read_only_hint=card.spec.read_only,
        destructive_hint=card.spec.destructive,
        idempotent_hint=None if card.spec.read_only else card.spec.idempotent,  # says nothing about reading
        open_world_hint=card.spec.open_world,
    )


def call_result(outcome: Outcome) -> CallToolResult:
    """An outcome in the form of the protocol."""
    return CallToolResult(
        content=[TextContent(type="text", text=text) for text in outcome.texts],
        structured_content=outcome.data,
        is_error=outcome.is_error,
        _meta=outcome.meta,
    )


def tool_result(outcome: Outcome) -> ToolResult:
    """An outcome as FastMCP sends it, unchanged."""
    return ToolResult.from_mcp_result(call_result(outcome))
