"""Counts, times and writes down every request, whatever came of it."""

import time
from typing import Final

from prometheus_client import Counter, Gauge

from gateway_service.edge.exchange import Exchange
from gateway_service.edge.request_stats import REQUESTS
from service_kit import logs

IN_FLIGHT: Final = Gauge("backend_requests_in_flight", "HTTP requests that are being answered.")
CACHE: Final = Counter(
    "backend_cache_requests", "Answers that may be cached, by where they came from.", ["result"]
)
REFUSALS: Final = Counter("backend_refused_requests", "Requests that limits or quotas refused.", ["reason"])

_VERBS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def finished(exchange: Exchange, status: int) -> None:
    """Counts a finished request and writes its line in the access log."""
    seconds = time.perf_counter() - exchange.started
    method = exchange.method
    REQUESTS.of(method if method in _VERBS else "other", exchange.route).add(status, seconds)
    facts = {
        "method": method,
        "endpoint": exchange.route,
        "status": status,
        "duration_ms": round(seconds * 1000, 2),
        "ip": exchange.ip,
        "caller": exchange.identity.caller.kind,
        "outcome": exchange.outcome,
    }
    logs.access(
        "gateway.access",
        f"{method} {exchange.path[:200]} {status}",
        facts,
        user_id=exchange.identity.caller.user_id,
        request_id=exchange.request_id,
    )
