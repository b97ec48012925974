"""JSON Schemas of tools, built from the contract's Pydantic models: flat, without references, concise.

Input schemas state everything that the model checks. Output schemas state only the structure: they accept
every answer that the contract can encode, so a client that validates answers never refuses a valid one.
"""

from collections.abc import Callable
from typing import Any

from altsports.contract.json_values import is_array, is_object
from altsports.contract.model import OMITTED, Message

Schema = dict[str, Any]

_DEEPEST = 3
"""How many times a message may contain itself before the schema states only "object"."""
_COMBINERS = ("anyOf", "oneOf", "allOf")
_VALUE_RULES = frozenset(
    {
        "additionalProperties",
        "const",
        "default",
        "enum",
        "examples",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "maxItems",
        "maxLength",
        "maximum",
        "minItems",
        "minLength",
        "minimum",
        "pattern",
        "title",
    }
)


def input_schema(model: type[Message]) -> Schema:
    """The input schema of a tool: an object without unknown properties; optional ones may be omitted."""
    flat = _without_references(model.model_json_schema(mode="validation"))
    schema = _map(flat, _as_argument)
    result: Schema = {"type": "object", "properties": schema.get("properties", {})}
    if schema.get("required"):
        result["required"] = schema["required"]
    result["additionalProperties"] = False
    return result


def output_schema(model: type[Message]) -> Schema:
    """The output schema of a tool. Every property is present except those that the contract omits if absent.

    Only the first level has descriptions: otherwise output texts would fill most of a list of tools.
    """
    flat = _without_references(model.model_json_schema(mode="serialization"))
    schema = _map(flat, _as_result)
    properties = {name: _without_words(value) for name, value in schema.get("properties", {}).items()}
    result: Schema = {"type": "object", "properties": properties}
    if properties:
        result["required"] = schema["required"]
    return result


def listed(item: Schema, keep: tuple[str, ...], description: str) -> Schema:
    """The output schema of a tool whose whole result is a list; `keep` names the fields of its items."""
    if keep:
        properties = {name: item["properties"][name] for name in keep}
        item = {"type": "object", "properties": properties, "required": list(keep)}
    result: Schema = {"type": "array", "items": item}
    if description:
        result["description"] = description
    return {"type": "object", "properties": {"result": result}, "required": ["result"]}


def _without_references(schema: Schema) -> Schema:
    definitions: dict[str, Schema] = schema.pop("$defs", {})

    def inline(node: Any, seen: tuple[str, ...]) -> Any:
        if is_array(node):
            return [inline(item, seen) for item in node]
        if not is_object(node):
            return node
        reference: str | None = node.get("$ref")
        if reference is None:
            return {key: inline(value, seen) for key, value in node.items()}
        name = reference.rpartition("/")[2]
        beside = {key: value for key, value in node.items() if key != "$ref"}
        if seen.count(name) >= _DEEPEST:
            return {"type": "object", **beside}
        return {**inline(definitions[name], (*seen, name)), **beside}

    return inline(schema, ())


def _map(node: Schema, change: Callable[[Schema], Schema]) -> Schema:
    """Changes every schema inside a schema, innermost first."""
    node = dict(node)
    if isinstance(node.get("properties"), dict):
        node["properties"] = {name: _map(value, change) for name, value in node["properties"].items()}
    for key in ("items", "additionalProperties"):
        if isinstance(node.get(key), dict):
            node[key] = _map(node[key], change)
    for key in _COMBINERS:
        if key in node:
            node[key] = [_map(item, change) for item in node[key]]
    return change(node)


def _as_argument(node: Schema) -> Schema:
    node.pop("title", None)
    options = [option for option in node.get("anyOf", ()) if option.get("type") != "null"]
    if len(options) == 1:
        del node["anyOf"]
        node = {**options[0], **node}
        if node.get("default", ...) is None:
            del node["default"]
    if "const" in node:
        node["enum"] = [node.pop("const")]
    return node


def _as_result(node: Schema) -> Schema:
    values = node.get("enum") or ([node["const"]] if "const" in node else [])
    entries = node.get("additionalProperties")
    node = {key: value for key, value in node.items() if key not in _VALUE_RULES}
    if values and "description" not in node:
        node["description"] = "One of: " + ", ".join(map(str, values)) + "."
    if isinstance(entries, dict):
        node["additionalProperties"] = entries
    if node.get("format") != "date-time":
        node.pop("format", None)
    if properties := node.get("properties"):
        node["required"] = [name for name, value in properties.items() if not value.pop(OMITTED, False)]
    return node


def _without_words(node: Schema) -> Schema:
    """The schema without the descriptions of its inner schemas."""

    def drop(inner: Schema) -> Schema:
        return {key: value for key, value in inner.items() if key != "description"}

    words = {key: node[key] for key in ("description",) if key in node}
    return {**_map(node, drop), **words}
