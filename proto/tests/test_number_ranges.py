"""Numbers that protobuf or PostgreSQL cannot hold are refused by the name of their field."""

import math

import pytest
from google.protobuf.descriptor import FieldDescriptor
from pydantic import ValidationError

from altsports.contract.catalog import Method, load_catalog

BITS = {FieldDescriptor.CPPTYPE_INT32: 32, FieldDescriptor.CPPTYPE_INT64: 64}
FIELDS = [
    pytest.param(method, field, id=f"{method.name}-{field.name}")
    for method in load_catalog().methods
    for field in method.request_class.DESCRIPTOR.fields
    if field.cpp_type in BITS and not field.is_repeated
]


def _is_refused(method: Method, name: str, value: object) -> bool:
    with pytest.raises(ValidationError) as refusal:
        method.request_model.model_validate({name: value})
    return any(error["loc"] == (name,) for error in refusal.value.errors())


@pytest.mark.parametrize(("method", "field"), FIELDS)
def test_a_huge_integer_is_refused_by_name(method: Method, field: FieldDescriptor):
    most = 2 ** (BITS[field.cpp_type] - 1)
    for value in (most, -most - 1, 2**64, 10**400):
        assert _is_refused(method, field.name, value)
        assert _is_refused(method, field.name, str(value))


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, "inf", "nan", "1e999"])
def test_a_number_that_is_none_is_refused_by_name(value: object):
    doubles = [
        (method, field.name)
        for method in load_catalog().methods
        for field in method.request_class.DESCRIPTOR.fields
        if field.cpp_type == FieldDescriptor.CPPTYPE_DOUBLE
    ]
    assert all(_is_refused(method, name, value) for method, name in doubles)
