"""Fields of messages by their names, for figures that are named in data."""

from typing import Any

from google.protobuf.message import Message


def has(message: Message, name: str) -> bool:
    """Whether a field with presence is set. The stubs know the names of literal fields only."""
    untyped: Any = message
    return untyped.HasField(name)
