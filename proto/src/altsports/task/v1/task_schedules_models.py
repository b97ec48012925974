"""Generated from altsports/task/v1/task_schedules.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Any, Literal

from altsports.contract.model import Int32, JsonObject, Message, OneLine, Range32, Text, TextLine, Time
from pydantic import Field


class TaskSchedule(Message):
    """A schedule of tasks."""

    id: Text = Field(
        default="",
        description="The id of the schedule, a UUID.",
    )
    name: Text = Field(
        default="",
        description="The unique name.",
    )
    type: Text = Field(
        default="",
        description="The type of the tasks.",
    )
    params: dict[str, Any] | None = Field(
        default=None,
        description="The parameters of each task. `scheduled_for`, the date of the task, is added to them.",
    )
    cron: Text | None = Field(
        default=None,
        description="Five fields: minute, hour, day of the month, month and weekday, read in the time zone. A time that the clocks skip when daylight saving begins starts its task right after it, and a time that they repeat starts one task. Minutes or hours with a star count every hour that passes.",
    )
    interval_s: Int32 | None = Field(
        default=None,
        description="The seconds between two tasks, counted from the creation of the schedule or the last change of the interval.",
    )
    once_at: datetime | None = Field(
        default=None,
        description="The only date.",
    )
    time_zone: Text = Field(
        default="",
        description="The IANA time zone of the cron expression.",
    )
    catch_up: Literal["skip", "once", "all"] = Field(
        description="What happens to dates that were missed while no worker ran: skip drops those that are more than a minute late, once makes up for the latest, all makes up for the latest `catch_up_limit`.",
    )
    catch_up_limit: Int32 = Field(
        default=0,
        description="The maximum number of missed dates that `all` makes up for.",
    )
    status: Literal["active", "paused", "ended"] = Field(
        description="active, paused, or ended if no date is left.",
    )
    declared_by: Text | None = Field(
        default=None,
        description="The service that declares the schedule; null for schedules of administrators.",
    )
    next_at: list[datetime] = Field(
        default_factory=list,
        description="The next dates, in order.",
    )
    last_at: datetime | None = Field(
        default=None,
        description="The date of the last task.",
    )
    last_task_id: Text | None = Field(
        default=None,
        description="The last task that the schedule started.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was created.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When it was last changed.",
    )
    area: Text = Field(
        default="",
        description="The service that carries out the tasks, such as task.",
    )


class ListTaskSchedulesRequest(Message):
    """Which schedules to list."""

    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of schedules per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class ListTaskSchedulesResponse(Message):
    """A page of schedules."""

    schedules: list[TaskSchedule] = Field(
        default_factory=list,
        description="The schedules.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of schedules on all pages.",
    )


class GetTaskScheduleRequest(Message):
    """Which schedule to get."""

    schedule_id: TextLine = Field(
        description="The schedule.",
        min_length=1,
        max_length=64,
    )


class GetTaskScheduleResponse(Message):
    """One schedule."""

    schedule: TaskSchedule | None = Field(
        default=None,
        description="The schedule.",
    )


class CreateTaskScheduleRequest(Message):
    """A new schedule."""

    name: TextLine = Field(
        description="A unique name.",
        min_length=1,
        max_length=100,
        examples=['weekly housekeeping'],
    )
    type: TextLine = Field(
        description="The type of the tasks: one that administrators can start, or one of a schedule that a service declares.",
        min_length=1,
        max_length=100,
        examples=['housekeeping'],
    )
    params: JsonObject | None = Field(
        default=None,
        description="The parameters of each task, at most 16 KiB as JSON.",
    )
    cron: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Five fields: minute, hour, day of the month, month and weekday.",
        examples=['0 4 * * MON'],
    )
    interval_s: Annotated[int, Field(ge=10, le=31622400), Range32] | None = Field(
        default=None,
        description="The seconds between two tasks.",
    )
    once_at: Time | None = Field(
        default=None,
        description="The only date, in the future.",
    )
    time_zone: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default='UTC',
        description="The IANA time zone of the cron expression.",
        examples=['Europe/London'],
    )
    catch_up: Literal["skip", "once", "all"] | None = Field(
        default='once',
        description="What happens to dates that were missed while no worker ran.",
    )
    catch_up_limit: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=10,
        description="The maximum number of missed dates that `all` makes up for.",
    )


class CreateTaskScheduleResponse(Message):
    """The created schedule."""

    schedule: TaskSchedule | None = Field(
        default=None,
        description="The schedule.",
    )


class UpdateTaskScheduleRequest(Message):
    """What to change."""

    schedule_id: TextLine = Field(
        description="The schedule.",
        min_length=1,
        max_length=64,
    )
    name: Annotated[str, Field(min_length=1, max_length=100), OneLine] | None = Field(
        default=None,
        description="The new name.",
    )
    params: JsonObject | None = Field(
        default=None,
        description="The new parameters of each task.",
    )
    cron: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="The new cron expression.",
    )
    interval_s: Annotated[int, Field(ge=10, le=31622400), Range32] | None = Field(
        default=None,
        description="The new interval.",
    )
    once_at: Time | None = Field(
        default=None,
        description="The new only date, in the future.",
    )
    time_zone: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The new time zone.",
    )
    catch_up: Literal["skip", "once", "all"] | None = Field(
        default=None,
        description="The new treatment of missed dates.",
    )
    catch_up_limit: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=None,
        description="The new maximum number of missed dates that `all` makes up for.",
    )


class UpdateTaskScheduleResponse(Message):
    """The changed schedule."""

    schedule: TaskSchedule | None = Field(
        default=None,
        description="The schedule.",
    )


class PauseTaskScheduleRequest(Message):
    """Which schedule to pause."""

    schedule_id: TextLine = Field(
        description="The schedule.",
        min_length=1,
        max_length=64,
    )


class PauseTaskScheduleResponse(Message):
    """The paused schedule."""

    schedule: TaskSchedule | None = Field(
        default=None,
        description="The schedule.",
    )


class ResumeTaskScheduleRequest(Message):
    """Which schedule to resume."""

    schedule_id: TextLine = Field(
        description="The schedule.",
        min_length=1,
        max_length=64,
    )


class ResumeTaskScheduleResponse(Message):
    """The resumed schedule."""

    schedule: TaskSchedule | None = Field(
        default=None,
        description="The schedule.",
    )


class DeleteTaskScheduleRequest(Message):
    """Which schedule to delete."""

    schedule_id: TextLine = Field(
        description="The schedule.",
        min_length=1,
        max_length=64,
    )


class DeclareTaskSchedulesRequest(Message):
    """All schedules of a service."""

    area: TextLine = Field(
        description="The area of the service, such as \"league\".",
        min_length=1,
        max_length=50,
    )
    schedules: list[CreateTaskScheduleRequest] = Field(
        default_factory=list,
        description="Its schedules.",
        max_length=100,
    )


class DeclareTaskSchedulesResponse(Message):
    """The declared schedules."""

    schedules: Int32 = Field(
        default=0,
        description="The number of schedules that the service has now.",
    )
