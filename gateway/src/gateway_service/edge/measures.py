"""Counts, measures and logs every request, regardless of its outcome."""

from typing import Final

from prometheus_client import Counter, Gauge

from gateway_service.edge.exchange import Exchange
from gateway_service.edge.request_stats import REQUESTS
from service_kit.logging import logs

IN_FLIGHT: Final = Gauge("backend_requests_in_flight", "HTTP requests in progress.")
CACHE: Final = Counter("backend_cache_requests", "Cacheable answers, by origin.", ["result"])
REFUSALS: Final = Counter("backend_refused_requests", "Requests refused by limits or quotas.", ["reason"])

_PROBES: Final = frozenset({"/livez", "/readyz", "/health", "/metrics"})
"""What orchestrators, balancers and Prometheus ask every few seconds."""
_SECRET: Final = "{token}"  # noqa: S105 - the name of a parameter
_VERBS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def _shown_path(exchange: Exchange) -> str:
    """The path without the secret that grants access in place of an account."""
    return exchange.route if _SECRET in exchange.route else exchange.path[:200]


def write(exchange: Exchange, status: int, seconds: float, at: float) -> None:
    """Counts a finished request and writes its access line; for the ledger of the edge."""
    method = exchange.method if exchange.method in _VERBS else "other"
    REQUESTS.of(method, exchange.route).add(status, seconds)
    caller = exchange.identity.caller
    logs.access_later(
        "gateway.access",
        f"{exchange.method} {_shown_path(exchange)} {status}",
        {
            "method": exchange.method,
            "endpoint": exchange.route,
            "status": status,
            "duration_ms": round(seconds * 1000, 2),
            "ip": exchange.ip,
            "caller": caller.kind,
            "outcome": exchange.outcome,
        },
        at=at,
        user_id=caller.user_id,
        trace_id=exchange.trace_id,
        request_id=exchange.request_id,
        level="DEBUG" if status < 400 and exchange.route in _PROBES else "INFO",
    )
