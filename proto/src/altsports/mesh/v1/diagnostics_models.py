"""Generated from altsports/mesh/v1/diagnostics.proto: edit the proto and run `make proto`."""

from typing import Any

from altsports.contract.model import Int32, Message, Text
from pydantic import Field


class GetDiagnosticsRequest(Message):
    """The request for the health checks."""


class Check(Message):
    """The check of one dependency or capability."""

    name: Text = Field(
        default="",
        description="What is checked, such as database, queue or providers.",
    )
    status: Text = Field(
        default="",
        description="healthy, limited or unhealthy.",
    )
    response_time_ms: Int32 = Field(
        default=0,
        description="How long the check took, in milliseconds.",
    )
    details: dict[str, Any] | None = Field(
        default=None,
        description="Details.",
    )
    error: Text = Field(
        default="",
        description="What is wrong, without internal details.",
    )
    recovery: Text = Field(
        default="",
        description="How to recover.",
    )


class GetDiagnosticsResponse(Message):
    """The health of the process."""

    service: Text = Field(
        default="",
        description="The process, such as league-service.",
    )
    checks: list[Check] = Field(
        default_factory=list,
        description="The checks in order of name.",
    )


class GetMetricsRequest(Message):
    """The request for the metrics."""


class GetMetricsResponse(Message):
    """The metrics."""

    text: Text = Field(
        default="",
        description="The metrics in the Prometheus text format, version 0.0.4.",
    )
