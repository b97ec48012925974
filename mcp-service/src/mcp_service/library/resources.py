"""MCP resources: the answers of reading tools at addresses that a host can attach on its own."""

from collections.abc import Sequence
from typing import Any, Self

from fastmcp.resources import Resource, ResourceContent, ResourceResult, ResourceTemplate
from fastmcp.server.providers import Provider
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS
from pydantic import AnyUrl, PrivateAttr

from mcp_service.calls.context import Contexts
from mcp_service.calls.invoker import Invoker
from mcp_service.calls.outcome import to_text
from mcp_service.tools.addresses import SCHEME, Address, AddressBook
from mcp_service.tools.cards import describe
from mcp_service.tools.registry import Registry

_MIME = "application/json"
_READING_FAILED = -32000
_TOOLS = f"{SCHEME}tools"
_MISSING = frozenset({"not_found", "validation_failed"})


class Reader:
    """Reads an address by calling its tool, with the same checks, limits and answers."""

    def __init__(self, invoker: Invoker, contexts: Contexts) -> None:
        self._invoker = invoker
        self._contexts = contexts

    async def read(self, address: Address, uri: str, arguments: dict[str, Any]) -> ResourceResult:
        """Returns the answer as JSON. Raises MCPError with the data of the tool's error."""
        outcome = await self._invoker.invoke(address.card, arguments, await self._contexts.current())
        if outcome.is_error:
            error = outcome.structured["error"]
            code = INVALID_PARAMS if error["type"] in _MISSING else _READING_FAILED
            raise MCPError(code=code, message=error["message"], data={"uri": uri, **outcome.structured})
        return ResourceResult([ResourceContent(outcome.text, mime_type=_MIME)], meta=outcome.meta)


class FixedResource(Resource):
    """An address without variables."""

    _address: Address = PrivateAttr()
    _reader: Reader = PrivateAttr()

    @classmethod
    def of(cls, address: Address, reader: Reader) -> Self:
        resource = cls(uri=AnyUrl(address.template), **_words(address))
        resource._address, resource._reader = address, reader
        return resource

    async def read(self) -> ResourceResult:
        return await self._reader.read(self._address, self._address.template, {})


class VariableResource(ResourceTemplate):
    """An address with variables."""

    _address: Address = PrivateAttr()
    _reader: Reader = PrivateAttr()

    @classmethod
    def of(cls, address: Address, reader: Reader) -> Self:
        properties = {name: address.card.parameters["properties"][name] for name in address.fields}
        schema = {"type": "object", "properties": properties, "required": list(address.fields)}
        resource = cls(uri_template=address.template, parameters=schema, **_words(address))
        resource._address, resource._reader = address, reader
        return resource

    async def _read(self, uri: str, params: dict[str, Any]) -> ResourceResult:
        return await self._reader.read(self._address, uri, params)


class ToolsResource(Resource):
    """All tools as one document, for hosts that choose tools before they connect a model."""

    _registry: Registry = PrivateAttr()
    _contexts: Contexts = PrivateAttr()

    @classmethod
    def of(cls, registry: Registry, contexts: Contexts) -> Self:
        resource = cls(uri=AnyUrl(_TOOLS), name="tools", title="All tools", mime_type=_MIME)
        resource.description = "Every tool that you can call, with its schema, requirements and examples."
        resource._registry, resource._contexts = registry, contexts
        return resource

    async def read(self) -> ResourceResult:
        context = await self._contexts.current()
        tools = [describe(card) for card in self._registry if context.reaches(card)]
        return ResourceResult([ResourceContent(to_text({"tools": tools}), mime_type=_MIME)])


class AddressProvider(Provider):
    """The addresses whose tools are in the caller's view."""

    def __init__(self, registry: Registry, book: AddressBook, invoker: Invoker, contexts: Contexts) -> None:
        super().__init__()
        self._contexts = contexts
        reader = Reader(invoker, contexts)
        self._fixed = [(a, FixedResource.of(a, reader)) for a in book if not a.fields]
        self._variable = [(a, VariableResource.of(a, reader)) for a in book if a.fields]
        self._tools = ToolsResource.of(registry, contexts)

    async def _list_resources(self) -> Sequence[Resource]:
        view = (await self._contexts.current()).view
        return [self._tools, *(resource for a, resource in self._fixed if view.shows(a.card))]

    async def _list_resource_templates(self) -> Sequence[ResourceTemplate]:
        view = (await self._contexts.current()).view
        return [template for a, template in self._variable if view.shows(a.card)]


def _words(address: Address) -> dict[str, Any]:
    card = address.card
    return {
        "name": card.name,
        "title": card.title,
        "description": card.description,
        "mime_type": _MIME,
        "tags": set(card.tags),
        "meta": {"auth": card.meta["auth"], "tool": card.name},
    }
