"""Carries out a run at the service that owns it: opens the stream of its work, and writes what it reports."""

from contextlib import aclosing
from typing import Any, Final

import orjson

from altsports.task.v1 import work_pb2 as pb
from service_kit.caller import service_caller
from service_kit.errors import Unavailable
from service_kit.rpc.grpc_client import MeshClient
from task_service.runs.jobs import RunningRun

_CARRY_OUT: Final = "/altsports.task.v1.WorkService/CarryOut"


class Elsewhere:
    """The handler of the kinds of all other services. Cancelling it stops the work there."""

    def __init__(self, client: MeshClient) -> None:
        self._client = client

    async def __call__(self, run: RunningRun) -> dict[str, Any]:
        """Returns the result. Raises the error of the work, Unavailable, or ClaimLost."""
        caller = service_caller("task-worker")
        messages = self._client.stream(_CARRY_OUT, _request(run), caller=caller, area=run.area)
        async with aclosing(messages):
            async for message in messages:
                match message.WhichOneof("report"):
                    case "result":
                        return orjson.loads(message.result)
                    case "saved":
                        await run.save(orjson.loads(message.saved))
                    case "progress":
                        await _write_progress(run, message.progress)
                    case _:
                        pass
        raise Unavailable(f"The {run.area} service ended the work without a result")


async def _write_progress(run: RunningRun, progress: pb.WorkProgress) -> None:
    partial = orjson.loads(progress.partial) if progress.HasField("partial") else None
    await run.progress(progress.percent, message=progress.message, partial=partial)


def _request(run: RunningRun) -> pb.CarryOutRequest:
    return pb.CarryOutRequest(
        run_id=str(run.id),
        kind=run.kind,
        params=orjson.dumps(run.params),
        saved=orjson.dumps(run.saved),
        attempt=run.attempt,
        fence=run.fence,
        user_id=run.user_id or "",
        organisation_id=run.organisation_id or "",
    )
