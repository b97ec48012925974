"""Traces: explicit spans where work begins and ends; ids are propagated even if nothing is recorded."""

import importlib
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Literal, Protocol, Self

from service_kit.settings.mesh import MeshSettings
from service_kit.telemetry.trace_context import (
    TraceContext,
    current_trace,
    new_trace,
    parse_traceparent,
    set_current_trace,
)

SpanKind = Literal["internal", "server", "client", "producer", "consumer"]
Attributes = Mapping[str, str | int | float | bool]


class Recording(Protocol):
    """A recorded span."""

    @property
    def place(self) -> TraceContext: ...
    def set(self, key: str, value: str | float) -> None: ...
    def fail(self, error: BaseException | str) -> None: ...
    def end(self) -> None: ...


class Recorder(Protocol):
    """Records and exports spans; `export` contains the recorder for OTLP."""

    def start(
        self, name: str, kind: SpanKind, parent: TraceContext | None, attributes: Attributes | None
    ) -> Recording: ...
    def close(self) -> None: ...


_recorder: Recorder | None = None


def configure(settings: MeshSettings, service: str) -> None:
    """Records spans and sends them over OTLP if ENABLE_TRACING or an endpoint is set."""
    if settings.tracing_enabled:
        # The SDK costs memory and start-up time, so processes that record nothing do not import it.
        exporter: Any = importlib.import_module("service_kit.telemetry.export")
        set_recorder(exporter.otlp_recorder(settings, service))


def set_recorder(recorder: Recorder | None) -> None:
    """Replaces the recorder; tests pass one that stores spans."""
    global _recorder
    _recorder = recorder


def shutdown() -> None:
    """Sends pending spans."""
    if _recorder is not None:
        _recorder.close()
    set_recorder(None)


class Span:
    """A piece of work as a context manager; an exception that leaves it marks it as failed."""

    __slots__ = ("_before", "_recording", "place")

    def __init__(self, place: TraceContext, recording: Recording | None) -> None:
        self.place = place
        self._recording = recording
        self._before: TraceContext | None = None

    @property
    def is_recorded(self) -> bool:
        """False if the span is not recorded and only propagates the trace."""
        return self._recording is not None

    def set(self, key: str, value: str | float) -> None:
        """Adds an attribute."""
        if self._recording is not None:
            self._recording.set(key, value)

    def fail(self, error: BaseException | str) -> None:
        """Marks the work as failed without an exception."""
        if self._recording is not None:
            self._recording.fail(error)

    def __enter__(self) -> Self:
        self._before = current_trace()
        set_current_trace(self.place)
        return self

    def __exit__(
        self, _type: type[BaseException] | None, error: BaseException | None, _tb: TracebackType | None
    ) -> None:
        set_current_trace(self._before)
        self.end(error)

    def end(self, error: BaseException | None = None) -> None:
        """Ends work that is not used as a context manager, such as a stream."""
        if self._recording is not None:
            if error is not None:
                self._recording.fail(error)
            self._recording.end()


def span(name: str, *, kind: SpanKind = "internal", attributes: Attributes | None = None) -> Span:
    """Work inside the current trace: `with span("score opportunities", attributes={"league_id": ...}):`."""
    here = current_trace()
    if _recorder is None:
        return Span(here or new_trace(), None)
    recording = _recorder.start(name, kind, here, attributes)
    return Span(recording.place, recording)


def server_span(
    name: str, traceparent: str | None, *, kind: SpanKind = "server", attributes: Attributes | None = None
) -> Span:
    """Starts work for another process: in the trace of its `traceparent`, or in a new one."""
    parent = parse_traceparent(traceparent)
    if _recorder is None:
        return Span(parent or new_trace(), None)
    recording = _recorder.start(name, kind, parent, attributes)
    return Span(recording.place, recording)


def current_trace_id() -> str:
    """The trace id for answers and logs; empty outside a request or job."""
    here = current_trace()
    return here.trace_id if here else ""
