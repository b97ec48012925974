"""Makes the schemas that Pydantic writes precise: no null that is never sent, examples on parameters."""

from collections import defaultdict
from collections.abc import Iterator
from http import HTTPStatus
from itertools import count
from json import dumps, loads
from typing import Any

from altsports.contract.json_values import is_array, is_object

Schema = dict[str, Any]

_SHARED_BY = 6

_REFERENCE = "#/components/schemas/"
_TIME = "2025-09-29T17:30:00Z"
_KNOWN = {"Idempotency-Key": "6f1c2d8e-order-17", "If-Match": '"3"', "page_token": "MjA"}


def operations_of(document: Schema) -> Iterator[Schema]:
    """Every operation of the document."""
    for path in document["paths"].values():
        yield from path.values()


def finish_parameters(document: Schema) -> None:
    """A parameter is never null, and each has an example: its own or that of one with the same name."""
    parameters = [each for found in operations_of(document) for each in found.get("parameters", ())]
    for parameter in parameters:
        schema = parameter["schema"] = _not_null(parameter["schema"])
        schema.pop("description", None)
        for example in schema.pop("examples", [])[:1]:
            parameter["example"] = example
    shown = {each["name"]: each["example"] for each in parameters if "example" in each}
    for parameter in parameters:
        parameter.setdefault("example", _example(parameter["name"], parameter["schema"], _KNOWN | shown))


def _example(name: str, schema: Schema, known: Schema) -> Any:
    if "default" in schema:
        return schema["default"]
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("format") == "date-time":
        return _TIME
    kinds = {"boolean": True, "integer": schema.get("minimum", 1), "number": schema.get("minimum", 1)}
    return kinds[schema["type"]] if schema["type"] in kinds else known.get(name, name)


def _lists_objects(examples: Any) -> bool:
    """Whether these are examples of a list of objects."""
    return (
        bool(examples)
        and isinstance(examples[0], list)
        and any(isinstance(each, dict) for each in examples[0])
    )


def finish_answers(document: Schema) -> None:
    """A field of an answer has no default, and is not null if it may be absent."""
    schemas: dict[str, Schema] = document["components"]["schemas"]
    for name in _reachable([found["responses"] for found in operations_of(document)], schemas):
        required = schemas[name].get("required", ())
        properties: dict[str, Schema] = schemas[name].get("properties", {})
        for field, schema in properties.items():
            schema.pop("default", None)
            if _lists_objects(
                schema.get("examples")
            ):  # of a request, which may leave out fields of its items
                del schema["examples"]
            if field not in required:
                properties[field] = _not_null(schema)


def finish_bodies(document: Schema) -> None:
    """A default of a body is stated in words, because generators of types require fields that have one."""
    schemas: dict[str, Schema] = document["components"]["schemas"]
    bodies = [found["requestBody"] for found in operations_of(document) if "requestBody" in found]
    for name in _reachable(bodies, schemas):
        for schema in schemas[name].get("properties", {}).values():
            default = schema.pop("default", None)
            if default not in (None, "", []):
                schema["description"] = f"{schema.get('description', '')} Default: {dumps(default)}.".strip()


def share_responses(document: Schema) -> None:
    """Moves answers that several operations have in common to the components, which halves the document."""
    users: dict[str, list[tuple[Schema, str]]] = defaultdict(list)
    for operation in operations_of(document):
        for status, response in operation["responses"].items():
            users[dumps(response)].append((operation["responses"], status))
    shared: dict[str, Schema] = {}
    for text, places in sorted(users.items(), key=lambda item: (-len(item[1]), item[0])):
        status = HTTPStatus(int(places[0][1]))
        if len(places) < _SHARED_BY or status < 300:
            continue
        words = status.phrase.title().replace(" ", "")
        name = next(
            each for number in count(1) if (each := f"{words}{number if number > 1 else ''}") not in shared
        )
        shared[name] = loads(text)
        for responses, key in places:
            responses[key] = {"$ref": f"#/components/responses/{name}"}
    document["components"]["responses"] = dict(sorted(shared.items()))


def drop_titles(node: Any) -> None:
    """Removes the titles that Pydantic derives from the names of fields, which say nothing new."""
    for schema in _objects(node):
        for properties in (schema.get("properties"), schema.get("$defs")):
            for found in properties.values() if is_object(properties) else ():
                found.pop("title", None)
        if is_object(schema.get("schema")):
            schema["schema"].pop("title", None)


def _not_null(schema: Schema) -> Schema:
    options = [option for option in schema.get("anyOf", ()) if option.get("type") != "null"]
    if "anyOf" not in schema or len(options) == len(schema["anyOf"]):
        return schema
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    if rest.get("default", ...) is None:
        del rest["default"]
    return {**options[0], **rest} if len(options) == 1 else {"anyOf": options, **rest}


def _reachable(nodes: list[Any], schemas: dict[str, Schema]) -> set[str]:
    """The names of the schemas that some nodes refer to, directly or through others."""
    found: set[str] = set()
    while nodes:
        names = {
            schema["$ref"].removeprefix(_REFERENCE)
            for node in nodes
            for schema in _objects(node)
            if str(schema.get("$ref", "")).startswith(_REFERENCE)
        } - found
        found |= names
        nodes = [schemas[name] for name in names]
    return found


def _objects(node: Any) -> Iterator[Schema]:
    if is_array(node):
        for item in node:
            yield from _objects(item)
    if is_object(node):
        yield node
        for value in node.values():
            yield from _objects(value)
