"""Changes that break a client, shown on small contracts."""

from typing import Any, cast

import pytest
from google.api import annotations_pb2
from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorSet

from altsports.options.v1 import events_pb2, notices_pb2, options_pb2
from generator.breaking import breaking_changes

Field = FieldDescriptorProto


@pytest.fixture
def old() -> FileDescriptorSet:
    """A contract with one method, one path, one alias, one tool, and a few fields."""
    files = FileDescriptorSet()
    file = files.file.add(name="altsports/tea/v1/teas.proto", package="altsports.tea.v1")
    request = file.message_type.add(name="GetTeaRequest")
    _add(request, "tea_id", 1).options.Extensions[options_pb2.rules].required = True
    _add(request, "strength", 2).options.Extensions[options_pb2.rules].values.extend(["weak", "strong"])
    tea = file.message_type.add(name="GetTeaResponse")
    _add(tea, "name", 1)
    _add(tea, "leaves", 2, label=Field.LABEL_REPEATED)
    method = file.service.add(name="TeaService").method.add(
        name="GetTea",
        input_type=".altsports.tea.v1.GetTeaRequest",
        output_type=".altsports.tea.v1.GetTeaResponse",
    )
    http: Any = annotations_pb2.http
    method.options.Extensions[http].get = "/api/v1/teas/{tea_id}"
    policy = method.options.Extensions[options_pb2.policy]
    policy.access = options_pb2.Policy.PUBLIC
    policy.tool.title = "Get a tea"
    policy.aliases.add(path="GET /teas/{tea_id}")
    return files


@pytest.fixture
def new(old: FileDescriptorSet) -> FileDescriptorSet:
    copy = FileDescriptorSet()
    copy.CopyFrom(old)
    return copy


def _add(message, name, number, *, label=Field.LABEL_OPTIONAL):
    return message.field.add(name=name, number=number, type=Field.TYPE_STRING, label=label)


def test_the_same_contract_breaks_nothing(old, new):
    assert breaking_changes(old, new) == []


def test_new_methods_messages_and_optional_fields_break_nothing(old, new):
    _add(new.file[0].message_type[0], "milk", 3)
    new.file[0].message_type.add(name="ListTeasRequest")
    new.file[0].service[0].method.add(name="ListTeas", input_type=".altsports.tea.v1.ListTeasRequest")
    assert breaking_changes(old, new) == []


def test_a_removed_field_breaks_its_readers(old, new):
    del new.file[0].message_type[1].field[0]
    assert breaking_changes(old, new) == ["field altsports.tea.v1.GetTeaResponse.name was removed"]


def test_a_renamed_field_is_a_removed_one_because_json_shows_the_name(old, new):
    new.file[0].message_type[1].field[0].name = "title"
    assert breaking_changes(old, new) == ["field altsports.tea.v1.GetTeaResponse.name was removed"]


def test_a_renumbered_field_breaks_the_wire(old, new):
    new.file[0].message_type[1].field[0].number = 9
    assert breaking_changes(old, new) == [
        "field altsports.tea.v1.GetTeaResponse.name changed its number from 1 to 9"
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"type": Field.TYPE_INT32}, "from string to int32"),
        ({"label": Field.LABEL_REPEATED}, "from string to repeated string"),
        ({"proto3_optional": True}, "from string to optional string"),
    ],
)
def test_a_retyped_field_breaks_both_ends(old, new, change, told):
    field = new.file[0].message_type[1].field[0]
    for name, value in change.items():
        setattr(field, name, value)
    assert breaking_changes(old, new) == [
        f"field altsports.tea.v1.GetTeaResponse.name changed its type {told}"
    ]


def test_a_field_that_becomes_required_breaks_callers_that_leave_it_out(old, new):
    new.file[0].message_type[0].field[1].options.Extensions[options_pb2.rules].required = True
    assert breaking_changes(old, new) == ["field altsports.tea.v1.GetTeaRequest.strength became required"]


def test_a_new_required_field_breaks_callers_that_do_not_know_it(old, new):
    _add(new.file[0].message_type[0], "cup", 3).options.Extensions[options_pb2.rules].required = True
    assert breaking_changes(old, new) == [
        "field altsports.tea.v1.GetTeaRequest.cup was added and is required"
    ]


def test_a_value_taken_from_a_vocabulary_breaks_callers_that_send_it(old, new):
    del new.file[0].message_type[0].field[1].options.Extensions[options_pb2.rules].values[0]
    assert breaking_changes(old, new) == [
        "field altsports.tea.v1.GetTeaRequest.strength no longer accepts weak"
    ]


