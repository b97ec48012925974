"""/metrics: this gateway's metrics and those of every service and the worker, in one text."""

import asyncio

from fastapi import FastAPI
from prometheus_client import Gauge
from starlette.responses import PlainTextResponse

from altsports.mesh.v1.diagnostics_pb2 import GetMetricsRequest
from gateway_service.health.mcp import McpProbe
from gateway_service.health.probes import CALLER, MeshCalls
from gateway_service.pages.exposition import merged
from gateway_service.pages.worker_metrics import WorkerMetrics
from service_kit.errors import DomainError
from service_kit.settings.areas import WORKER
from service_kit.telemetry import metrics

PATHS = ("/metrics",)

_GET_METRICS = "/altsports.mesh.v1.DiagnosticsService/GetMetrics"
_TIMEOUT_S = 2.0
_UP = Gauge("backend_service_up", "Whether a service returned its metrics: 1 yes, 0 no.", ["name"])


class MeshMetrics:
    """Collects the metrics of all processes in parallel, without those that do not answer."""

    def __init__(
        self, mesh: MeshCalls, areas: tuple[str, ...], mcp: McpProbe, workers: WorkerMetrics
    ) -> None:
        self._mesh = mesh
        self._areas = areas
        self._mcp = mcp
        self._workers = workers

    async def text(self) -> str:
        """All metrics in Prometheus' text format 0.0.4."""
        names = (*(f"{area}-service" for area in self._areas), "task-worker", "mcp-service")
        areas = (*self._areas, WORKER)
        texts = await asyncio.gather(*(self._of_area(area) for area in areas), self._of_mcp())
        for name, text in zip(names, texts, strict=True):
            _UP.labels(name).set(text is not None)
        found = {name: text for name, text in zip(names, texts, strict=True) if text is not None}
        return merged({"": await self._workers.text(), **found})

    async def _of_area(self, area: str) -> str | None:
        try:
            answer = await self._mesh.call(
                _GET_METRICS, GetMetricsRequest(), caller=CALLER, timeout_s=_TIMEOUT_S, area=area
            )
        except DomainError:
            return None
        return answer.text

    async def _of_mcp(self) -> str | None:
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                status, body = await self._mcp.get("/metrics")
        except (OSError, TimeoutError, ValueError):
            return None
        return body.decode("utf-8", "replace") if status == 200 else None


def install(app: FastAPI, collected: MeshMetrics) -> None:
    """Adds the route."""

    async def prometheus() -> PlainTextResponse:
        return PlainTextResponse(await collected.text(), media_type=metrics.CONTENT_TYPE)

    app.add_api_route(
        "/metrics",
        prometheus,
        tags=["operations"],
        summary="Metrics for Prometheus",
        description="Returns the metrics of all processes of the mesh in text format 0.0.4. "
        "An operator can move them to another port with ALTSPORTS_METRICS_PORT.",
        response_class=PlainTextResponse,
        operation_id="GetMetrics",
    )
