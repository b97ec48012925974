"""Metrics of tools, in addition to the families of service_kit.telemetry.metrics."""

from prometheus_client import Counter, Histogram

from service_kit.telemetry.metrics import SECONDS

TOOL_CALLS = Counter("mcp_tool_calls", "Tool calls, by outcome.", ["tool", "outcome"])
TOOL_SECONDS = Histogram("mcp_tool_call_seconds", "Duration of tool calls.", ["tool"], buckets=SECONDS)
TOOL_TOKENS = Counter("mcp_tool_tokens", "AI tokens used by tool calls.", ["tool"])
MESSAGES = Counter("mcp_messages", "Messages by method and the path that answered.", ["method", "path"])