def test_a_vocabulary_that_opens_up_breaks_nothing(old, new):
    new.file[0].message_type[0].field[1].options.Extensions[options_pb2.rules].ClearField("values")
    assert breaking_changes(old, new) == []


def test_a_removed_message_is_named(old, new):
    del new.file[0].message_type[1]
    assert breaking_changes(old, new) == ["message altsports.tea.v1.GetTeaResponse was removed"]


def test_a_removed_method_takes_its_paths_and_its_tool_along(old, new):
    del new.file[0].service[0].method[0]
    assert breaking_changes(old, new) == [
        "method altsports.tea.v1.TeaService.GetTea was removed",
        "path GET /api/v1/teas/{tea_id} was removed",
        "path GET /teas/{tea_id} was removed",
        "tool get_tea was removed",
        "operation id GetTea was removed",
    ]


def test_a_method_that_starts_to_stream_breaks_its_stubs(old, new):
    new.file[0].service[0].method[0].server_streaming = True
    assert breaking_changes(old, new) == [
        "method altsports.tea.v1.TeaService.GetTea changed from (GetTeaRequest) returns (GetTeaResponse)"
        " to (GetTeaRequest) returns (stream GetTeaResponse)"
    ]


def test_a_path_that_moves_to_the_aliases_breaks_nothing(old, new):
    method = new.file[0].service[0].method[0]
    http: Any = annotations_pb2.http
    method.options.Extensions[http].get = "/api/v1/drinks/{tea_id}"
    method.options.Extensions[options_pb2.policy].aliases.add(path="GET /api/v1/teas/{tea_id}")
    assert breaking_changes(old, new) == []


def test_a_renamed_tool_breaks_agents(old, new):
    new.file[0].service[0].method[0].options.Extensions[options_pb2.policy].tool.name = "pour_tea"
    assert breaking_changes(old, new) == ["tool get_tea was removed"]


def test_a_prefix_that_comes_later_breaks_agents_and_generated_clients(old, new):
    new.file[0].options.Extensions[options_pb2.prefix] = "herbal"
    assert breaking_changes(old, new) == ["tool get_tea was removed", "operation id GetTea was removed"]


def test_files_outside_the_areas_are_not_looked_at(old, new):
    old.file.add(name="google/api/http.proto", package="google.api").message_type.add(name="Http")
    old.file.add(name="altsports/options/v1/options.proto", package="altsports.options.v1").message_type.add(
        name="X"
    )
    assert breaking_changes(old, new) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"type": "tea.drunk"},
            "event altsports.tea.v1.TeaBrewed had the type 'tea.brewed' and has 'tea.drunk'",
        ),
        ({"channel": "cups"}, "event altsports.tea.v1.TeaBrewed had the channel 'teas' and has 'cups'"),
        ({"channel": ""}, "event altsports.tea.v1.TeaBrewed had the channel 'teas' and has ''"),
        ({"filters": []}, "event altsports.tea.v1.TeaBrewed has no filter by tea_id"),
        ({"hidden": ["tea_id"]}, "event altsports.tea.v1.TeaBrewed hides tea_id"),
        ({"audience": {"user": "tea_id"}}, "event altsports.tea.v1.TeaBrewed is not for everybody"),
    ],
)
def test_an_event_that_its_subscribers_no_longer_receive_as_before_breaks_them(old, change, sentence):
    given = {"type": "tea.brewed", "channel": "teas", "filters": ["tea_id"], "audience": {"everybody": True}}
    contracts = []
    for values in (given, given | change):
        files = FileDescriptorSet()
        files.CopyFrom(old)
        message = files.file[0].message_type.add(name="TeaBrewed")
        _add(message, "tea_id", 1)
        message.options.Extensions[events_pb2.event].CopyFrom(
            events_pb2.Event(**cast("dict[str, Any]", values))
        )
        contracts.append(files)
    assert breaking_changes(contracts[0], contracts[0]) == []
    assert breaking_changes(*contracts) == [sentence]


def test_a_notice_whose_kind_changes_loses_the_preferences_of_users(old):
    contracts = []
    for kind in ("tea.brewed", "tea.poured"):
        files = FileDescriptorSet()
        files.CopyFrom(old)
        message = files.file[0].message_type.add(name="TeaBrewed")
        message.options.Extensions[notices_pb2.notice].CopyFrom(notices_pb2.Notice(kind=kind, key="{tea_id}"))
        contracts.append(files)
    assert breaking_changes(*contracts) == [
        "notice altsports.tea.v1.TeaBrewed had the kind 'tea.brewed' and has 'tea.poured'"
    ]
