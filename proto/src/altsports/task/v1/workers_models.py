"""Generated from altsports/task/v1/workers.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Int64, Message, Range32, Text
from pydantic import Field


class ListWorkersRequest(Message):
    """Which workers to list."""


class WorkerTask(Message):
    """A task that a worker works on."""

    task_id: Text = Field(
        default="",
        description="The task.",
    )
    type: Text = Field(
        default="",
        description="The type of work.",
    )
    progress: float = Field(
        default=0.0,
        description="The progress, from 0 to 100.",
    )
    attempt: Int32 = Field(
        default=0,
        description="The number of this attempt.",
    )
    started_at: datetime | None = Field(
        default=None,
        description="When this attempt started.",
    )


class Worker(Message):
    """A worker process."""

    worker_id: Text = Field(
        default="",
        description="The id of this start of the process, a UUID.",
    )
    host: Text = Field(
        default="",
        description="The machine.",
    )
    pid: Int32 = Field(
        default=0,
        description="The number of the process on its machine.",
    )
    status: Literal["working", "stopping", "lost"] = Field(
        description="working, stopping, or lost if it sends no heartbeat any more.",
    )
    concurrency: Int32 = Field(
        default=0,
        description="The maximum number of tasks at a time.",
    )
    active: list[WorkerTask] = Field(
        default_factory=list,
        description="The tasks that it works on now.",
    )
    processed: Int64 = Field(
        default=0,
        description="The number of attempts at tasks that it has ended.",
    )
    completed: Int64 = Field(
        default=0,
        description="How many of them completed their task.",
    )
    failed: Int64 = Field(
        default=0,
        description="How many of them failed, whether the task was tried again or not.",
    )
    retried: Int64 = Field(
        default=0,
        description="How many of the failed ones are tried again.",
    )
    started_at: datetime | None = Field(
        default=None,
        description="When it started.",
    )
    seen_at: datetime | None = Field(
        default=None,
        description="When it last sent a heartbeat.",
    )


class ListWorkersResponse(Message):
    """The workers."""

    workers: list[Worker] = Field(
        default_factory=list,
        description="The workers, longest running first.",
    )


class GetTaskQueueRequest(Message):
    """Which figures to get."""

    minutes: Annotated[int, Field(ge=1, le=1440), Range32] | None = Field(
        default=60,
        description="The number of minutes that rates and figures refer to.",
    )


class TaskTypeFigures(Message):
    """The figures of one type of task."""

    type: Text = Field(
        default="",
        description="The type of work.",
    )
    pending: Int32 = Field(
        default=0,
        description="Tasks that wait, for whatever reason.",
    )
    running: Int32 = Field(
        default=0,
        description="Tasks that workers work on.",
    )
    completed: Int32 = Field(
        default=0,
        description="Tasks that completed.",
    )
    failed: Int32 = Field(
        default=0,
        description="Tasks that failed.",
    )
    cancelled: Int32 = Field(
        default=0,
        description="Tasks that were cancelled.",
    )
    retries: Int32 = Field(
        default=0,
        description="Further attempts of the tasks that ended.",
    )
    mean_duration_s: float | None = Field(
        default=None,
        description="How long the last attempts of completed tasks took on average, in seconds; null if none completed.",
    )
    p95_duration_s: float | None = Field(
        default=None,
        description="How long nineteen of twenty took at most, in seconds; null if none completed.",
    )


class TaskMinute(Message):
    """The tasks that ended in one minute."""

    minute_at: datetime | None = Field(
        default=None,
        description="The beginning of the minute.",
    )
    completed: Int32 = Field(
        default=0,
        description="Tasks that completed.",
    )
    failed: Int32 = Field(
        default=0,
        description="Tasks that failed.",
    )


class TaskQueue(Message):
    """The queue of tasks."""

    queued: Int32 = Field(
        default=0,
        description="Tasks that wait for a worker.",
    )
    held_back: Int32 = Field(
        default=0,
        description="Due tasks of users who already have as many tasks in the queue as one user may have.",
    )
    scheduled: Int32 = Field(
        default=0,
        description="Tasks whose time has not come.",
    )
    running: Int32 = Field(
        default=0,
        description="Tasks that workers work on.",
    )
    oldest_queued_s: float = Field(
        default=0.0,
        description="For how long the first queued task has been waiting, in seconds.",
    )
    workers: Int32 = Field(
        default=0,
        description="The number of workers that send heartbeats.",
    )
    minutes: Int32 = Field(
        default=0,
        description="The number of minutes that the following figures refer to.",
    )
    types: list[TaskTypeFigures] = Field(
        default_factory=list,
        description="The figures of each type, most frequent first.",
    )
    timeline: list[TaskMinute] = Field(
        default_factory=list,
        description="How many tasks ended in each minute, oldest first, without minutes in which none did.",
    )


class GetTaskQueueResponse(Message):
    """The state of the queue."""

    queue: TaskQueue | None = Field(
        default=None,
        description="The queue.",
    )
