"""Which fields of answers are never null: messages that the contract does not call optional."""

from collections import defaultdict
from typing import Any

from altsports.contract.catalog import Catalog
from altsports.contract.namespaces import prefix_of, prefixed

Fields = dict[str, set[str]]


def never_null(catalog: Catalog) -> Fields:
    """The fields by schema. On the wire every message field may be absent, so the contract's word counts."""
    found: Fields = defaultdict(set)
    for method in catalog.methods:
        response = method.response_class.DESCRIPTOR
        _add(response, found)
        found[f"{method.operation_id}Metadata"] |= found[_name(response)]
    return found


def without_nulls(schemas: dict[str, Any], fields: Fields) -> None:
    """Removes null from the types of these fields."""
    for name in fields.keys() & schemas.keys():
        properties = schemas[name].get("properties", {})
        for field in fields[name] & properties.keys():
            schema = properties[field]
            options = [option for option in schema.pop("anyOf", ()) if option != {"type": "null"}]
            schema |= options[0] if len(options) == 1 else {}


def _add(message: Any, found: Fields) -> None:
    if _name(message) in found:
        return
    found[_name(message)] = {field.name for field in message.fields if _is_always_set(field)}
    for field in message.fields:
        if field.message_type is not None:
            _add(field.message_type, found)


def _is_always_set(field: Any) -> bool:
    return field.message_type is not None and not field.is_repeated and field.containing_oneof is None


def _name(message: Any) -> str:
    return prefixed(prefix_of(message.file.GetOptions()), message.name)
