"""Prometheus metrics: one registry per process, and the common families of all processes."""

from collections.abc import Callable
from typing import Final

import prometheus_client
from prometheus_client import REGISTRY, Counter, Gauge, Histogram, generate_latest

prometheus_client.disable_created_metrics()  # pyright: ignore[reportUnknownMemberType]

BEFORE_RENDER: Final[list[Callable[[], None]]] = []
"""Functions that are called before each scrape, to count pending batches."""

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

GRPC_SERVER_HANDLED = Counter(
    "grpc_server_handled",
    "RPCs that this process answered.",
    ["grpc_service", "grpc_method", "grpc_code"],
)
GRPC_SERVER_SECONDS = Histogram(
    "grpc_server_handling_seconds",
    "Duration of RPCs that this process answered.",
    ["grpc_service", "grpc_method"],
    buckets=SECONDS,
)
GRPC_SERVER_IN_FLIGHT = Gauge("grpc_server_in_flight", "RPCs in progress in this process.")
GRPC_CLIENT_HANDLED = Counter(
    "grpc_client_handled",
    "RPCs made by this process, by outcome.",
    ["area", "grpc_method", "grpc_code"],
)
GRPC_CLIENT_SECONDS = Histogram(
    "grpc_client_handling_seconds",
    "Duration of RPCs made by this process, including retries.",
    ["area", "grpc_method"],
    buckets=SECONDS,
)
GRPC_CLIENT_RETRIES = Counter("grpc_client_retries", "RPCs that were retried.", ["area"])
GRPC_CLIENT_BREAKER = Gauge(
    "grpc_client_breaker_state",
    "The circuit breaker of a service: 0 closed, 1 half open, 2 open.",
    ["area"],
)
GRPC_CLIENT_STREAMS = Gauge(
    "grpc_client_streams",
    "Open streams that unary calls to a service share: one per process of it, 0 if each call is its own.",
    ["area"],
)


class CallMetrics:
    """The children of one method's families, looked up once because a look-up costs more than counting."""

    __slots__ = ("_codes", "_handled", "_labels", "_seconds")

    def __init__(self, handled: Counter, seconds: Histogram, *labels: str) -> None:
        self._handled = handled
        self._labels = labels
        self._seconds = seconds.labels(*labels)
        self._codes: dict[str, Counter] = {}

    def done(self, code: str, seconds: float) -> None:
        """Counts one finished call under the name of its gRPC code."""
        child = self._codes.get(code)
        if child is None:
            child = self._codes[code] = self._handled.labels(*self._labels, code)
        child.inc()
        self._seconds.observe(seconds)


def render() -> str:
    """Everything in the registry in Prometheus' text format 0.0.4."""
    for settle in BEFORE_RENDER:
        settle()
    return generate_latest(REGISTRY).decode()
