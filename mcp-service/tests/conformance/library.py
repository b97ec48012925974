"""Resources, prompts and completion as the suite expects them."""

import json
from typing import Any

import mcp_types as types
from fastmcp import FastMCP
from fastmcp.prompts import Message
from media import PNG, embedded, image


def add_library(server: FastMCP) -> None:
    """Adds all of them."""
    _add_resources(server)
    _add_prompts(server)
    _add_completion(server)


def _add_resources(server: FastMCP) -> None:
    @server.resource("test://static-text", name="static-text", mime_type="text/plain")
    async def static_text() -> str:
        return "This is the content of the static text resource."

    @server.resource("test://static-binary", name="static-binary", mime_type="image/png")
    async def static_binary() -> bytes:
        return PNG

    @server.resource("test://template/{id}/data", name="template", mime_type="application/json")
    async def template(id: str) -> str:
        return json.dumps({"id": id, "templateTest": True, "data": f"Data for ID: {id}"})

    @server.resource("test://watched-resource", name="watched", mime_type="text/plain")
    async def watched() -> str:
        return "watched"


def _add_prompts(server: FastMCP) -> None:
    def described(name: str) -> dict[str, Any]:
        return {"name": name, "description": f"Conformance prompt {name}."}

    @server.prompt(**described("test_simple_prompt"))
    async def simple() -> str:
        return "This is a simple prompt for testing."

    @server.prompt(**described("test_prompt_with_arguments"))
    async def with_arguments(arg1: str, arg2: str) -> str:
        return f"Prompt with arguments: arg1='{arg1}', arg2='{arg2}'"

    @server.prompt(**described("test_prompt_with_embedded_resource"))
    async def with_resource(resourceUri: str) -> list[Any]:
        content = embedded(resourceUri, "Embedded resource content for testing.")
        return [Message(content), Message("Please process the embedded resource above.")]

    @server.prompt(**described("test_prompt_with_image"))
    async def with_image() -> list[Any]:
        return [Message(image()), Message("Please analyze the image above.")]


def _add_completion(server: FastMCP) -> None:
    @server.completion
    async def complete(_ref: Any, argument: Any, _context: Any) -> types.Completion:
        values = [word for word in ("paris", "park", "party") if word.startswith(argument.value)]
        return types.Completion(values=values, total=3, has_more=False)
