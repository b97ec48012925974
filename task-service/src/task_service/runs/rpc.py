"""RunService: opens the transaction, calls the operation, answers."""

from uuid import UUID

from altsports.task.v1 import runs_pb2 as pb
from altsports.task.v1.runs_pb2_grpc import RunServiceServicer
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.grpc_server import Context
from service_kit.timestamps import time_to_pb
from task_service.errors import RunNotFound
from task_service.queue.engine import Queue
from task_service.runs import operations
from task_service.runs.domain import Run


class RunRpc(RunServiceServicer):
    def __init__(self, database: Database, queue: Queue, clock: Clock) -> None:
        self._database = database
        self._queue = queue
        self._clock = clock

    async def StartRun(self, request: pb.StartRunRequest, context: Context) -> pb.StartRunResponse:  # noqa: ARG002
        async with self._database.transaction() as connection:
            run = await operations.request_run(
                connection,
                self._queue,
                current_caller(),
                kind=request.kind,
                request_id=request.request_id or None,
                now=self._clock.now(),
            )
        return pb.StartRunResponse(run=run_to_pb(run))

    async def GetRun(self, request: pb.GetRunRequest, context: Context) -> pb.GetRunResponse:  # noqa: ARG002
        async with self._database.read() as connection:
            run = await operations.get_run(connection, current_caller(), _run_id(request.run_id))
        return pb.GetRunResponse(run=run_to_pb(run))

    async def ListRuns(self, request: pb.ListRunsRequest, context: Context) -> pb.ListRunsResponse:  # noqa: ARG002
        async with self._database.read() as connection:
            page = await operations.list_runs(
                connection,
                current_caller(),
                status=request.status or None,
                page_size=request.page_size,
                page_token=request.page_token or None,
            )
        return pb.ListRunsResponse(
            runs=[run_to_pb(run) for run in page.runs],
            next_page_token=page.next_page_token,
            total_size=page.total_size,
        )


def run_to_pb(run: Run) -> pb.Run:
    """The run as the contract shows it."""
    message = pb.Run(
        id=str(run.id),
        kind=run.kind,
        status=run.status,
        progress=run.progress,
        attempts=run.attempts,
        error=run.error,
        created_at=time_to_pb(run.created_at),
        started_at=time_to_pb(run.started_at),
        completed_at=time_to_pb(run.completed_at),
    )
    if run.result is not None:
        message.result.update(run.result)
    return message


def _run_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise RunNotFound("Run not found", run_id=text) from None
