"""Assembles the task service: the API for tasks, and the demo's tasks. The worker is in worker.py."""

import asyncio
from functools import partial

from altsports.task.v1.queue_pb2_grpc import add_QueueServiceServicer_to_server
from altsports.task.v1.task_schedules_pb2_grpc import add_TaskScheduleServiceServicer_to_server
from altsports.task.v1.tasks_pb2_grpc import add_TaskServiceServicer_to_server
from altsports.task.v1.workers_pb2_grpc import add_WorkerServiceServicer_to_server
from service_kit.clock.clocks import Clock
from service_kit.clock.mesh import running_clock
from service_kit.db.database import Database
from service_kit.db.settings import pool_settings
from service_kit.deliveries.courier import Courier
from service_kit.events.relay import Relay
from service_kit.files.opening import open_store
from service_kit.process.loops import Loop, once, running
from service_kit.process.starting import configured
from service_kit.rpc import grpc_server
from service_kit.rpc.diagnostics import Diagnostics
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.grpc_server import Registration
from service_kit.settings.files import SettingsError
from task_service.demo import keep_demo_tasks, store_demo_tasks
from task_service.files.assembly import files_of
from task_service.files.demo import store_demo_files
from task_service.leaving import leaving
from task_service.notifications.assembly import notifications_of
from task_service.queue.diagnostics import QueueCheck
from task_service.queue.limits import Queue
from task_service.runs.intake import QueueRpc
from task_service.runs.rpc import TaskRpc
from task_service.schedules.rpc import TaskScheduleRpc
from task_service.settings import TaskSettings
from task_service.workers.rpc import WorkerRpc

SERVICE = "task-service"
SCHEMA = "task"


async def serve(stop: asyncio.Event) -> None:
    """Serves gRPC until `stop` is set. Starts without a database, and answers 503 until it is available."""
    settings = configured(TaskSettings, SERVICE)
    settings.note_broker()
    async with (
        Database(settings.area_dsn("task"), pool_settings(settings), service="task") as database,
        MeshClient.from_settings(settings) as client,
        running_clock(settings) as clock,
    ):
        notifications = notifications_of(settings, database, client, clock)
        diagnostics = Diagnostics(SERVICE)
        diagnostics.add("database", database.check)
        diagnostics.add("queue", QueueCheck(database, worker_lost_after_s=settings.worker_lost_after))
        files = files_of(settings, database, client, clock)
        registrations = [
            *registrations_of(settings, database, clock),
            notifications.registration,
            files.registration,
        ]
        loops = [*loops_of(settings, database, client, clock), *notifications.loops, *files.loops]
        async with running(loops):
            await grpc_server.serve(settings, "task", registrations, stop=stop, diagnostics=diagnostics)


def registrations_of(settings: TaskSettings, database: Database, clock: Clock) -> list[Registration]:
    """The handlers of the service."""
    queue = Queue(per_user=settings.runs_per_user)
    return [
        (add_TaskServiceServicer_to_server, TaskRpc(database, queue, clock, settings.run_times())),
        (add_QueueServiceServicer_to_server, QueueRpc(database, queue, clock)),
        (add_TaskScheduleServiceServicer_to_server, TaskScheduleRpc(database, clock)),
        (
            add_WorkerServiceServicer_to_server,
            WorkerRpc(database, clock, lost_after_s=settings.worker_lost_after),
        ),
    ]


def loops_of(settings: TaskSettings, database: Database, client: MeshClient, clock: Clock) -> list[Loop]:
    """The loops that run in the background."""
    relay = Relay(database, redis_url=settings.redis_dsn(), schema=SCHEMA, prefix=settings.redis_prefix)
    courier = Courier(database, client, SCHEMA)
    departures = leaving(database, client, redis_url=settings.redis_dsn(), prefix=settings.redis_prefix)
    loops = [Loop("relay", relay.run), Loop("courier", courier.run), *departures.loops()]
    if settings.env != "production":
        loops.append(once("demo tasks", partial(keep_demo_tasks, database, clock)))
    return loops


async def seed(stop: asyncio.Event) -> None:  # noqa: ARG001 - it finishes at once
    """Stores the tasks of the demo; never in production."""
    settings = configured(TaskSettings, SERVICE)
    if settings.env == "production":
        raise SettingsError("The demo did not really happen, so production must not contain it")
    async with (
        Database(settings.area_dsn("task"), pool_settings(settings), service="task") as database,
        running_clock(settings) as clock,
    ):
        await store_demo_tasks(database, clock)
        await store_demo_files(database, open_store(settings), clock)
