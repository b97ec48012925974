"""Messages of the contract as JSON of the database, and back."""

from typing import Any, TypeVar

from google.protobuf.json_format import MessageToDict, ParseDict
from google.protobuf.message import Message

M = TypeVar("M", bound=Message)


def to_json(message: Message) -> dict[str, Any]:
    """The message with the names of the contract."""
    return MessageToDict(message, preserving_proto_field_name=True)


def from_json(kind: type[M], content: dict[str, Any]) -> M:
    """The message of `to_json`. Fields of newer versions are ignored."""
    return ParseDict(content, kind(), ignore_unknown_fields=True)
