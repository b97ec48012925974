"""Declares when runs of a service start by themselves; the task service keeps the schedules."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Final, Literal

from altsports.task.v1 import task_schedules_pb2 as pb
from service_kit.caller import service_caller
from service_kit.process.loops import Loop, once
from service_kit.rpc.grpc_client import MeshClient
from service_kit.timestamps import time_to_pb

_DECLARE: Final = "/altsports.task.v1.TaskScheduleService/DeclareTaskSchedules"


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Runs of a kind at the times of a cron expression, at an interval, or at one date: state one of them.

    Each run has `params` and `scheduled_for`, its date. `catch_up` is what happens to dates that were missed
    while no worker ran: skip drops them, once makes up for the latest, all for the latest `catch_up_limit`.
    The name is unique in the mesh.
    """

    name: str
    kind: str
    cron: str | None = None
    interval_s: int | None = None
    once_at: datetime | None = None
    time_zone: str = "UTC"
    catch_up: Literal["skip", "once", "all"] = "once"
    catch_up_limit: int = 10
    params: dict[str, Any] = field(default_factory=dict[str, Any])


def declared_schedules(client: MeshClient, area: str, schedules: Sequence[Scheduled]) -> Loop:
    """For the loops of a service: declares all its schedules when it starts.

    A schedule that is no longer in the list is deleted; what an administrator changed or paused stays.
    """
    return once("schedules", partial(declare_schedules, client, area, schedules))


async def declare_schedules(client: MeshClient, area: str, schedules: Sequence[Scheduled]) -> None:
    """Declares them once. Raises DomainError."""
    request = pb.DeclareTaskSchedulesRequest(area=area, schedules=[_to_pb(each) for each in schedules])
    await client.call(_DECLARE, request, caller=service_caller(area))


def _to_pb(schedule: Scheduled) -> pb.CreateTaskScheduleRequest:
    message = pb.CreateTaskScheduleRequest(
        name=schedule.name,
        type=schedule.kind,
        cron=schedule.cron,
        interval_s=schedule.interval_s,
        once_at=time_to_pb(schedule.once_at),
        time_zone=schedule.time_zone,
        catch_up=schedule.catch_up,
        catch_up_limit=schedule.catch_up_limit,
    )
    message.params.update(schedule.params)
    return message
