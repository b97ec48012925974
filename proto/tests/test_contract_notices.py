"""Notices are complete, and read as their templates say."""

from collections.abc import Iterator

import pytest
from google.protobuf.descriptor_pb2 import DescriptorProto, FileDescriptorProto

from altsports.contract.notices import load_notices
from altsports.contract.text import refused_in_prose
from altsports.options.v1 import notices_pb2
from altsports.task.v1.events_models import NotificationCreated
from altsports.task.v1.notices_models import RunFailed
from generator.notice_faults import notice_faults

FAILED = RunFailed(
    run_id="r1", title="Deep\nanalysis", error="No sources\n", recovery=["Add one", " ", "Retry"], fence=3
)


def test_the_notices_of_the_contract_have_no_faults(protos, catalog) -> None:
    routes = {method.http.path for method in catalog.methods if method.http and method.http.verb == "GET"}
    assert notice_faults(protos, routes) == []
    assert "RunFailed: there is no GET route /api/v1/tasks/{run_id}/status" in notice_faults(protos, [])


def test_a_notice_reads_as_its_templates_say() -> None:
    spec = load_notices().of(FAILED)
    text = spec.text_of(FAILED)
    assert (spec.kind, spec.severity, spec.email, spec.security) == ("run.failed", "error", "at_once", False)
    assert (text.key, text.title, text.body) == ("r1 3", "Deep analysis failed", "No sources")
    assert (text.steps, text.link) == (("Add one", "Retry"), "/api/v1/tasks/r1/status")


def test_text_of_a_notice_is_visible_and_of_limited_length() -> None:
    error = "Bell \x07 and \u202e turned\r\nnext\tline " + "x" * 5000
    notice = RunFailed(run_id="r1", title="T" * 500, error=error, recovery=["a\nb", *["again"] * 30])
    text = load_notices().of(notice).text_of(notice)
    assert text.body.startswith("Bell   and  turned\nnext\tline xxx")
    assert (len(text.title), len(text.body), len(text.steps)) == (200, 4000, 10)
    assert text.steps[0] == "a b"
    assert text.body.endswith(" ...")
    assert refused_in_prose(text.body) is None


def test_what_is_no_notice_is_refused() -> None:
    with pytest.raises(LookupError):
        load_notices().of(NotificationCreated.model_construct())  # type: ignore[arg-type]


def test_every_omission_is_reported() -> None:
    bad = DescriptorProto(name="KiteLost")
    bad.field.add(name="kite_id", number=1, type=9, label=1)
    option = bad.options.Extensions[notices_pb2.notice]
    option.kind, option.title, option.body = "kite.gone", "{kite} is lost", "Away"
    option.key, option.link = "kite", "https://elsewhere.example"
    file = FileDescriptorProto(
        name="altsports/toys/v1/notices.proto", message_type=[bad, DescriptorProto(name="Odd")]
    )
    assert set(notice_faults([file], [])) == set(_faults())


def _faults() -> Iterator[str]:
    yield "KiteLost: the kind 'kite.gone' does not match the name of the message"
    yield "KiteLost: has no about"
    yield "KiteLost: its key names no field, so that a user would get it only once in a lifetime"
    yield "KiteLost: its link is not a path of this product"
    yield "KiteLost: has no field kite"
    yield "KiteLost: the field kite_id has no example"
    yield "KiteLost: has no comment"
    yield "Odd: notices.proto has all notices, and nothing else"
