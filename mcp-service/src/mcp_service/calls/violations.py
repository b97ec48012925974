"""Describes what is wrong with arguments so that a model can correct all of it at once."""

import difflib
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from mcp_service.tools.routes import with_tools
from mcp_service.tools.schemas import Schema
from service_kit.errors import ValidationFailed, Violation
from service_kit.rpc.field_paths import field_path
from service_kit.rpc.validation import violations_of

_MOST_GUESSES = 3
_LEAST_LIKENESS = 0.5


class ArgumentsInvalid(ValidationFailed):
    """The arguments violate the tool's input schema; the service was not called."""

    reason = "INVALID_ARGUMENTS"


def arguments_invalid(error: ValidationError, model: type[BaseModel], tool: str) -> ArgumentsInvalid:
    """Converts all violations that Pydantic found."""
    found = violations_of(error, model)
    fields = ", ".join(dict.fromkeys(field_path(item["loc"]) or "arguments" for item in found))
    return ArgumentsInvalid(f"Invalid arguments for {tool}: {fields}", violations=found)


def explain(violation: Violation, schema: Schema, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """{field, message, type}, with `allowed` values and similar ones (`did_you_mean`) if there are any."""
    field = field_path(violation["loc"])
    about: dict[str, Any] = {
        "field": field,
        "message": with_tools(violation["msg"]),
        "type": violation["type"],
    }
    name = violation["loc"][0] if violation["loc"] else ""
    properties: Mapping[str, Schema] = schema["properties"]
    if violation["type"] == "extra_forbidden":
        about["allowed"] = list(properties)
        _guess(about, name, list(properties))
    elif len(violation["loc"]) == 1 and (values := properties.get(str(name), {}).get("enum")):
        about["allowed"] = values
        _guess(about, arguments.get(str(name)), values)
    return about


def _guess(about: dict[str, Any], given: Any, allowed: list[Any]) -> None:
    words = [value for value in allowed if isinstance(value, str)]
    if not isinstance(given, str):
        return
    near = difflib.get_close_matches(given.lower(), words, _MOST_GUESSES, _LEAST_LIKENESS)
    if near:
        about["did_you_mean"] = near
