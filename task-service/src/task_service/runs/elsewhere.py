"""Carries out a run at the service that owns it: opens the stream of its work, and writes what it reports."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any, Final

import orjson

from altsports.task.v1 import work_pb2 as pb
from service_kit.caller import service_caller
from service_kit.errors import DomainError, FailedPrecondition, Internal, Unavailable
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.traffic import ServiceStopping
from service_kit.runs.rpc import UnknownKind
from task_service.runs.domain import OwnerAway
from task_service.runs.running import RunningRun

_CARRY_OUT: Final = "/altsports.task.v1.WorkService/CarryOut"


class UnknownOwner(FailedPrecondition):
    """The run names a service that the mesh does not have."""

    reason = "UNKNOWN_OWNER"


class Elsewhere:
    """The handler of the kinds of all other services. Cancelling it stops the work there."""

    def __init__(self, client: MeshClient) -> None:
        self._client = client

    async def __call__(self, run: RunningRun) -> dict[str, Any]:
        """Returns the result. Raises the error of the work, OwnerAway, or ClaimLost."""
        started = False
        caller = service_caller("task-worker")
        stored: asyncio.Queue[bool] = asyncio.Queue()
        requests = _requests(run, stored)
        try:
            messages = self._client.stream(_CARRY_OUT, requests, caller=caller, area=run.area)
        except KeyError:
            raise UnknownOwner(f"There is no {run.area} service") from None
        try:
            async with aclosing(messages):
                async for message in messages:
                    started = True
                    if message.WhichOneof("report") == "result":
                        return orjson.loads(message.result)
                    await _write(run, message, stored)
        except DomainError as error:
            if _is_away(error, started=started):
                raise OwnerAway(error.message) from error
            raise
        finally:
            stored.put_nowait(False)
        raise Internal(f"The {run.area} service ended the work without a result")


def _is_away(error: DomainError, *, started: bool) -> bool:
    """Whether the service cannot take the work now: it is down, restarts, or is of an older version.

    A service that breaks off in the middle may do so because of the work, so that costs an attempt.
    """
    if isinstance(error, ServiceStopping | UnknownKind):
        return True
    return not started and isinstance(error, Unavailable)


async def _write(run: RunningRun, message: pb.CarryOutResponse, stored: "asyncio.Queue[bool]") -> None:
    match message.WhichOneof("report"):
        case "saved":
            await run.save(orjson.loads(message.saved))
            stored.put_nowait(True)
        case "progress":
            report = message.progress
            partial = orjson.loads(report.partial) if report.HasField("partial") else None
            await run.progress(report.percent, message=report.message, partial=partial)
        case _:
            pass


async def _requests(run: RunningRun, stored: "asyncio.Queue[bool]") -> AsyncGenerator[pb.CarryOutRequest]:
    """The attempt, and then how many states are stored, until the call ends."""
    yield _request(run)
    total = 0
    while await stored.get():
        total += 1
        yield pb.CarryOutRequest(run_id=str(run.id), kind=run.kind, stored=total)


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
