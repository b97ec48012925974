"""Conversion between protobuf messages and plain Python values, by the rules of the contract's JSON."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar, cast

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.json_format import MessageToDict, ParseDict
from google.protobuf.message import Message
from google.protobuf.struct_pb2 import Struct
from google.protobuf.timestamp_pb2 import Timestamp

from altsports.contract.json_values import is_array, is_object

M = TypeVar("M", bound=Message)

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - isoformat would add "+00:00" to an aware one
_WELL_KNOWN = {"google.protobuf.Struct", "google.protobuf.Value", "google.protobuf.ListValue"}


def timestamp_to_json(value: Timestamp) -> str:
    """Returns RFC 3339 text in UTC with `Z` and microseconds. A fraction of zero is omitted."""
    return _moment(value.seconds, value.nanos // 1000)


@lru_cache(maxsize=4096)
def _moment(seconds: int, micros: int) -> str:
    """Cached, because rows that were written together have the same time."""
    return f"{(_EPOCH + timedelta(0, seconds, micros)).isoformat()}Z"


def struct_to_json(value: Struct) -> dict[str, Any]:
    """Returns a Struct as a plain dictionary. Whole numbers become int."""
    return cast("dict[str, Any]", _whole_numbers(MessageToDict(value)))


def _whole_numbers(value: Any) -> Any:
    if is_object(value):
        return {key: _whole_numbers(item) for key, item in value.items()}
    if is_array(value):
        return [_whole_numbers(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def set_fields(message: Message) -> dict[str, Any]:
    """Returns the fields of a message that are set, as plain values for its model to validate."""
    return {field.name: _plain(field, value) for field, value in message.ListFields()}


def _plain(field: FieldDescriptor, value: Any) -> Any:
    if field.is_repeated and not (field.message_type and field.message_type.GetOptions().map_entry):
        return [_plain_one(field, item) for item in value]
    if field.message_type and field.message_type.GetOptions().map_entry:
        return dict(value)
    return _plain_one(field, value)


def _plain_one(field: FieldDescriptor, value: Any) -> Any:
    if not field.message_type:
        return value
    if field.message_type.full_name == "google.protobuf.Timestamp":
        return value.ToDatetime(tzinfo=UTC)
    if field.message_type.full_name in _WELL_KNOWN:
        return MessageToDict(value)
    return set_fields(value)


def fill(message: M, data: Mapping[str, Any]) -> M:
    """Fills a message from validated plain values. None and unknown names are ignored."""
    fields = cast("Mapping[str, FieldDescriptor]", message.DESCRIPTOR.fields_by_name)
    for name, value in data.items():
        field = fields.get(name)
        if field is not None and value is not None:
            _set(message, field, value)
    return message


def _set(message: Message, field: FieldDescriptor, value: Any) -> None:
    if field.message_type and field.message_type.GetOptions().map_entry:
        getattr(message, field.name).update(value)
    elif field.is_repeated:
        _extend(getattr(message, field.name), field, value)
    elif field.message_type:
        target = getattr(message, field.name)
        target.SetInParent()
        _fill_one(target, field, value)
    else:
        setattr(message, field.name, value)


def _extend(target: Any, field: FieldDescriptor, values: list[Any]) -> None:
    for value in values:
        if field.message_type:
            _fill_one(target.add(), field, value)
        else:
            target.append(value)


def _fill_one(target: Any, field: FieldDescriptor, value: Any) -> None:
    kind = cast("Any", field.message_type).full_name
    if kind == "google.protobuf.Timestamp":
        target.FromDatetime(value if isinstance(value, datetime) else datetime.fromisoformat(value))
    elif kind in _WELL_KNOWN:
        ParseDict(value, target)
    else:
        fill(target, value)
