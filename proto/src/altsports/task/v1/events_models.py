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


class NotificationCreated(EventMessage):
    """A notification arrived in the inbox of a user."""

    user_id: Text = Field(
        description="The user.",
        min_length=1,
        examples=['196c254c-a014-5f36-bb7b-496e4f7195f5'],
    )
    notification_id: Text = Field(
        description="The notification.",
        min_length=1,
        examples=['7a1a8f3a-2f0d-4f0f-9d86-0b7b8a6f4e11'],
    )
    kind: Text = Field(
        description="What it is about.",
        min_length=1,
        examples=['run.failed'],
    )
    severity: Text = Field(
        description="info, success, warning or error.",
        min_length=1,
        examples=['error'],
    )
    title: Text = Field(
        description="The title.",
        min_length=1,
        examples=['Deep analysis of Pro Disc Golf Tour failed'],
    )
    silent: bool = Field(
        description="Whether it should not disturb, because it is within the quiet hours of the user.",
        examples=[False],
    )
    unread_count: Int32 = Field(
        description="The number of unread notifications.",
        examples=[3],
    )
    timestamp: datetime = Field(
        description="When it happened.",
        examples=['2025-09-29T17:30:00Z'],
    )


class NotificationsChanged(EventMessage):
    """Notifications of a user were read, marked as unread, or deleted."""

    user_id: Text = Field(
        description="The user.",
        min_length=1,
        examples=['196c254c-a014-5f36-bb7b-496e4f7195f5'],
    )
    notification_id: Text | None = Field(
        default=None,
        description="The notification. Absent if there were several.",
    )
    change: Text = Field(
        description="read, unread or deleted.",
        min_length=1,
        examples=['read'],
    )
    unread_count: Int32 = Field(
        description="The number of unread notifications.",
        examples=[2],
    )
    timestamp: datetime = Field(
        description="When it happened.",
        examples=['2025-09-29T17:30:00Z'],
    )
