"""Generated from altsports/task/v1/events.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Literal

from altsports.contract.model import EventMessage, Int32, Text
from pydantic import Field


class TaskUpdated(EventMessage):
    """The status or the progress of a task changed. Only its owner receives the event."""

    task_id: Text = Field(
        description="The task.",
        min_length=1,
        examples=['957b72d3-886b-4c37-a14c-fec625b438cb'],
    )
    user_id: Text = Field(
        description="Its owner.",
        min_length=1,
        examples=['196c254c-a014-5f36-bb7b-496e4f7195f5'],
    )
    task_type: Text = Field(
        description="The type of work.",
        min_length=1,
        examples=['deep_league_analysis'],
    )
    status: Literal["pending", "running", "completed", "failed", "cancelled"] = Field(
        description="pending, running, completed, failed or cancelled.",
        examples=['running'],
    )
    progress: float = Field(
        description="The progress, from 0 to 100.",
        examples=[20],
    )
    message: Text | None = Field(
        default=None,
        description="What the task is doing.",
        examples=['Collecting data'],
    )
    attempt: Int32 = Field(
        description="The number of attempts so far.",
        examples=[1],
    )
    error: Text | None = Field(
        default=None,
        description="Why the last attempt failed.",
    )
    recovery: list[Text] = Field(
        default_factory=list,
        description="What can be done about the error, one sentence each.",
    )
    timestamp: datetime = Field(
        description="When it changed.",
        examples=['2025-09-29T17:30:00Z'],
    )
