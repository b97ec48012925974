"""TaskService: opens the transaction, calls the operation, answers. Users know runs as tasks."""

from datetime import datetime
from uuid import UUID

from altsports.task.v1 import tasks_pb2 as pb
from altsports.task.v1.tasks_pb2_grpc import TaskServiceServicer
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.rpc.grpc_server import Context
from service_kit.timestamps import time_to_pb
from task_service.errors import TaskNotFound
from task_service.queue.limits import Queue
from task_service.runs import operations
from task_service.runs import repository as runs
from task_service.runs.domain import Run, waiting_reason
from task_service.settings import RunTimes


class TaskRpc(TaskServiceServicer):
    def __init__(self, database: Database, queue: Queue, clock: Clock, times: RunTimes) -> None:
        self._database = database
        self._queue = queue
        self._clock = clock
        self._times = times

    async def StartTask(self, request: pb.StartTaskRequest, context: Context) -> pb.StartTaskResponse:  # noqa: ARG002
        async with self._database.transaction() as connection:
            run = await operations.request_run(
                connection,
                self._queue,
                current_caller(),
                kind=request.type,
                request_id=request.request_id or None,
                now=self._clock.now(),
            )
            return pb.StartTaskResponse(task=await self._shown(connection, run))

    async def GetTaskStatus(
        self,
        request: pb.GetTaskStatusRequest,
        context: Context,  # noqa: ARG002
    ) -> pb.GetTaskStatusResponse:
        async with self._database.read() as connection:
            run = await operations.get_run(connection, current_caller(), _run_id(request.task_id))
            return pb.GetTaskStatusResponse(task=await self._shown(connection, run))

    async def GetTaskResult(
        self,
        request: pb.GetTaskResultRequest,
        context: Context,  # noqa: ARG002
    ) -> pb.GetTaskResultResponse:
        async with self._database.read() as connection:
            run = await operations.get_result(
                connection, current_caller(), _run_id(request.task_id), self._clock.now()
            )
        response = pb.GetTaskResultResponse(
            task_id=str(run.id),
            type=run.kind,
            completed_at=time_to_pb(run.completed_at),
            expires_at=time_to_pb(run.expires_at),
        )
        response.result.update(run.result or {})
        return response

    async def ListTasks(self, request: pb.ListTasksRequest, context: Context) -> pb.ListTasksResponse:  # noqa: ARG002
        async with self._database.read() as connection:
            page = await operations.list_runs(
                connection,
                current_caller(),
                status=request.status or None,
                kind=request.type or None,
                shared=request.shared,
                page_size=request.page_size,
                page_token=request.page_token or None,
            )
        now = self._clock.now()
        return pb.ListTasksResponse(
            tasks=[task_to_pb(run, now) for run in page.runs],
            next_page_token=page.next_page_token,
            total_size=page.total_size,
        )

    async def CancelTask(self, request: pb.CancelTaskRequest, context: Context) -> pb.CancelTaskResponse:  # noqa: ARG002
        async with self._database.transaction() as connection:
            await operations.cancel_run(
                connection,
                self._queue,
                current_caller(),
                _run_id(request.task_id),
                now=self._clock.now(),
                result_ttl=self._times.result_ttl,
            )
        return pb.CancelTaskResponse(cancellation=pb.TaskCancellation(message="Task cancellation requested"))

    async def RetryTask(self, request: pb.RetryTaskRequest, context: Context) -> pb.RetryTaskResponse:  # noqa: ARG002
        async with self._database.transaction() as connection:
            run = await operations.retry_run(
                connection, self._queue, current_caller(), _run_id(request.task_id), self._clock.now()
            )
            return pb.RetryTaskResponse(task=await self._shown(connection, run))

    async def ShareTask(self, request: pb.ShareTaskRequest, context: Context) -> pb.ShareTaskResponse:  # noqa: ARG002
        async with self._database.transaction() as connection:
            run = await operations.share_run(
                connection,
                current_caller(),
                _run_id(request.task_id),
                user_ids=list(request.user_ids),
                with_organisation=request.with_organisation,
            )
            return pb.ShareTaskResponse(task=await self._shown(connection, run))

    async def _shown(self, connection: Connection, run: Run) -> pb.Task:
        """The task with the reason why it waits."""
        now = self._clock.now()
        shown = task_to_pb(run, now)
        if run.status == "pending":
            lost_after_s = self._times.worker_lost_after_s
            around = await runs.surroundings(connection, run, worker_lost_after_s=lost_after_s)
            shown.waiting_reason = waiting_reason(run, around, now) or ""
        return shown


def task_to_pb(run: Run, now: datetime) -> pb.Task:
    """The run as the contract shows it."""
    task = pb.Task(
        task_id=str(run.id),
        type=run.kind,
        status=run.status,
        progress=run.progress,
        message=run.message,
        attempt=run.attempts,
        created_at=time_to_pb(run.created_at),
        starts_at=time_to_pb(run.run_at),
        started_at=time_to_pb(run.started_at),
        completed_at=time_to_pb(run.completed_at),
        expires_at=time_to_pb(run.expires_at),
        estimated_duration=run.estimated_s,
        estimated_time_remaining=run.remaining_s(now),
        error=run.error,
        error_code=run.error_reason,
        recovery=run.recovery,
        organisation_id=run.organisation_id,
        shared_with=run.shared_with,
        status_url=f"/api/v1/tasks/{run.id}/status",
    )
    if not run.has_expired(now):
        if run.partial is not None:
            task.partial_result.update(run.partial)
        if run.result is not None:
            task.result.update(run.result)
    return task


def _run_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise TaskNotFound("Task not found", task_id=text) from None
