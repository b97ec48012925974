"""Values that every generated model rejects."""

from datetime import UTC, datetime
from typing import Annotated, Any

import orjson
import pytest
from pydantic import Field, ValidationError

from altsports.contract.catalog import load_catalog
from altsports.contract.model import (
    Day,
    Email,
    HttpUri,
    Lower,
    Message,
    Prose,
    Text,
    TextLine,
    Time,
    Uuid,
    says,
)
from altsports.task.v1.notifications_models import MarkAllNotificationsReadRequest
from altsports.task.v1.task_schedules_models import CreateTaskScheduleRequest
from altsports.task.v1.tasks_models import ShareTaskRequest


class Sample(Message):
    text: Text = ""
    line: TextLine = ""
    prose: Prose = ""
    uri: HttpUri = ""
    email: Email | None = None
    id: Uuid = ""
    day: Day = ""
    time: Time | None = None
    word: Annotated[Text, Lower] = ""
    year: Annotated[int, Field(ge=1800), says("The year must be 1800 or later")] = 1900


def _only_error(**data) -> dict[str, Any]:
    with pytest.raises(ValidationError) as caught:
        Sample(**data)
    (error,) = caught.value.errors()
    return dict(error)


def test_unknown_fields_are_refused_so_that_no_privileged_one_slips_in():
    error = _only_error(role="admin")
    assert (error["type"], error["loc"]) == ("extra_forbidden", ("role",))


def test_nul_characters_are_refused_because_the_database_cannot_hold_them():
    assert _only_error(text="a\x00b")["msg"] == "Text must not contain NUL characters"
    assert _only_error(uri="http://a\x00b")["type"] == "value_error"


@pytest.mark.parametrize("field", ["line", "uri", "email"])
def test_lines_have_no_control_characters(field: str):
    error = _only_error(**{field: "https://a\u202eb"})
    assert error["msg"] == "Text must be one line of visible characters: remove U+202E"


def test_prose_has_lines():
    assert Sample(prose="a\n\tb").prose == "a\n\tb"
    assert _only_error(prose="a\x1bb")["msg"] == "Text must have visible characters only: remove U+001B"


@pytest.mark.parametrize("field", ["line", "prose"])
def test_text_that_nobody_sees_is_refused(field: str):
    assert Sample.model_validate({field: ""})  # left out
    for blank in (" ", "\u3000"):
        assert _only_error(**{field: blank})["msg"] == "Text must have a visible character, or be left out"


def test_an_address_that_mail_programs_would_decode_is_refused():
    assert _only_error(email="=?utf-8?q?a?=@example.org")["msg"] == "The address must not contain '=?'"


@pytest.mark.parametrize(
    "uri", ["https://example.org/a b", "https://exa mple.org", "https://example.org/\u3000"]
)
def test_an_address_with_spaces_is_refused(uri: str):
    assert _only_error(uri=uri)["type"] == "url_parsing"


@pytest.mark.parametrize("uri", ["https://example.org/x", "http://localhost:8000", ""])
def test_absolute_http_addresses_and_the_empty_text_are_taken(uri: str):
    assert Sample(uri=uri).uri == uri


@pytest.mark.parametrize(
    "uri", ["ftp://example.org", "javascript:alert(1)", "//example.org", "example.org", "https://"]
)
def test_other_addresses_are_refused(uri: str):
    assert _only_error(uri=uri)["type"] == "url_parsing"


@pytest.mark.parametrize("uri", ["https://[::1", "http://[not-an-address]/"])
def test_addresses_that_cannot_be_read_are_refused_too(uri: str):
    assert _only_error(uri=uri)["loc"] == ("uri",)


def test_an_address_is_told_as_one_in_the_schema():
    properties = Sample.model_json_schema()["properties"]
    assert properties["uri"]["format"] == "uri"
    assert {"type": "string", "format": "email"} in properties["email"]["anyOf"]


def test_whatever_is_too_long_is_told_as_text_in_every_request():
    told = {}
    for method in load_catalog().methods:
        for name in method.request_model.model_fields:
            for error in _errors(method.request_model, {name: "x" * 100_000}):
                if error["loc"] == (name,) and "long" in error["type"]:
                    told[f"{method.operation_id}.{name}"] = error["type"]
    assert set(told.values()) == {"string_too_long"}
    assert {"SearchLeagues.query", "CreateLeague.name", "Login.username"} <= told.keys()


def _errors(model: type[Message], data: dict) -> list:
    try:
        model.model_validate(data)
    except ValidationError as error:
        return error.errors()
    return []


def test_the_domain_of_an_email_address_is_lower_cased():
    assert Sample(email="Ann@EXAMPLE.org").email == "Ann@example.org"


def test_words_are_trimmed_and_lower_cased_before_any_rule():
    assert Sample(word="  SocCer ").word == "soccer"


@pytest.mark.parametrize("year", [1200, "soon"])
def test_a_rule_may_say_it_in_its_own_words(year):
    error = _only_error(year=year)
    assert (error["type"], error["msg"]) == ("value_error", "The year must be 1800 or later")


def test_the_rules_of_a_list_hold_for_each_item():
    errors = _errors(ShareTaskRequest, {"task_id": "1", "user_ids": ["ann", "x" * 65, "a\x00b"]})
    assert [(error["type"], error["loc"]) for error in errors] == [
        ("string_too_long", ("user_ids", 1)),
        ("value_error", ("user_ids", 2)),
    ]


@pytest.mark.parametrize("time", ["9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00+14:00"])
def test_times_that_do_not_exist_in_utc_are_refused(time: str):
    (error,) = _errors(MarkAllNotificationsReadRequest, {"until_time": time})
    assert (error["type"], error["loc"]) == ("out_of_range", ("until_time",))


def test_objects_are_refused_before_protobuf_refuses_their_depth():
    schedule = {"name": "a", "type": "housekeeping", "cron": "0 4 * * *"}
    deep: dict[str, Any] = {}
    for _ in range(19):
        deep = {"a": [], "b": deep}
    request = CreateTaskScheduleRequest.model_validate({**schedule, "params": deep})
    method = load_catalog().by_path["/altsports.task.v1.TaskScheduleService/CreateTaskSchedule"]
    sent = method.request_from_json(request.model_dump(exclude_none=True)).SerializeToString()
    assert method.request_to_json(method.request_class.FromString(sent))["params"]["b"]
    (error,) = _errors(CreateTaskScheduleRequest, {**schedule, "params": {"a": deep}})
    assert (error["type"], error["loc"]) == ("nested_too_deep", ("params",))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "zz"),
        ("id", "00000000-0000-4000-8000-00000000000"),
        ("id", "00000000000040008000000000000000"),
        ("day", "20260701"),
        ("day", "2026-02-30"),
        ("day", "2026-07-01T00:00:00Z"),
        ("time", "20260701"),
        ("time", "1751328000"),
        ("time", "-1"),
        ("time", 0),
    ],
)
def test_what_is_no_id_day_or_time_is_refused_and_never_guessed(field, value):
    body = orjson.dumps({field: value})
    with pytest.raises(ValidationError) as caught:
        Sample.model_validate_json(body, strict=True)
    assert [error["loc"] for error in caught.value.errors()] == [(field,)]


def test_ids_are_compared_in_lower_case_and_times_in_utc():
    made = Sample.model_validate_json(
        '{"id": "ABCDEF00-0000-4000-8000-000000000000", "time": "2026-07-01T12:00:00+02:00"}', strict=True
    )
    assert made.id == "abcdef00-0000-4000-8000-000000000000"
    assert made.time == datetime(2026, 7, 1, 10, tzinfo=UTC)
