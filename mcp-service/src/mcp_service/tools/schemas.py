"""JSON Schemas of tools, built from the contract's Pydantic models: flat, without references, concise.

Input schemas state what the model checks, in the keywords that all common hosts know. Output schemas state
only the structure: they accept every answer that the contract can encode, so a client that validates answers
never refuses a valid one.
"""

from collections.abc import Callable, Sequence
from typing import Any

from altsports.contract.json_values import is_array, is_object
from altsports.contract.model import OMITTED, Message

Schema = dict[str, Any]

_DEEPEST = 3
"""How many times a message may contain itself before the schema states only "object"."""
_COMBINERS = ("anyOf", "oneOf", "allOf")
_FORMATS = {
    "date-time": "RFC 3339, such as 2026-09-01T17:00:00Z.",
    "date": "Such as 2026-09-01.",
    "uri": "A URL with https://.",
}
"""Formats as words: several hosts refuse a schema whose formats they do not know. The model checks them."""
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
    """The schema of a message as an answer. Properties are required unless the contract omits absent ones."""
    schema = _map(_without_references(model.model_json_schema(mode="serialization")), _as_result)
    return _object(schema.get("properties", {}), schema.get("required", []))


def outline(schema: Schema) -> Schema:
    """The first level of a schema: names and types, which is what a list of tools has room for."""
    return _object({name: _type_of(value) for name, value in schema["properties"].items()}, ())


def listed(item: Schema, keep: tuple[str, ...]) -> Schema:
    """The outline of a tool whose whole result is a list; `keep` names the fields of its items."""
    kept = {name: _type_of(item["properties"][name]) for name in keep}
    items = _object(kept, keep) if keep else _type_of(item)
    return _object({"result": {"type": "array", "items": items}}, ["result"])


def _object(properties: Schema, required: Sequence[str]) -> Schema:
    result: Schema = {"type": "object", "properties": properties}
    if required:
        result["required"] = list(required)
    return result


def _type_of(node: Schema) -> Schema:
    """The type of a value, without its fields and descriptions."""
    result: Schema = {key: node[key] for key in ("type",) if key in node}
    options = [_type_of(option) for option in node.get("anyOf", ())]
    if options and all(option.keys() == {"type"} for option in options):
        result["type"] = [option["type"] for option in options]
    elif options:
        result["anyOf"] = options
    if is_object(items := node.get("items")):
        result["items"] = _type_of(items)
    return result


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
    if hint := _FORMATS.get(node.pop("format", "")):
        node["description"] = f"{node.get('description', '')} {hint}".strip()
    options = [option for option in node.get("anyOf", ()) if option.get("type") != "null"]
    if len(options) == 1:
        del node["anyOf"]
        node = {**options[0], **node}
        if node.get("default", ...) is None:
            del node["default"]
    if node.get("default") == "":
        del node["default"]  # the same as leaving the argument out, which the description explains
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
