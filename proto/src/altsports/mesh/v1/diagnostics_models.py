"""Generated from altsports/mesh/v1/diagnostics.proto: edit the proto and run `make proto`."""

from typing import Any

from altsports.contract.model import Message, Text
from pydantic import Field


class GetDiagnosticsRequest(Message):
    """Asks for the checks."""


class Check(Message):
    """One thing the process depends on or offers."""

    name: Text = Field(
        default="",
        description="What is checked, such as database, queue or providers.",
    )
    status: Text = Field(
        default="",
        description="healthy, limited or unhealthy.",
    )
    response_time_ms: int = Field(
        default=0,
        description="How long the check took.",
    )
    details: dict[str, Any] | None = Field(
        default=None,
        description="Facts about it.",
    )
    error: Text = Field(
        default="",
        description="What is wrong, without internals.",
    )
    recovery: Text = Field(
        default="",
        description="What brings it back.",
    )


class GetDiagnosticsResponse(Message):
    """The state of the process."""

    service: Text = Field(
        default="",
        description="The process, such as league-service.",
    )
    checks: list[Check] = Field(
        default_factory=list,
        description="The checks, by name.",
    )


class GetMetricsRequest(Message):
    """Asks for the metrics."""


class GetMetricsResponse(Message):
    """The metrics."""

    text: Text = Field(
        default="",
        description="Prometheus text format, version 0.0.4.",
    )
