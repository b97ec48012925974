"""Prometheus metrics: one registry per process and the families that every process has."""

from collections.abc import Callable
from typing import Final

import prometheus_client
from prometheus_client import REGISTRY, Counter, Gauge, Histogram, generate_latest

prometheus_client.disable_created_metrics()  # pyright: ignore[reportUnknownMemberType]

BEFORE_RENDER: Final[list[Callable[[], None]]] = []
"""Called before each scrape, for whatever counts many things at a time."""

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

GRPC_SERVER_HANDLED = Counter(
    "grpc_server_handled",
    "RPCs that this process answered.",
    ["grpc_service", "grpc_method", "grpc_code"],
)
GRPC_SERVER_SECONDS = Histogram(
    "grpc_server_handling_seconds",
    "How long this process took to answer RPCs.",
    ["grpc_service", "grpc_method"],
    buckets=SECONDS,
)
GRPC_SERVER_IN_FLIGHT = Gauge("grpc_server_in_flight", "RPCs that this process is answering now.")
GRPC_CLIENT_HANDLED = Counter(
    "grpc_client_handled",
    "RPCs that this process made, by how they ended.",
    ["area", "grpc_method", "grpc_code"],
)
GRPC_CLIENT_SECONDS = Histogram(
    "grpc_client_handling_seconds",
    "How long RPCs of this process took, retries included.",
    ["area", "grpc_method"],
    buckets=SECONDS,
)
GRPC_CLIENT_RETRIES = Counter("grpc_client_retries", "RPCs that were tried again.", ["area"])
GRPC_CLIENT_BREAKER = Gauge(
    "grpc_client_breaker_state",
    "The circuit breaker of a service: 0 closed, 1 half open, 2 open.",
    ["area"],
)


class CallMetrics:
    """The children of one method's families, looked up once: finding them costs more than counting."""

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
