"""What /health tells, as its readers see it."""

from typing import Any, Literal

from pydantic import BaseModel, Field

Status = Literal["healthy", "limited", "unhealthy"]


class ServiceHealth(BaseModel):
    """One thing the mesh needs or offers."""

    service: str = Field(description="Its name, the key of the entry.")
    status: Status = Field(description="limited: it works with less than it could; unhealthy: it does not.")
    response_time_ms: int = Field(description="How long the check took.")
    details: dict[str, Any] = Field(default_factory=dict, description="Facts about it.")
    uptime_percentage: float = Field(description="Checks of the last 24 hours that found it working.")
    error_rate: float = Field(description="Share of its calls or checks of the last 5 minutes that failed.")
    error: str | None = Field(None, description="What is wrong.")
    recovery: str | None = Field(None, description="What brings it back.")
    estimated_recovery_seconds: int | None = Field(None, description="How long that will likely take.")


class HealthReport(BaseModel):
    """The state of the whole mesh."""

    timestamp: str = Field(description="When the checks ran.", examples=["2026-11-21T12:00:00Z"])
    overall_status: Literal["healthy", "degraded"] = Field(
        description="degraded: something needed is down; a limited capability is not."
    )
    services: dict[str, ServiceHealth] = Field(description="The checks by name.")
    affected_services: list[str] = Field(description="The names of those that are down.")
    response_time_ms: int = Field(description="How long all checks took together; they run in parallel.")
    uptime_percentage: float = Field(description="Checks of the last 24 hours that found nothing down.")
