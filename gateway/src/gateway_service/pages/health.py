"""/health for people and monitors, /livez and /readyz for orchestrators."""

from fastapi import FastAPI
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse

from gateway_service.health.monitor import HealthMonitor
from gateway_service.health.readiness import Readiness
from gateway_service.health.report import HealthReport

PATHS = ("/health", "/livez", "/readyz")


class Alive(BaseModel):
    """The process is running."""

    status: str = Field("ok", description="Always ok.")


class Ready(BaseModel):
    """Whether this gateway should get requests."""

    status: str = Field(description="ready or not ready.")
    reason: str | None = Field(None, description="Why the gateway is not ready.")


def install(app: FastAPI, monitor: HealthMonitor, readiness: Readiness) -> None:
    """Adds the three routes."""
    _install_health(app, monitor)
    _install_liveness(app)
    _install_readiness(app, readiness)


def _install_health(app: FastAPI, monitor: HealthMonitor) -> None:
    async def health() -> JSONResponse:
        report = await monitor.report()
        status = 200 if report.overall_status == "healthy" else 503
        return JSONResponse(report.model_dump(exclude_none=True), status)

    app.add_api_route(
        "/health",
        health,
        tags=["operations"],
        summary="The state of the whole mesh",
        description="Checks databases, Redis, services, the MCP server, external APIs and queues.",
        response_model=HealthReport,
        responses={503: {"model": HealthReport, "description": "A required service is down"}},
        operation_id="GetHealth",
    )


def _install_liveness(app: FastAPI) -> None:
    async def livez() -> Alive:
        return Alive(status="ok")

    app.add_api_route(
        "/livez",
        livez,
        tags=["operations"],
        summary="Whether the gateway is running",
        description="Checks no dependency, so that a broken one never restarts a healthy gateway.",
        operation_id="GetLiveness",
    )


def _install_readiness(app: FastAPI, readiness: Readiness) -> None:
    async def readyz() -> JSONResponse:
        reason = await readiness.missing()
        ready = Ready(status="not ready" if reason else "ready", reason=reason)
        return JSONResponse(ready.model_dump(exclude_none=True), 503 if reason else 200)

    app.add_api_route(
        "/readyz",
        readyz,
        tags=["operations"],
        summary="Whether the gateway accepts requests",
        description="For load balancers. Not ready until all services have answered once, while Redis refuses"
        " writes, and while stopping.",
        response_model=Ready,
        responses={503: {"model": Ready, "description": "The gateway starts or stops, or Redis fails"}},
        operation_id="GetReadiness",
    )
