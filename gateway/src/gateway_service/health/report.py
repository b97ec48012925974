"""The response of /health."""

from typing import Any, Literal

from pydantic import BaseModel, Field

Status = Literal["healthy", "limited", "unhealthy"]


class ServiceHealth(BaseModel):
    """The state of one service or dependency."""

    service: str = Field(description="The name, which is also the key of the entry.")
    status: Status = Field(
        description="limited: it works with reduced capabilities; unhealthy: it does not work."
    )
    response_time_ms: int = Field(description="The duration of the check.")
    details: dict[str, Any] = Field(default_factory=dict, description="Further facts.")
    uptime_percentage: float = Field(description="The percentage of the last 24 hours in which it worked.")
    error_rate: float = Field(description="The share of calls or checks that failed in the last 5 minutes.")
    error: str | None = Field(None, description="What is wrong.")
    recovery: str | None = Field(None, description="How to restore it.")
    estimated_recovery_seconds: int | None = Field(None, description="The estimated time until recovery.")


class HealthReport(BaseModel):
    """The state of the whole mesh."""

    timestamp: str = Field(description="The time of the checks.", examples=["2026-11-21T12:00:00Z"])
    overall_status: Literal["healthy", "degraded"] = Field(
        description="degraded: a required service is down; a limited capability does not count."
    )
    services: dict[str, ServiceHealth] = Field(description="The checks by name.")
    affected_services: list[str] = Field(description="The names of services that are down.")
    response_time_ms: int = Field(description="The total duration of all checks, which run in parallel.")
    uptime_percentage: float = Field(
        description="The percentage of the last 24 hours in which nothing was down."
    )
