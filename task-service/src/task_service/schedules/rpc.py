"""TaskScheduleService: opens the transaction, calls the operation, answers."""

from itertools import islice
from typing import Any
from uuid import UUID

from google.protobuf.empty_pb2 import Empty

from altsports.contract.values import struct_to_json
from altsports.task.v1 import task_schedules_pb2 as pb
from altsports.task.v1.task_schedules_pb2_grpc import TaskScheduleServiceServicer
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.grpc_server import Context
from service_kit.timestamps import time_from_pb, time_to_pb
from task_service.errors import TaskScheduleNotFound
from task_service.schedules import operations
from task_service.schedules.domain import SHOWN_DATES, Definition, TaskSchedule
from task_service.schedules.timing import Timing


class TaskScheduleRpc(TaskScheduleServiceServicer):
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def ListTaskSchedules(
        self,
        request: pb.ListTaskSchedulesRequest,
        context: Context,  # noqa: ARG002
    ) -> pb.ListTaskSchedulesResponse:
        async with self._database.read() as connection:
            page = await operations.list_schedules(
                connection, page_size=request.page_size, page_token=request.page_token or None
            )
        return pb.ListTaskSchedulesResponse(
            schedules=[schedule_to_pb(schedule) for schedule in page.schedules],
            next_page_token=page.next_page_token,
            total_size=page.total_size,
        )

    async def GetTaskSchedule(
        self,
        request: pb.GetTaskScheduleRequest,
        context: Context,  # noqa: ARG002
    ) -> pb.GetTaskScheduleResponse:
        schedule = await operations.get(self._database.pipelined, _id(request.schedule_id))
        return pb.GetTaskScheduleResponse(schedule=schedule_to_pb(schedule))

    async def CreateTaskSchedule(
        self,
        request: pb.CreateTaskScheduleRequest,
        context: Context,  # noqa: ARG002
    ) -> pb.CreateTaskScheduleResponse:
        now = self._clock.now()
        async with self._database.transaction() as connection:
            schedule = await operations.create(connection, self._definition(request), now=now)
        return pb.CreateTaskScheduleResponse(schedule=schedule_to_pb(schedule))

    async def UpdateTaskSchedule(
        self,
        request: pb.UpdateTaskScheduleRequest,
        context: Context,  # noqa: ARG002
    ) -> pb.UpdateTaskScheduleResponse:
        timing: dict[str, Any] = {
            name: getattr(request, name)
            for name in ("cron", "interval_s", "time_zone")
            if request.HasField(name)
        }
        if request.HasField("once_at"):
            timing["at"] = time_from_pb(request.once_at)
        facts: dict[str, Any] = {
            name: getattr(request, name)
            for name in ("name", "catch_up", "catch_up_limit")
            if request.HasField(name)
        }
        if request.HasField("params"):
            facts["params"] = struct_to_json(request.params)
        async with self._database.transaction() as connection:
            schedule = await operations.update(
                connection, _id(request.schedule_id), timing=timing, facts=facts, now=self._clock.now()
            )
        return pb.UpdateTaskScheduleResponse(schedule=schedule_to_pb(schedule))

    async def PauseTaskSchedule(
        self,
        request: pb.PauseTaskScheduleRequest,
        context: Context,  # noqa: ARG002
    ) -> pb.PauseTaskScheduleResponse:
        return pb.PauseTaskScheduleResponse(schedule=await self._set_paused(request.schedule_id, paused=True))

    async def ResumeTaskSchedule(
        self,
        request: pb.ResumeTaskScheduleRequest,
        context: Context,  # noqa: ARG002
    ) -> pb.ResumeTaskScheduleResponse:
        return pb.ResumeTaskScheduleResponse(
            schedule=await self._set_paused(request.schedule_id, paused=False)
        )

    async def DeleteTaskSchedule(
        self,
        request: pb.DeleteTaskScheduleRequest,
        context: Context,  # noqa: ARG002
    ) -> Empty:
        async with self._database.transaction() as connection:
            await operations.delete(connection, _id(request.schedule_id))
        return Empty()

    async def DeclareTaskSchedules(
        self,
        request: pb.DeclareTaskSchedulesRequest,
        context: Context,  # noqa: ARG002
    ) -> pb.DeclareTaskSchedulesResponse:
        definitions = [self._definition(each, request.area) for each in request.schedules]
        async with self._database.transaction() as connection:
            await operations.declare(connection, request.area, definitions, now=self._clock.now())
        return pb.DeclareTaskSchedulesResponse(schedules=len(definitions))

    async def _set_paused(self, schedule_id: str, *, paused: bool) -> pb.TaskSchedule:
        async with self._database.transaction() as connection:
            schedule = await operations.set_paused(
                connection, _id(schedule_id), paused=paused, now=self._clock.now()
            )
        return schedule_to_pb(schedule)

    def _definition(self, request: pb.CreateTaskScheduleRequest, area: str = "") -> Definition:
        timing = Timing(
            cron=request.cron if request.HasField("cron") else None,
            interval_s=request.interval_s if request.HasField("interval_s") else None,
            at=time_from_pb(request.once_at) if request.HasField("once_at") else None,
            time_zone=request.time_zone,
            anchor=self._clock.now(),
        )
        return Definition(
            name=request.name,
            area=area,
            kind=request.type,
            timing=timing,
            catch_up=request.catch_up,  # type: ignore[arg-type] - the contract lists the values
            catch_up_limit=request.catch_up_limit,
            params=struct_to_json(request.params),
        )


def schedule_to_pb(schedule: TaskSchedule) -> pb.TaskSchedule:
    """The schedule as the contract shows it."""
    message = pb.TaskSchedule(
        id=str(schedule.id),
        name=schedule.name,
        area=schedule.area,
        type=schedule.kind,
        cron=schedule.cron,
        interval_s=schedule.interval_s,
        once_at=time_to_pb(schedule.at),
        time_zone=schedule.time_zone,
        catch_up=schedule.catch_up,
        catch_up_limit=schedule.catch_up_limit,
        status=schedule.status,
        declared_by=schedule.declared_by,
        next_at=[time_to_pb(date) for date in _next_dates(schedule)],
        last_at=time_to_pb(schedule.last_date),
        last_task_id=None if schedule.last_run_id is None else str(schedule.last_run_id),
        created_at=time_to_pb(schedule.created_at),
        updated_at=time_to_pb(schedule.updated_at),
    )
    message.params.SetInParent()
    message.params.update(schedule.params)
    return message


def _next_dates(schedule: TaskSchedule) -> list[Any]:
    """The dates that follow, starting with the first one that has not been handled."""
    if schedule.next_at is None or schedule.paused:
        return []
    return [schedule.next_at, *islice(schedule.timing.after(schedule.next_at), SHOWN_DATES - 1)]


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise TaskScheduleNotFound("Schedule not found", schedule_id=text) from None
