"""QueueService: accepts the runs that services ask for."""

from typing import Any, cast
from uuid import UUID

import orjson

from altsports.task.v1 import queue_pb2 as pb
from altsports.task.v1.queue_pb2_grpc import QueueServiceServicer
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.errors import ValidationFailed
from service_kit.rpc.grpc_server import Context
from service_kit.runs.requests import RunRequest
from service_kit.timestamps import time_from_pb
from task_service.queue.limits import Queue
from task_service.runs import operations


class QueueRpc(QueueServiceServicer):
    def __init__(self, database: Database, queue: Queue, clock: Clock) -> None:
        self._database = database
        self._queue = queue
        self._clock = clock

    async def EnqueueRun(
        self,
        request: pb.EnqueueRunRequest,
        context: Context,  # noqa: ARG002 - the contract defines the signature
    ) -> pb.EnqueueRunResponse:
        async with self._database.transaction() as connection:
            created = await operations.enqueue(
                connection, self._queue, UUID(request.run_id), _request_from_pb(request), self._clock.now()
            )
        return pb.EnqueueRunResponse(created=created)


def _request_from_pb(request: pb.EnqueueRunRequest) -> RunRequest:
    return RunRequest(
        kind=request.kind,
        user_id=request.user_id if request.HasField("user_id") else None,
        params=_params(request.params),
        run_at=time_from_pb(request.run_at) if request.HasField("run_at") else None,
        priority=request.priority,
        organisation_id=request.organisation_id if request.HasField("organisation_id") else None,
        shared_with=tuple(request.shared_with),
        area=request.area,
        estimated_s=request.estimated_s if request.HasField("estimated_s") else None,
    )


def _params(given: bytes) -> dict[str, Any]:
    try:
        params = orjson.loads(given or b"{}")
    except orjson.JSONDecodeError:
        params = None
    if not isinstance(params, dict):
        raise ValidationFailed.at("params", "Must be a JSON object")
    return cast("dict[str, Any]", params)
