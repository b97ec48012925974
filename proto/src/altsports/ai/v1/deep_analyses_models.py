"""Generated from altsports/ai/v1/deep_analyses.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Any, Literal

from altsports.contract.model import Int32, Message, Prose, Text, TextLine
from pydantic import Field


class StartDeepAnalysisRequest(Message):
    """What to analyse."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    subjects: list[Literal["business", "market", "partnership", "growth", "risk"]] = Field(
        default_factory=list,
        description="The subjects. Defaults to all.",
        max_length=5,
    )
    question: Prose | None = Field(
        default=None,
        description="A question that the report should answer, at most 4,000 characters.",
        examples=['Which partner should we approach first?'],
    )
    provider: Literal["anthropic", "openai", "google", "remote", "local"] | None = Field(
        default=None,
        description="The model provider. Defaults to the one that the routing chooses.",
    )


class AnalysisTask(Message):
    """A task as it was started."""

    task_id: Text = Field(
        default="",
        description="The id of the task, a UUID.",
    )
    status: Literal["pending", "running", "completed", "failed", "cancelled"] = Field(
        description="The status.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was requested.",
    )
    completed_at: datetime | None = Field(
        default=None,
        description="When it ended. Null for a new task.",
    )
    progress: float = Field(
        default=0.0,
        description="The progress, from 0 to 100.",
        ge=0.0,
        le=100.0,
    )
    result: dict[str, Any] | None = Field(
        default=None,
        description="The result. Null for a new task.",
    )
    error: Text | None = Field(
        default=None,
        description="Why it failed. Null for a new task.",
    )
    estimated_duration: Int32 | None = Field(
        default=None,
        description="How long the task usually takes, in seconds.",
    )
    status_url: Text = Field(
        default="",
        description="Where to follow it.",
    )


class StartDeepAnalysisResponse(Message):
    """The task that was started."""

    task: AnalysisTask | None = Field(
        default=None,
        description="The task.",
    )
