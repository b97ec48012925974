"""Counts messages of the protocol and writes their access lines."""

from mcp_service.calls.metrics import MESSAGES
from mcp_service.edge.request import McpRequest
from service_kit.logging import logs

_METHODS = frozenset(
    {
        "initialize",
        "notifications/initialized",
        "server/discover",
        "ping",
        "tools/list",
        "tools/call",
        "resources/list",
        "resources/templates/list",
        "resources/read",
        "prompts/list",
        "prompts/get",
        "completion/complete",
        "subscriptions/listen",
        "logging/setLevel",
    }
)


def write(request: McpRequest, status: int, seconds: float, at: float) -> None:
    """Counts and logs a finished request; for the ledger of the edge."""
    message = request.message
    method = message.method if message.method in _METHODS else "other"
    MESSAGES.labels(method, request.path).inc()
    context = {
        "method": method,
        "tool": str(message.params.get("name", ""))[:64],
        "status": status,
        "duration_ms": round(seconds * 1000, 3),
        "client_ip": request.ip,
    }
    logs.access_later(
        "mcp_service.access",
        "MCP message",
        context,
        at=at,
        user_id=request.identity.caller.user_id,
        trace_id=request.trace_id,
        request_id=request.request_id,
    )
