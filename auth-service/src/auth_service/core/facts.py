"""The facts that a request changes: the fields that it contains."""

from typing import Any

from google.protobuf.message import Message


def given_facts(request: Message, *, besides: tuple[str, ...] = ()) -> dict[str, Any]:
    """Returns the optional fields that are set; an empty text clears a fact and becomes None."""
    facts: dict[str, Any] = {}
    for field in request.DESCRIPTOR.fields:
        if field.name not in besides and field.has_presence and request.HasField(field.name):
            value = getattr(request, field.name)
            facts[field.name] = None if value == "" else value
    return facts
