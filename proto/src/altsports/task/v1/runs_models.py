"""Generated from altsports/task/v1/runs.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Any, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine
from pydantic import Field


class StartRunRequest(Message):
    """The run to start."""

    kind: TextLine = Field(
        description="The kind of work.",
        min_length=1,
        max_length=50,
        examples=['housekeeping'],
    )
    request_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="A key chosen by the client that makes the call safe to repeat.",
    )


class Run(Message):
    """One piece of background work."""

    id: Text = Field(
        default="",
        description="The id of the run, a UUID.",
    )
    kind: Text = Field(
        default="",
        description="The kind of work.",
    )
    status: Literal["pending", "running", "completed", "failed", "cancelled"] = Field(
        description="pending, running, completed, failed or cancelled.",
    )
    progress: float = Field(
        default=0.0,
        description="The progress, from 0 to 100. It never decreases.",
        ge=0.0,
        le=100.0,
    )
    attempts: Int32 = Field(
        default=0,
        description="The number of attempts.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was requested.",
    )
    started_at: datetime | None = Field(
        default=None,
        description="When the run last started.",
    )
    completed_at: datetime | None = Field(
        default=None,
        description="When the run ended.",
    )
    result: dict[str, Any] | None = Field(
        default=None,
        description="The result.",
    )
    error: Text | None = Field(
        default=None,
        description="Why the run failed.",
    )


class StartRunResponse(Message):
    """The started run."""

    run: Run | None = Field(
        default=None,
        description="The run.",
    )


class GetRunRequest(Message):
    """Which run to get."""

    run_id: TextLine = Field(
        description="The run.",
        min_length=1,
        max_length=64,
    )


class GetRunResponse(Message):
    """One run."""

    run: Run | None = Field(
        default=None,
        description="The run.",
    )


class ListRunsRequest(Message):
    """Which runs to list."""

    status: Literal["pending", "running", "completed", "failed", "cancelled"] | None = Field(
        default=None,
        description="Only runs with this status.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of runs per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class ListRunsResponse(Message):
    """A page of runs."""

    runs: list[Run] = Field(
        default_factory=list,
        description="The runs.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of runs on all pages.",
    )
