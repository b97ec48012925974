"""Prometheus families of the database: connections in use, pool size, waiters, statement durations."""

from functools import cache
from typing import Final, Protocol

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram

_BUCKETS: Final = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0)
_VERBS: Final = ("select", "insert", "update", "delete", "with", "transaction", "other")


class Gauges(Protocol):
    """The values of a pool that are read at each scrape."""

    @property
    def active(self) -> int: ...
    @property
    def size(self) -> int: ...
    @property
    def waiting(self) -> int: ...
    @property
    def broken(self) -> bool: ...


class _Families:
    def __init__(self, registry: CollectorRegistry) -> None:
        def gauge(name: str, text: str) -> Gauge:
            return Gauge(name, text, ["service"], registry=registry)

        self.active = gauge("database_connections_active", "Connections in use")
        self.size = gauge("database_pool_size", "Open connections, in use or free")
        self.waiting = gauge("database_pool_waiting", "Calls waiting for a connection")
        self.broken = gauge("database_circuit_open", "1 while the circuit breaker is open")
        self.duration = Histogram(
            "database_query_duration_seconds",
            "Duration of a statement, from send to result",
            ["service", "operation"],
            buckets=_BUCKETS,
            registry=registry,
        )
        self.moved = Counter(
            "database_pipelined_reads_moved",
            "Pipelined reads that were asked again or elsewhere, and statements found slow",
            ["service", "reason"],
            registry=registry,
        )


@cache
def _families(registry: CollectorRegistry) -> _Families:
    return _Families(registry)


class DatabaseMetrics:
    """The samples of one service. Gauges are read at scrape time, so they cost queries nothing."""

    def __init__(self, service: str, registry: CollectorRegistry = REGISTRY) -> None:
        self._service = service
        self._families = _families(registry)
        children = {verb: self._families.duration.labels(service, verb) for verb in _VERBS}
        self._other = children["other"]
        self._by_start = {verb[:4]: child for verb, child in children.items()}

    def watch(self, pool: Gauges) -> None:
        families, service = self._families, self._service
        families.active.labels(service).set_function(lambda: pool.active)
        families.size.labels(service).set_function(lambda: pool.size)
        families.waiting.labels(service).set_function(lambda: pool.waiting)
        families.broken.labels(service).set_function(lambda: int(pool.broken))

    def unwatch(self) -> None:
        for family in (
            self._families.active,
            self._families.size,
            self._families.waiting,
            self._families.broken,
        ):
            family.labels(self._service).set_function(lambda: 0)

    def moved(self, reason: str) -> None:
        """Counts a pipelined read that had to be asked again or elsewhere, or a statement that is slow."""
        self._families.moved.labels(self._service, reason).inc()

    def observe(self, query: object, seconds: float) -> None:
        start = query.lstrip()[:4].lower() if isinstance(query, str) else "tran"
        self._by_start.get(start, self._other).observe(seconds)
