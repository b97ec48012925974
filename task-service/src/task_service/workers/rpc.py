"""WorkerService: what operators look at."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from altsports.task.v1 import workers_pb2 as pb
from altsports.task.v1.workers_pb2_grpc import WorkerServiceServicer
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.grpc_server import Context
from service_kit.timestamps import time_to_pb
from task_service.workers import repository as workers
from task_service.workers.repository import Active, KindFigures, Worker


class WorkerRpc(WorkerServiceServicer):
    def __init__(self, database: Database, clock: Clock, *, lost_after_s: float) -> None:
        self._database = database
        self._clock = clock
        self._lost_after_s = lost_after_s

    async def ListWorkers(self, request: pb.ListWorkersRequest, context: Context) -> pb.ListWorkersResponse:  # noqa: ARG002
        async with self._database.read() as connection:
            found = await workers.seen(connection, lost_after_s=self._lost_after_s)
            ids = [run_id for worker in found for run_id in worker.active]
            active = {run.id: run for run in await workers.active_runs(connection, ids)}
        return pb.ListWorkersResponse(workers=[_worker_to_pb(worker, active) for worker in found])

    async def GetTaskQueue(
        self,
        request: pb.GetTaskQueueRequest,
        context: Context,  # noqa: ARG002
    ) -> pb.GetTaskQueueResponse:
        now = self._clock.now()
        since = now - timedelta(minutes=request.minutes)
        async with self._database.read() as connection:
            depth = await workers.depth(connection, now)
            alive = await workers.alive(connection, lost_after_s=self._lost_after_s)
            figures = await workers.figures(connection, since)
            timeline = await workers.timeline(connection, since)
        queue = pb.TaskQueue(
            queued=depth.queued,
            held_back=depth.held_back,
            scheduled=depth.scheduled,
            running=depth.running,
            oldest_queued_s=round(depth.oldest_queued_s, 3),
            workers=alive,
            minutes=request.minutes,
            types=[_figures_to_pb(each) for each in figures],
            timeline=[
                pb.TaskMinute(
                    minute_at=time_to_pb(each.minute_at), completed=each.completed, failed=each.failed
                )
                for each in timeline
            ],
        )
        return pb.GetTaskQueueResponse(queue=queue)


def _worker_to_pb(worker: Worker, active: Mapping[UUID, Active]) -> pb.Worker:
    status = "lost" if worker.lost else "stopping" if worker.stopping else "working"
    working_on = () if worker.lost else [active[run_id] for run_id in worker.active if run_id in active]
    return pb.Worker(
        worker_id=str(worker.id),
        host=worker.host,
        pid=worker.pid,
        status=status,
        concurrency=worker.concurrency,
        active=[
            pb.WorkerTask(
                task_id=str(run.id),
                type=run.kind,
                progress=run.progress,
                attempt=run.attempts,
                started_at=time_to_pb(run.started_at),
            )
            for run in working_on
        ],
        processed=worker.processed,
        completed=worker.completed,
        failed=worker.failed,
        retried=worker.retried,
        started_at=time_to_pb(worker.started_at),
        seen_at=time_to_pb(worker.seen_at),
    )


def _figures_to_pb(figures: KindFigures) -> pb.TaskTypeFigures:
    return pb.TaskTypeFigures(
        type=figures.kind,
        pending=figures.pending,
        running=figures.running,
        completed=figures.completed,
        failed=figures.failed,
        cancelled=figures.cancelled,
        retries=figures.retries,
        mean_duration_s=figures.mean_duration_s,
        p95_duration_s=figures.p95_duration_s,
    )
