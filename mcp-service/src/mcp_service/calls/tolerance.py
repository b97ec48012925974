"""Accepts what common hosts send: null for an omitted argument, and JSON text for a list or object.

Numbers and booleans as text are converted by the models of the contract.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from altsports.contract.json_values import is_array, is_object
from mcp_service.tools.schemas import Schema

_STRUCTURES = frozenset({"array", "object"})


def understood(arguments: Mapping[str, Any], schema: Schema) -> dict[str, Any]:
    """The arguments without nulls, and with structures where the schema expects them."""
    properties: Mapping[str, Schema] = schema["properties"]
    return {
        name: _without_nulls(_structure(value, properties.get(name, {})))
        for name, value in arguments.items()
        if value is not None
    }


def _structure(value: Any, schema: Schema) -> Any:
    """Parses text where the schema expects a list or an object. Other text is left to validation."""
    if not isinstance(value, str) or schema.get("type") not in _STRUCTURES:
        return value
    try:
        parsed = orjson.loads(value)
    except orjson.JSONDecodeError:
        return value
    return parsed if is_array(parsed) or is_object(parsed) else value


def _without_nulls(value: Any) -> Any:
    if is_object(value):
        return {name: _without_nulls(item) for name, item in value.items() if item is not None}
    if is_array(value):
        return [_without_nulls(item) for item in value]
    return value
