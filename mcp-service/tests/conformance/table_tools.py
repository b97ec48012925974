"""Tools from a table: a name, a schema, a handler. The public suite dictates names and shapes."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import mcp_types as types
from fastmcp import FastMCP
from fastmcp.server.dependencies import get_context
from fastmcp.tools import InputRequiredToolResult, Tool, ToolResult
from mcp.server.subscriptions import InMemorySubscriptionBus, PromptsListChanged, ToolsListChanged
from mcp.shared.exceptions import MCPError
from media import audio, embedded, image, text
from pydantic import PrivateAttr

Schema = dict[str, Any]
EMPTY: Schema = {"type": "object", "properties": {}}
STRING: Schema = {"type": "string"}
_MISSING_CAPABILITY = -32021


def obj(*, required: bool = True, **properties: Schema) -> Schema:
    """An object whose properties are all required, or none."""
    return {"type": "object", "properties": properties, "required": list(properties) if required else []}


class TableTool(Tool):
    """A tool whose handler is `handler(context, **arguments)`."""

    _handler: Callable[..., Any] = PrivateAttr()

    @property
    def handler(self) -> Callable[..., Any]:
        return self._handler

    @classmethod
    def of(cls, name: str, schema: Schema, handler: Callable[..., Any], meta: Any = None) -> "TableTool":
        tool = cls(name=name, description=f"Conformance tool {name}.", parameters=schema, meta=meta)
        tool._handler = handler
        return tool

    async def run(self, arguments: dict[str, Any]) -> ToolResult:
        result = await self._handler(get_context(), **arguments)
        if isinstance(result, types.InputRequiredResult):
            return InputRequiredToolResult(result)
        if isinstance(result, ToolResult):
            return result
        return ToolResult(content=[text(result)] if isinstance(result, str) else result)


def client_capabilities(context: Any) -> Any:
    """What the client declared; None where it declared nothing."""
    params = context.session.client_params
    return params.capabilities if params else None


def require_capability(context: Any, name: str) -> None:
    """Raises the protocol's error for a client that lacks a capability."""
    declared = client_capabilities(context)
    if declared is None or getattr(declared, name) is None:
        data = {"requiredCapabilities": {name: {}}}
        raise MCPError(code=_MISSING_CAPABILITY, message=f"Missing client capability {name}", data=data)


async def simple_text(_context: Any) -> str:
    return "This is a simple text response for testing."


async def image_content(_context: Any) -> list[Any]:
    return [image()]


async def audio_content(_context: Any) -> list[Any]:
    return [audio()]


async def embedded_resource(_context: Any) -> list[Any]:
    return [embedded("test://embedded-resource", "This is an embedded resource content.")]


async def mixed_content(_context: Any) -> list[Any]:
    resource = embedded("test://mixed-content-resource", '{"test":"data","value":123}', "application/json")
    return [text("Multiple content types test:"), image(), resource]


async def error_handling(_context: Any) -> ToolResult:
    words = "This tool intentionally returns an error for testing"
    return ToolResult(content=[text(words)], is_error=True)


async def with_logging(context: Any) -> str:
    for words in ("Tool execution started", "Tool processing data", "Tool execution completed"):
        await context.info(words)
        await asyncio.sleep(0.05)
    return "done"


async def with_progress(context: Any) -> str:
    for progress in (0, 50, 100):
        await context.report_progress(progress, 100)
        await asyncio.sleep(0.05)
    return "done"


async def sampling(context: Any, prompt: str) -> str:
    answer = await context.session.create_message(
        messages=[types.SamplingMessage(role="user", content=text(prompt))],
        max_tokens=100,
        related_request_id=context.origin_request_id,
    )
    return f"LLM response: {getattr(answer.content, 'text', '')}"


async def ask(context: Any, message: str, schema: Schema) -> str:
    answer = await context.session.elicit(
        message=message, requested_schema=schema, related_request_id=context.request_id
    )
    return f"User response: action={answer.action}, content={json.dumps(answer.content or {})}"


async def elicitation(context: Any, message: str) -> str:
    username = {**STRING, "description": "User's response"}
    email = {**STRING, "description": "User's email address"}
    return await ask(context, message, obj(username=username, email=email))


