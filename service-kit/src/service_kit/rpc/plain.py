"""Responses that are made from rows: JSON needs no messages in between, which are most of its cost.

A handler returns `plain(pb.ListLeaguesResponse, leagues=rows, ...)` in place of the message. A row is a tuple
that begins with the fields of its message, in the order of the contract; only a field that may be absent may
be NULL. JSON is made from the rows, and for everybody else they become the message.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar, cast

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from altsports.contract.catalog import message_to_json
from altsports.options.v1 import options_pb2
from service_kit.timestamps import time_to_pb

M = TypeVar("M", bound=Message)
Row = tuple[Any, ...]


class Plain(NamedTuple, Generic[M]):
    """A response by the names of its fields. Messages in it may be messages, rows, or values by name."""

    kind: type[M]
    values: Mapping[str, Any]

    def message(self) -> M:
        """The response as a message."""
        return self.kind(**{name: self._for_message(name, value) for name, value in self.values.items()})

    def _for_message(self, name: str, value: Any) -> Any:
        field = cast("FieldDescriptor", self.kind.DESCRIPTOR.fields_by_name[name])
        if field.message_type is None:
            return value
        if field.is_repeated:
            return [_for_constructor(field.message_type, item) for item in value]
        return _for_constructor(field.message_type, value)


def plain(kind: type[M], **values: Any) -> M:
    """A response made of rows. Its type is that of the message, which the contract promises."""
    return cast("M", Plain(kind, values))


def from_row(kind: type[M], row: Sequence[Any]) -> M:
    """The message of a row."""
    return kind(**shape_of(cast("Descriptor", kind.DESCRIPTOR)).fields(row))


def _for_constructor(message: Descriptor, value: Any) -> Any:
    """What the constructor of another message takes: a row becomes values by name."""
    return shape_of(message).fields(cast("Row", value)) if type(value) is tuple else value


class Shape:
    """The form of one message: its names, order and defaults are those of its encoder in the contract."""

    def __init__(self, message: Descriptor) -> None:
        self.names = tuple(field.name for field in message.fields)
        """The fields, in the order in which a row has them. A row may have more columns."""
        self._times = [field.name for field in message.fields if _is_time(field)]
        self._defaults = [None if field.has_presence else field.default_value for field in message.fields]
        self._converts = [(field.name, convert) for field in message.fields if (convert := _convert(field))]
        self._encode = message_to_json(message)

    def fields(self, row: Sequence[Any]) -> dict[str, Any]:
        """A row as arguments of the message's constructor."""
        made: dict[str, Any] = dict(zip(self.names, row, strict=False))
        for name in self._times:
            made[name] = time_to_pb(made[name])
        return made

    def row(self, row: Sequence[Any]) -> dict[str, Any]:
        """The JSON of a row."""
        made: dict[str, Any] = dict(zip(self.names, row, strict=False))
        for name, convert in self._converts:
            made[name] = convert(made[name])
        return made

    def named(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The JSON of values by name; what is missing gets its default."""
        return self.row([values.get(*pair) for pair in zip(self.names, self._defaults, strict=True)])

    def one(self, value: Any) -> dict[str, Any] | None:
        """The JSON of a row, of values by name, or of a message; None if it is absent."""
        if type(value) is tuple:
            return self.row(value)  # pyright: ignore[reportUnknownArgumentType] - a cast for each row costs time
        if isinstance(value, Mapping):
            return self.named(cast("Mapping[str, Any]", value))
        return None if value is None else self._encode(value)

    def each(self, values: Sequence[Any] | None) -> list[dict[str, Any] | None]:
        """The JSON of a list."""
        return [self.one(value) for value in values] if values else []


@cache
def shape_of(message: Descriptor) -> Shape:
    """The shape of a message. Raises TypeError if it has a field that this module cannot convert."""
    return Shape(message)


def _convert(field: FieldDescriptor) -> Callable[[Any], Any] | None:
    """What makes JSON of a value of a field; None if the value is JSON already, as orjson takes it."""
    message = field.message_type
    if _is_time(field):
        return None
    if _may_be_omitted(field) or (message is not None and _is_free_form(message)):
        raise TypeError(f"{field.full_name} has no plain value; return a message")
    if message is None:
        return _listed if field.is_repeated else None
    return shape_of(message).each if field.is_repeated else shape_of(message).one


def _is_time(field: FieldDescriptor) -> bool:
    message = field.message_type
    return (
        message is not None and message.full_name == Timestamp.DESCRIPTOR.full_name and not field.is_repeated
    )


def _is_free_form(message: Descriptor) -> bool:
    return message.GetOptions().map_entry or message.file.package.startswith("google.")


def _listed(values: Sequence[Any] | None) -> list[Any]:
    return list(values) if values else []


def _may_be_omitted(field: FieldDescriptor) -> bool:
    return field.GetOptions().Extensions[options_pb2.rules].omit_absent
