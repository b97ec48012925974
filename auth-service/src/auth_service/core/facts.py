"""What a request wants to change: the fields that it names."""

from typing import Any

from google.protobuf.message import Message


def given_facts(request: Message, *, besides: tuple[str, ...] = ()) -> dict[str, Any]:
    """The optional fields that are set, by name; an empty text clears a fact and becomes None."""
    facts: dict[str, Any] = {}
    for field in request.DESCRIPTOR.fields:
        if field.name not in besides and field.has_presence and request.HasField(field.name):
            value = getattr(request, field.name)
            facts[field.name] = None if value == "" else value
    return facts