async def elicitation_defaults(context: Any) -> str:
    schema = obj(
        required=False,
        name={**STRING, "default": "John Doe"},
        age={"type": "integer", "default": 30},
        score={"type": "number", "default": 95.5},
        status={**STRING, "enum": ["active", "inactive", "pending"], "default": "active"},
        verified={"type": "boolean", "default": True},
    )
    return await ask(context, "Please review and update the form fields with defaults", schema)


async def elicitation_enums(context: Any) -> str:
    options = ["option1", "option2", "option3"]
    titled = [{"const": f"value{number}", "title": f"Option {number}"} for number in (1, 2, 3)]
    names = ["Option One", "Option Two", "Option Three"]
    schema = obj(
        required=False,
        untitledSingle={**STRING, "enum": options},
        titledSingle={**STRING, "oneOf": titled},
        legacyEnum={**STRING, "enum": ["opt1", "opt2", "opt3"], "enumNames": names},
        untitledMulti={
            "type": "array",
            "minItems": 1,
            "maxItems": 3,
            "items": {**STRING, "enum": options},
        },
        titledMulti={"type": "array", "minItems": 1, "maxItems": 3, "items": {"anyOf": titled}},
    )
    return await ask(context, "Please select options from the enum fields", schema)


async def json_schema(_context: Any, **arguments: Any) -> str:
    return json.dumps(arguments)


async def reconnection(context: Any) -> str:
    await context.report_progress(0, 100)
    await context.close_sse_stream()
    await asyncio.sleep(0.1)
    return "done"


async def custom_headers(_context: Any, message: str) -> str:
    return message


async def missing_capability(context: Any) -> str:
    require_capability(context, "sampling")
    return "ok"


_ADDRESS: Schema = {
    "$anchor": "addressDef",
    "type": "object",
    "properties": {"street": STRING, "city": STRING},
}
_SCHEMA_2020: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "$defs": {"address": _ADDRESS},
    "properties": {
        "name": STRING,
        "address": {"$ref": "#/$defs/address"},
        "contactMethod": {**STRING, "enum": ["phone", "email"]},
    },
    "allOf": [{"anyOf": [{"required": ["name"]}, {"required": ["address"]}]}],
    "if": {"properties": {"contactMethod": {"const": "phone"}}},
    "then": {"required": ["name"]},
    "else": {"required": ["address"]},
    "additionalProperties": False,
}
_TOOLS: dict[str, tuple[Schema, Callable[..., Any]]] = {
    "test_simple_text": (EMPTY, simple_text),
    "test_image_content": (EMPTY, image_content),
    "test_audio_content": (EMPTY, audio_content),
    "test_embedded_resource": (EMPTY, embedded_resource),
    "test_multiple_content_types": (EMPTY, mixed_content),
    "test_error_handling": (EMPTY, error_handling),
    "test_tool_with_logging": (EMPTY, with_logging),
    "test_logging_tool": (EMPTY, with_logging),
    "test_tool_with_progress": (EMPTY, with_progress),
    "test_sampling": (obj(prompt=STRING), sampling),
    "test_elicitation": (obj(message=STRING), elicitation),
    "test_elicitation_sep1034_defaults": (EMPTY, elicitation_defaults),
    "test_elicitation_sep1330_enums": (EMPTY, elicitation_enums),
    "json_schema_2020_12_tool": (_SCHEMA_2020, json_schema),
    "test_reconnection": (EMPTY, reconnection),
    "test_custom_headers": (obj(message={**STRING, "x-mcp-header": "Message"}), custom_headers),
    "test_missing_capability": (EMPTY, missing_capability),
}


def add_tools(server: FastMCP, bus: InMemorySubscriptionBus) -> dict[str, Schema]:
    """Adds the tools and returns their schemas."""

    async def change_tools(_context: Any) -> str:
        await bus.publish(ToolsListChanged())
        return "ok"

    async def change_prompts(_context: Any) -> str:
        await bus.publish(PromptsListChanged())
        return "ok"

    table = {
        **_TOOLS,
        "test_trigger_tool_change": (EMPTY, change_tools),
        "test_trigger_prompt_change": (EMPTY, change_prompts),
    }
    for name, (schema, handler) in table.items():
        server.add_tool(TableTool.of(name, schema, handler))
    return {name: schema for name, (schema, _) in table.items()}
