"""Records spans with the OpenTelemetry SDK and sends them over OTLP; imported only when tracing is on."""

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import NonRecordingSpan, SpanContext, Status, StatusCode, TraceFlags

from service_kit.errors import DomainError
from service_kit.settings.mesh import MeshSettings
from service_kit.telemetry.trace_context import TraceContext
from service_kit.telemetry.tracing import Attributes, SpanKind

_DEFAULT_ENDPOINT = "http://localhost:4317"
_KINDS: dict[SpanKind, trace.SpanKind] = {
    "internal": trace.SpanKind.INTERNAL,
    "server": trace.SpanKind.SERVER,
    "client": trace.SpanKind.CLIENT,
    "producer": trace.SpanKind.PRODUCER,
    "consumer": trace.SpanKind.CONSUMER,
}


def otlp_recorder(settings: MeshSettings, service: str) -> "SdkRecorder":
    """Creates a recorder for OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_TRACES_SAMPLER_ARG (0 to 1)."""
    endpoint = settings.otel_exporter_otlp_endpoint or _DEFAULT_ENDPOINT
    exporter = OTLPSpanExporter(endpoint=endpoint, insecure=not endpoint.startswith("https:"), timeout=2)
    return SdkRecorder(service, BatchSpanProcessor(exporter), ratio=settings.otel_traces_sampler_arg)


class SdkRecorder:
    """Records spans with the SDK, whose parents are trace contexts instead of the SDK's own contexts."""

    def __init__(self, service: str, processor: SpanProcessor, *, ratio: float = 1.0) -> None:
        self._provider = TracerProvider(
            resource=Resource.create({"service.name": service}),
            sampler=ParentBased(TraceIdRatioBased(ratio)),
            shutdown_on_exit=False,
        )
        self._provider.add_span_processor(processor)
        self._tracer = self._provider.get_tracer("altsports")

    def start(
        self, name: str, kind: SpanKind, parent: TraceContext | None, attributes: Attributes | None
    ) -> "SdkSpan":
        context = trace.set_span_in_context(NonRecordingSpan(_span_context(parent))) if parent else None
        return SdkSpan(
            self._tracer.start_span(name, context=context, kind=_KINDS[kind], attributes=attributes)
        )

    def close(self) -> None:
        self._provider.shutdown()


def _span_context(place: TraceContext) -> SpanContext:
    flags = TraceFlags(TraceFlags.SAMPLED if place.sampled else TraceFlags.DEFAULT)
    return SpanContext(int(place.trace_id, 16), int(place.span_id, 16), is_remote=True, trace_flags=flags)


class SdkSpan:
    """One span of the SDK."""

    __slots__ = ("_span", "place")

    def __init__(self, span: trace.Span) -> None:
        self._span = span
        context = span.get_span_context()
        self.place = TraceContext(
            f"{context.trace_id:032x}", f"{context.span_id:016x}", context.trace_flags.sampled
        )

    def set(self, key: str, value: str | float) -> None:
        self._span.set_attribute(key, value)

    def fail(self, error: BaseException | str) -> None:
        """Records the reason of a domain error, or the type of other errors: texts may contain secrets."""
        named = error if isinstance(error, str) else type(error).__name__
        reason = error.reason if isinstance(error, DomainError) else named
        self._span.set_status(Status(StatusCode.ERROR, reason))
        self._span.set_attribute("error.type", reason)

    def end(self) -> None:
        self._span.end()
