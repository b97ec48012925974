"""Generated from altsports/ai/v1/fault_drills.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, Range32, Text
from pydantic import Field


class FaultDrill(Message):
    """A forced failure."""

    provider: Literal["anthropic", "openai", "google", "remote"] = Field(
        description="The provider that fails.",
        examples=['anthropic'],
    )
    failure: Literal["rate_limited", "overloaded", "timed_out", "refused", "unparseable", "misconfigured"] = Field(
        description="How it fails.",
        examples=['overloaded'],
    )
    after_parts: Int32 = Field(
        default=0,
        description="The number of parts of the text that a stream delivers before it fails.",
        examples=[0],
    )
    ends_at: datetime | None = Field(
        default=None,
        description="When the drill ends.",
    )
    started_by: Text = Field(
        default="",
        description="The administrator who started it.",
    )


class ListFaultDrillsRequest(Message):
    """The request for the drills."""


class ListFaultDrillsResponse(Message):
    """The drills."""

    drills: list[FaultDrill] = Field(
        default_factory=list,
        description="The drills that are running, ordered by provider.",
    )


class StartFaultDrillRequest(Message):
    """The drill to start."""

    provider: Literal["anthropic", "openai", "google", "remote"] = Field(
        description="The provider that fails.",
    )
    failure: Literal["rate_limited", "overloaded", "timed_out", "refused", "unparseable", "misconfigured"] = Field(
        description="How it fails.",
    )
    seconds: Annotated[int, Field(ge=1, le=3600), Range32] | None = Field(
        default=60,
        description="How long it fails, in seconds.",
    )
    after_parts: Annotated[int, Field(ge=0, le=1000), Range32] | None = Field(
        default=None,
        description="The number of parts of the text that a stream delivers before it fails.",
    )


class StartFaultDrillResponse(Message):
    """The drill that was started."""

    drill: FaultDrill | None = Field(
        default=None,
        description="The drill.",
    )


class StopFaultDrillRequest(Message):
    """Which drill to end."""

    provider: Literal["anthropic", "openai", "google", "remote"] = Field(
        description="The provider.",
    )


class StopFaultDrillResponse(Message):
    """The drills that are left."""

    drills: list[FaultDrill] = Field(
        default_factory=list,
        description="The drills that are running, ordered by provider.",
    )
