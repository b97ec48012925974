"""Messages convert to plain values and back without loss, for every message of the contract."""

import os
from datetime import UTC, datetime
from typing import cast

import pytest
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.json_format import ParseDict
from google.protobuf.struct_pb2 import Struct
from google.protobuf.timestamp_pb2 import Timestamp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altsports.contract.catalog import Method, load_catalog
from altsports.contract.values import fill, set_fields, struct_to_json, timestamp_to_json

METHODS = load_catalog().methods
MOMENTS = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001 - naive bounds are what it takes
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=5,
)
OBJECTS = st.dictionaries(st.text(max_size=5), JSON, max_size=3)
SCALARS = {
    FieldDescriptor.TYPE_STRING: st.text(max_size=10),
    FieldDescriptor.TYPE_BYTES: st.binary(max_size=10),
    FieldDescriptor.TYPE_BOOL: st.booleans(),
    FieldDescriptor.TYPE_INT32: st.integers(-(2**31), 2**31 - 1),
    FieldDescriptor.TYPE_INT64: st.integers(-(2**63), 2**63 - 1),
    FieldDescriptor.TYPE_DOUBLE: st.floats(allow_nan=False),
}
pytestmark = pytest.mark.soak
MODEST = settings(
    max_examples=int(os.environ.get("TEST_EXAMPLES", "15")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def _values(field: FieldDescriptor) -> st.SearchStrategy:
    if field.message_type is None:
        return SCALARS[field.type]
    name = field.message_type.full_name
    if name == "google.protobuf.Timestamp":
        return MOMENTS
    return OBJECTS if name == "google.protobuf.Struct" else _objects(field.message_type)


def _objects(message: Descriptor) -> st.SearchStrategy[dict]:
    """Any combination of fields, with at most one of each oneof."""
    groups = [field for oneof in message.oneofs for field in oneof.fields[1:]]
    fields = [field for field in message.fields if field not in groups]
    return st.fixed_dictionaries({}, optional={field.name: _of(field) for field in fields})


def _of(field: FieldDescriptor) -> st.SearchStrategy:
    if field.message_type and field.message_type.GetOptions().map_entry:
        value = field.message_type.fields_by_name["value"]
        return st.dictionaries(st.text(max_size=5), _values(value), max_size=2)
    one = st.deferred(lambda: _values(field))
    return st.lists(one, max_size=2) if field.is_repeated else one


def _named(methods) -> dict:
    return {"argvalues": methods, "ids": [method.rpc for method in methods]}


@pytest.mark.parametrize("method", **_named(METHODS))
def test_a_request_survives_the_way_to_plain_values_and_back(method: Method):
    @MODEST
    @given(_objects(cast("Descriptor", method.request_class.DESCRIPTOR)))
    def check(data):
        request = method.request_from_json(data)
        assert method.request_from_json(method.request_to_json(request)) == request

    check()


@pytest.mark.parametrize("method", **_named([m for m in METHODS if m.response_class.DESCRIPTOR.fields]))
def test_what_an_answer_shows_as_json_tells_the_whole_message(method: Method):
    @MODEST
    @given(_objects(cast("Descriptor", method.response_class.DESCRIPTOR)))
    def check(data):
        response = fill(method.response_class(), data)
        shown = method.response_to_json(response)
        assert list(shown) == list(method.response_class.DESCRIPTOR.fields_by_name)
        assert fill(method.response_class(), shown) == response

    check()


@given(MOMENTS)
def test_a_moment_is_shown_as_rfc_3339_in_utc_to_the_microsecond(moment: datetime):
    stamp = Timestamp()
    stamp.FromDatetime(moment)
    text = timestamp_to_json(stamp)
    assert text.endswith("Z")
    assert datetime.fromisoformat(text) == moment


def test_a_moment_on_the_second_has_no_fraction():
    assert timestamp_to_json(Timestamp(seconds=1_700_000_000)) == "2023-11-14T22:13:20Z"


def test_nanoseconds_are_cut_to_microseconds():
    assert timestamp_to_json(Timestamp(seconds=0, nanos=1_999)) == "1970-01-01T00:00:00.000001Z"


@given(OBJECTS)
def test_an_object_comes_back_with_its_whole_numbers_whole(data: dict):
    assert struct_to_json(ParseDict(data, Struct())) == data


def test_numbers_too_large_to_be_exact_stay_floats():
    assert struct_to_json(ParseDict({"n": 2.0**60}, Struct())) == {"n": 2.0**60}


def test_fields_that_are_unset_or_unknown_stay_out_of_a_request():
    request = fill(METHODS[0].request_class(), {"no_such_field": 1})
    assert set_fields(request) == {}
