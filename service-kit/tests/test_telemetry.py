"""One trace across processes: W3C ids in and out, recorded or not."""

from collections.abc import Iterator

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from service_kit.errors import NotFound
from service_kit.settings.mesh import MeshSettings
from service_kit.telemetry import tracing
from service_kit.telemetry.export import SdkRecorder, otlp_recorder
from service_kit.telemetry.trace_context import TraceContext, current_trace, new_trace, parse_traceparent

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
HEADER = f"00-{TRACE}-{SPAN}-01"


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    tracing.set_recorder(SdkRecorder("test", SimpleSpanProcessor(exporter)))
    yield exporter
    tracing.shutdown()


def test_a_traceparent_is_read_and_written_as_w3c_says():
    place = parse_traceparent(HEADER)
    assert place == TraceContext(TRACE, SPAN, True)
    assert place.traceparent == HEADER
    assert parse_traceparent(f"00-{TRACE}-{SPAN}-00") == TraceContext(TRACE, SPAN, False)
    assert parse_traceparent(f"cc-{TRACE}-{SPAN}-01-what-comes-later") == place


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "garbage",
        f"ff-{TRACE}-{SPAN}-01",
        f"00-{'0' * 32}-{SPAN}-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"00-{TRACE.upper()}-{SPAN}-01",
        f"00-{TRACE}-{SPAN}-01-more",
        f"cc-{TRACE}-{SPAN}-01more",
    ],
)
def test_a_malformed_traceparent_starts_a_new_trace(text):
    assert parse_traceparent(text) is None
    with tracing.server_span("x", text) as span:
        assert span.place.trace_id != TRACE


def test_ids_travel_even_when_nobody_records():
    with tracing.server_span("x", HEADER):
        assert tracing.current_trace_id() == TRACE
        with tracing.span("inner"):
            here = current_trace()
            assert here is not None
            assert here.traceparent == HEADER
    assert current_trace() is None


def test_new_traces_differ():
    assert len({new_trace().trace_id for _ in range(100)}) == 100


def test_recorded_spans_form_one_tree(spans):
    with (
        tracing.server_span("outer", HEADER),
        tracing.span("inner", kind="client", attributes={"n": 1}) as inner,
    ):
        inner.set("more", "facts")
    found = {span.name: span for span in spans.get_finished_spans()}
    outer, inner_span = found["outer"], found["inner"]
    assert f"{outer.context.trace_id:032x}" == TRACE
    assert f"{outer.parent.span_id:016x}" == SPAN
    assert inner_span.parent.span_id == outer.context.span_id
    assert dict(inner_span.attributes) == {"n": 1, "more": "facts"}
    assert tracing.current_trace_id() == ""


def test_a_failed_span_names_the_reason_and_not_the_text(spans):
    with pytest.raises(NotFound), tracing.span("x"):
        raise NotFound("the league of hunter2", reason="LEAGUE_NOT_FOUND")
    (span,) = spans.get_finished_spans()
    assert span.status.description == "LEAGUE_NOT_FOUND"
    assert "hunter2" not in span.to_json()


def test_a_trace_that_its_sender_does_not_record_is_not_recorded_here(spans):
    with tracing.server_span("x", f"00-{TRACE}-{SPAN}-00") as span:
        assert span.place.trace_id == TRACE
    assert spans.get_finished_spans() == ()


def test_nothing_is_recorded_unless_asked(tmp_path):
    settings = MeshSettings(home=tmp_path, env="test")
    assert not settings.tracing_enabled
    tracing.configure(settings, "x")
    with tracing.span("x") as span:
        assert not span.place.sampled


def test_an_endpoint_turns_recording_on_and_an_absent_collector_hurts_nobody(tmp_path):
    settings = MeshSettings(home=tmp_path, env="test", otel_exporter_otlp_endpoint="http://127.0.0.1:9")
    assert settings.tracing_enabled
    recorder = otlp_recorder(settings, "x")
    recorder.start("x", "server", None, None).end()
    recorder.close()
