"""What the service counts about tools, beside the families of service_kit.telemetry.metrics."""

from prometheus_client import Counter, Histogram

from service_kit.telemetry.metrics import SECONDS

TOOL_CALLS = Counter("mcp_tool_calls", "Calls of tools, by how they ended.", ["tool", "outcome"])
TOOL_SECONDS = Histogram("mcp_tool_call_seconds", "How long calls of tools took.", ["tool"], buckets=SECONDS)
TOOL_TOKENS = Counter("mcp_tool_tokens", "AI tokens that calls of tools used.", ["tool"])
MESSAGES = Counter("mcp_messages", "Messages by method and the path that answered.", ["method", "path"])
