"""The request families of /metrics, counted without locks: one event loop counts, and scrapes only read."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from prometheus_client import REGISTRY
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from service_kit.telemetry.metrics import SECONDS

_BOUNDS: Final = (*map(str, SECONDS), "+Inf")


class RouteStats:
    """The requests of one method and route template."""

    __slots__ = ("buckets", "seconds", "statuses")

    def __init__(self) -> None:
        self.statuses: dict[int, int] = {}
        self.buckets = [0] * len(_BOUNDS)
        self.seconds = 0.0

    def add(self, status: int, seconds: float) -> None:
        """Counts one request."""
        self.statuses[status] = self.statuses.get(status, 0) + 1
        self.buckets[bisect_left(SECONDS, seconds)] += 1
        self.seconds += seconds

    def cumulated(self) -> list[tuple[str, float]]:
        """The buckets as in Prometheus: each includes all smaller ones."""
        total = 0.0
        found: list[tuple[str, float]] = []
        for bound, count in zip(_BOUNDS, self.buckets, strict=True):
            total += count
            found.append((bound, total))
        return found


class RequestStats(Collector):
    """backend_requests_total and backend_request_duration_seconds; one per process."""

    def __init__(self) -> None:
        self._routes: dict[tuple[str, str], RouteStats] = {}

    def of(self, method: str, route: str) -> RouteStats:
        """The statistics of a route."""
        stats = self._routes.get((method, route))
        if stats is None:
            stats = self._routes[method, route] = RouteStats()
        return stats

    def collect(self) -> Iterator[Metric]:
        """Both families, for a scrape."""
        requests = CounterMetricFamily(
            "backend_requests", "HTTP requests, by route template.", labels=["method", "endpoint", "status"]
        )
        durations = HistogramMetricFamily(
            "backend_request_duration_seconds", "Duration of HTTP requests.", labels=["method", "endpoint"]
        )
        for (method, route), stats in list(self._routes.items()):
            for status, count in list(stats.statuses.items()):
                requests.add_metric([method, route, str(status)], count)
            durations.add_metric([method, route], stats.cumulated(), stats.seconds)
        yield requests
        yield durations


REQUESTS: Final = RequestStats()
REGISTRY.register(REQUESTS)
