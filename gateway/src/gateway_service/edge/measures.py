"""Counts, times and writes down every request, whatever came of it."""

import time
from typing import Final

from prometheus_client import Counter, Gauge, Histogram

from gateway_service.edge.exchange import Exchange
from service_kit import logs
from service_kit.metrics import SECONDS

REQUESTS: Final = Counter(
    "backend_requests", "HTTP requests, by route template.", ["method", "endpoint", "status"]
)
DURATION: Final = Histogram(
    "backend_request_duration_seconds",
    "How long HTTP requests took.",
    ["method", "endpoint"],
    buckets=SECONDS,
)
IN_FLIGHT: Final = Gauge("backend_requests_in_flight", "HTTP requests that are being answered.")
CACHE: Final = Counter(
    "backend_cache_requests", "Answers that may be cached, by where they came from.", ["result"]
)
REFUSALS: Final = Counter("backend_refused_requests", "Requests that limits or quotas refused.", ["reason"])

_VERBS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Measures:
    """The children of the metric families, found once per route and status."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str, int], Counter] = {}
        self._times: dict[tuple[str, str], Histogram] = {}

    def done(self, exchange: Exchange, status: int) -> None:
        """Counts a finished request and writes its line in the access log."""
        seconds = time.perf_counter() - exchange.started
        method = exchange.method if exchange.method in _VERBS else "other"
        route = exchange.route
        count = self._counts.get((method, route, status))
        if count is None:
            count = self._counts[method, route, status] = REQUESTS.labels(method, route, status)
        duration = self._times.get((method, route))
        if duration is None:
            duration = self._times[method, route] = DURATION.labels(method, route)
        count.inc()
        duration.observe(seconds)
        facts = {
            "method": exchange.method,
            "endpoint": route,
            "status": status,
            "duration_ms": round(seconds * 1000, 2),
            "ip": exchange.ip,
            "caller": exchange.identity.caller.kind,
        }
        if exchange.outcome:
            facts["outcome"] = exchange.outcome
        logs.access("gateway.access", f"{exchange.method} {exchange.path[:200]} {status}", facts)
