"""Reads the method, tool and trace of a JSON-RPC message without validating it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson

from altsports.contract.json_values import is_object
from mcp_service.protocol.tasks import TOOL_OF_METHOD
from mcp_service.protocol.tool_search import CALL
from mcp_service.tools.addresses import AddressBook
from mcp_service.tools.cards import ToolCard
from mcp_service.tools.registry import Registry
from mcp_service.tools.view import View

_EMPTY: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Message:
    """The parts of a message body; a part with the wrong type counts as absent."""

    content: Mapping[str, Any]
    method: str
    id: str | int | None
    params: Mapping[str, Any]
    meta: Mapping[str, Any]

    @property
    def is_request(self) -> bool:
        """False for notifications, responses and bodies that are not messages."""
        return bool(self.method) and "id" in self.content


NOT_A_MESSAGE = Message(_EMPTY, "", None, _EMPTY, _EMPTY)


def read_message(body: bytes) -> Message:
    """Parses a body; returns NOT_A_MESSAGE for what only the protocol engine can answer."""
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        return NOT_A_MESSAGE
    if not is_object(content):
        return NOT_A_MESSAGE
    method, number = content.get("method"), content.get("id")
    params = _mapping(content.get("params"))
    return Message(
        content,
        method if isinstance(method, str) else "",
        number if isinstance(number, str | int) and not isinstance(number, bool) else None,
        params,
        _mapping(params.get("_meta")),
    )


def with_parsed_arguments(body: bytes, message: Message) -> tuple[bytes, Message]:
    """The body and message of a call whose arguments are JSON text, as a model writes them.

    Some hosts pass that text on. Any other body stays as it is.
    """
    text = message.params.get("arguments")
    if message.method != "tools/call" or not isinstance(text, str):
        return body, message
    try:
        arguments = orjson.loads(text or b"{}")
        if not is_object(arguments):
            return body, message
        params = {**message.params, "arguments": arguments}
        content = {**message.content, "params": params}
        return orjson.dumps(content), replace(message, content=content, params=params)
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):  # no JSON, or nested too deeply
        return body, message


@dataclass(frozen=True, slots=True)
class Wanted:
    """The tool that a message calls, with its arguments."""

    card: ToolCard
    arguments: Any


class Switchboard:
    """Finds the tool that a message calls, in any of the ways to call one."""

    def __init__(self, registry: Registry, book: AddressBook) -> None:
        self._registry = registry
        self._book = book

    def wanted(self, message: Message, view: View) -> Wanted | None:
        """Returns the tool of tools/call, of a nested call_tool, of tasks/get and so on, or of a resource."""
        if message.method == "tools/call":
            return self._called(message.params, view)
        if tool := TOOL_OF_METHOD.get(message.method):
            card = self._registry.get(tool)
            return Wanted(card, {"task_id": message.params.get("taskId")}) if card else None
        uri = message.params.get("uri")
        if message.method == "resources/read" and isinstance(uri, str) and (found := self._book.find(uri)):
            address, arguments = found
            return Wanted(address.card, arguments)
        return None

    def _called(self, params: Mapping[str, Any], view: View) -> Wanted | None:
        name, arguments = params.get("name"), params.get("arguments", _EMPTY)
        if view.search and name == CALL and is_object(arguments):
            name, arguments = arguments.get("name"), arguments.get("arguments", _EMPTY)
        card = self._registry.seen_through(view, name) if isinstance(name, str) else None
        return Wanted(card, arguments) if card else None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if is_object(value) else _EMPTY
