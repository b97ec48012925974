"""Generated from altsports/task/v1/tasks.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Any, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine
from pydantic import Field


class StartTaskRequest(Message):
    """The task to start."""

    type: TextLine = Field(
        description="The type of work.",
        min_length=1,
        max_length=50,
        examples=['housekeeping'],
    )
    request_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="A key chosen by the client that makes the call safe to repeat.",
    )


class Task(Message):
    """Work that goes on after the request that asked for it."""

    task_id: Text = Field(
        default="",
        description="The id of the task, a UUID.",
    )
    type: Text = Field(
        default="",
        description="The type of work, such as deep_league_analysis.",
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
    message: Text = Field(
        default="",
        description="What the task is doing. Empty if it does not report it.",
    )
    waiting_reason: Text | None = Field(
        default=None,
        description="Why a pending task does not run yet.",
    )
    attempt: Int32 = Field(
        default=0,
        description="The number of attempts so far. A task has at most three.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was requested.",
    )
    starts_at: datetime | None = Field(
        default=None,
        description="When it may start, or start again.",
    )
    started_at: datetime | None = Field(
        default=None,
        description="When it last started.",
    )
    completed_at: datetime | None = Field(
        default=None,
        description="When it ended.",
    )
    expires_at: datetime | None = Field(
        default=None,
        description="When the result is deleted.",
    )
    estimated_duration: Int32 | None = Field(
        default=None,
        description="How long the task usually takes, in seconds.",
    )
    estimated_time_remaining: Int32 | None = Field(
        default=None,
        description="How long the task probably still needs, in seconds. Null if that cannot be estimated.",
    )
    partial_result: dict[str, Any] | None = Field(
        default=None,
        description="The part of the result that exists before the end, or that a cancelled or failed task left.",
    )
    result: dict[str, Any] | None = Field(
        default=None,
        description="The result.",
    )
    error: Text | None = Field(
        default=None,
        description="Why the last attempt failed.",
    )
    error_code: Text | None = Field(
        default=None,
        description="The reason of the error, for programs.",
    )
    recovery: list[Text] = Field(
        default_factory=list,
        description="What can be done about the error, one sentence each.",
    )
    organisation_id: Text | None = Field(
        default=None,
        description="The organisation whose members see the task.",
    )
    shared_with: list[Text] = Field(
        default_factory=list,
        description="The users who see the task.",
    )
    status_url: Text = Field(
        default="",
        description="Where to follow it.",
    )


class StartTaskResponse(Message):
    """The started task."""

    task: Task | None = Field(
        default=None,
        description="The task.",
    )


class GetTaskStatusRequest(Message):
    """Which task to get."""

    task_id: TextLine = Field(
        description="The task.",
        min_length=1,
        max_length=64,
    )


class GetTaskStatusResponse(Message):
    """One task."""

    task: Task | None = Field(
        default=None,
        description="The task.",
    )


class GetTaskResultRequest(Message):
    """Whose result to get."""

    task_id: TextLine = Field(
        description="The task.",
        min_length=1,
        max_length=64,
    )


class GetTaskResultResponse(Message):
    """The result of a task."""

    result: dict[str, Any] | None = Field(
        default=None,
        description="The result, as its type defines it.",
    )
    task_id: Text = Field(
        default="",
        description="The task.",
    )
    type: Text = Field(
        default="",
        description="The type of work.",
    )
    completed_at: datetime | None = Field(
        default=None,
        description="When the task ended.",
    )
    expires_at: datetime | None = Field(
        default=None,
        description="When the result is deleted.",
    )


class ListTasksRequest(Message):
    """Which tasks to list."""

    status: Literal["pending", "running", "completed", "failed", "cancelled"] | None = Field(
        default=None,
        description="Only tasks with this status.",
    )
    type: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Only tasks of this type.",
        examples=['housekeeping'],
    )
    shared: bool = Field(
        default=False,
        description="If true, the tasks that others share with the caller, in place of the caller's own.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of tasks per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class ListTasksResponse(Message):
    """A page of tasks."""

    tasks: list[Task] = Field(
        default_factory=list,
        description="The tasks, without results and waiting reasons.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of tasks on all pages.",
    )


class CancelTaskRequest(Message):
    """Which task to cancel."""

    task_id: TextLine = Field(
        description="The task.",
        min_length=1,
        max_length=64,
    )


class TaskCancellation(Message):
    """The confirmation that a task was cancelled."""

    message: Text = Field(
        default="",
        description="Always \"Task cancellation requested\".",
    )


class CancelTaskResponse(Message):
    """The task was cancelled."""

    cancellation: TaskCancellation | None = Field(
        default=None,
        description="The confirmation.",
    )


class RetryTaskRequest(Message):
    """Which task to start again."""

    task_id: TextLine = Field(
        description="The task.",
        min_length=1,
        max_length=64,
    )


class RetryTaskResponse(Message):
    """The task that starts again."""

    task: Task | None = Field(
        default=None,
        description="The task.",
    )


class ShareTaskRequest(Message):
    """Who sees a task."""

    task_id: TextLine = Field(
        description="The task.",
        min_length=1,
        max_length=64,
    )
    user_ids: list[Annotated[str, Field(max_length=64), OneLine]] = Field(
        default_factory=list,
        description="The ids of the users who see it. Replaces the earlier list.",
        max_length=100,
    )
    with_organisation: bool = Field(
        default=False,
        description="Whether the members of the caller's organisation see it.",
    )


class ShareTaskResponse(Message):
    """The shared task."""

    task: Task | None = Field(
        default=None,
        description="The task.",
    )
