"""PATCH of rows: null and an empty list clear a field, which protobuf cannot express and `clear` names."""

from typing import Any, Final

import orjson

from altsports.contract.catalog import Method
from altsports.contract.json_values import is_array, is_object
from altsports.options.v1 import options_pb2

CLEAR: Final = "clear"
"""The field of a request that names the fields to clear."""


def clearable(method: Method) -> frozenset[str]:
    """The fields that a method can clear."""
    field = method.request_class.DESCRIPTOR.fields_by_name.get(CLEAR)
    return frozenset(field.GetOptions().Extensions[options_pb2.rules].values) if field else frozenset()


def with_cleared(body: bytes, fields: frozenset[str]) -> bytes:
    """The body with those of `fields` that are null or an empty list named in `clear` instead."""
    if b"null" not in body and b"[" not in body:
        return body
    try:
        content: Any = orjson.loads(body)
    except orjson.JSONDecodeError:  # reported where the body is validated
        return body
    if not is_object(content):
        return body
    cleared = [name for name, value in content.items() if name in fields and (value is None or value == [])]
    stated = content.get(CLEAR, [])
    if not cleared or not is_array(stated):
        return body
    kept = {name: value for name, value in content.items() if name not in cleared}
    return orjson.dumps({**kept, CLEAR: [*stated, *cleared]})
