"""The two forms of a response: a message of the contract, or JSON for a client that only passes it on.

A gateway that parses a message and encodes it again does both for nothing, so it asks for JSON. The service
makes the JSON from the same response of the same handler, with the encoders of the contract.
"""

import struct
from collections.abc import Callable
from typing import Any, Final, NamedTuple, Self, cast

import orjson

from altsports.contract.catalog import Method
from service_kit.rpc.plain import Plain, shape_of

MESSAGE: Final = 0
JSON: Final = 1

_LENGTHS: Final = struct.Struct("<II")


class JsonAnswer(NamedTuple):
    """A response as JSON: the field `data_field` of the policy, or all of it without one.

    `rest` is an object with the other fields, and `warnings` is a list, or empty.
    """

    data: bytes
    rest: bytes = b"{}"
    warnings: bytes = b""

    def pack(self) -> bytes:
        """The answer as bytes."""
        data, rest, warnings = self
        return b"".join((_LENGTHS.pack(len(rest), len(warnings)), rest, warnings, data))

    @classmethod
    def unpack(cls, content: bytes) -> Self:
        """The answer in the bytes of `pack`. Raises ValueError."""
        if len(content) < _LENGTHS.size:
            raise ValueError("The answer ends inside its head")
        rest, warnings = _LENGTHS.unpack_from(content)
        warnings_at = _LENGTHS.size + rest
        data_at = warnings_at + warnings
        if data_at > len(content):
            raise ValueError("The answer ends before its data")
        return cls(content[data_at:], content[_LENGTHS.size : warnings_at], content[warnings_at:data_at])


class Form(NamedTuple):
    """The form in which a client wants the responses of a method.

    `parse` reads what the link delivers, and raises ValueError or DecodeError. `convert` makes the same of
    the message that a call of its own returns.
    """

    number: int
    parse: Callable[[bytes], Any]
    convert: Callable[[Any], Any]


FormOf = Callable[[Method], Form]


def as_message(method: Method) -> Form:
    """Responses as messages."""
    return Form(MESSAGE, method.response_class.FromString, _unchanged)


def as_json(method: Method) -> Form:
    """Responses as JsonAnswer."""
    return Form(JSON, JsonAnswer.unpack, Responses(method).json)


def _unchanged(message: Any) -> Any:
    return message


class Responses:
    """Encodes what the handler of a method returns: a message, or Plain values."""

    def __init__(self, method: Method) -> None:
        self._method = method
        self._data_field = method.policy.data_field

    def message(self, response: Any) -> bytes:
        """The bytes of the message."""
        if isinstance(response, Plain):
            response = cast("Plain[Any]", response).message()
        return response.SerializeToString()

    def json(self, response: Any) -> JsonAnswer:
        """The same as JSON."""
        content = self._values(response)
        name = self._data_field
        if not name:
            return JsonAnswer(_dumps(content))
        warnings = content.pop("warnings", None)
        data = _dumps(content.pop(name))
        return JsonAnswer(data, _dumps(content), _dumps(warnings) if warnings else b"")

    def _values(self, response: Any) -> dict[str, Any]:
        if not isinstance(response, Plain):
            return self._method.response_to_json(response)
        made = cast("Plain[Any]", response)
        return shape_of(made.kind.DESCRIPTOR).named(made.values)


def _dumps(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_UTC_Z)
