"""/admin/metrics: key figures of the mesh as JSON, for administrators."""

from collections import defaultdict
from typing import Any

from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families
from pydantic import BaseModel, Field

from gateway_service.openapi.alias import page_words
from gateway_service.openapi.shared import PROBLEM_REF
from gateway_service.pages.metrics import MeshMetrics

PATHS = ("/api/v1/admin/metrics", "/admin/metrics")

_WORDS = "Counts, durations and errors since the start of each process. Requires role `admin`."


class AdminMetrics(BaseModel):
    """Figures since the start of each process."""

    metrics: dict[str, Any] = Field(
        description="requests (total, errors, error_rate, mean_duration_ms, by_endpoint), cache, refused, "
        "services (up or not), rpc, database, ai, tools."
    )


def install(app: FastAPI, collected: MeshMetrics) -> None:
    """Adds the route and its documented alias."""

    async def admin_metrics() -> AdminMetrics:
        return AdminMetrics(metrics=summary_of(await collected.text()))

    for number, path in enumerate(PATHS):
        app.add_api_route(
            path,
            admin_metrics,
            summary="Metrics for administrators",
            responses={status: {"description": text, "content": PROBLEM_REF} for status, text in _ERRORS},
            **page_words("operations", "GetAdminMetrics", _WORDS, paths=PATHS, number=number),
        )


_ERRORS = (
    (401, "The credentials are missing, wrong or expired"),
    (403, "Insufficient permissions. Required role: admin"),
    (429, "A rate limit is exceeded"),
    (503, "Redis is unavailable"),
)


def summary_of(text: str) -> dict[str, Any]:
    """Extracts the key figures from a Prometheus text."""
    totals = _Totals(text)
    requests = totals.by("backend_requests_total", "endpoint", "method", "status")
    count = sum(requests.values())
    errors = sum(value for (_, _, status), value in requests.items() if status.startswith("5"))
    seconds = totals.sum("backend_request_duration_seconds_sum")
    return {
        "requests": {
            "total": int(count),
            "errors": int(errors),
            "error_rate": round(errors / count, 5) if count else 0.0,
            "mean_duration_ms": round(1000 * seconds / count, 3) if count else 0.0,
            "by_endpoint": _by_endpoint(requests),
        },
        "cache": totals.named("backend_cache_requests_total", "result"),
        "refused": totals.named("backend_refused_requests_total", "reason"),
        "services": totals.named("backend_service_up", "name"),
        "rpc": totals.named("grpc_server_handled_total", "grpc_code"),
        "database": {"connections_active": int(totals.sum("database_connections_active"))},
        "ai": {"tokens": totals.named("ai_tokens_total", "direction")},
        "tools": totals.named("mcp_tool_calls_total", "tool"),
    }


def _by_endpoint(requests: dict[tuple[str, ...], float]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for (endpoint, method, status), value in sorted(requests.items()):
        found[f"{method} {endpoint}"][status] = int(value)
    return dict(found)


class _Totals:
    """The samples of a text, summed by selected labels."""

    def __init__(self, text: str) -> None:
        self._samples: dict[str, list[tuple[dict[str, str], float]]] = defaultdict(list)
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                self._samples[sample.name].append((sample.labels, sample.value))

    def by(self, name: str, *labels: str) -> dict[tuple[str, ...], float]:
        found: dict[tuple[str, ...], float] = defaultdict(float)
        for own, value in self._samples[name]:
            found[tuple(own.get(label, "") for label in labels)] += value
        return found

    def named(self, name: str, label: str) -> dict[str, int]:
        return {key: int(value) for (key,), value in sorted(self.by(name, label).items())}

    def sum(self, name: str) -> float:
        return sum(value for _, value in self._samples[name])
