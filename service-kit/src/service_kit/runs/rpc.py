"""Serves the handlers of a service to the workers, which carry out runs of every kind."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from typing import Any
from uuid import UUID

import orjson

from altsports.task.v1 import work_pb2 as pb
from altsports.task.v1.work_pb2_grpc import WorkServiceServicer, add_WorkServiceServicer_to_server
from service_kit.errors import Unimplemented
from service_kit.rpc.grpc_server import Context, Registration
from service_kit.runs.work import Handler, Work


class UnknownKind(Unimplemented):
    """The service has no handler for runs of this kind."""

    reason = "UNKNOWN_KIND"


def work_registration(handlers: Mapping[str, Handler]) -> Registration:
    """For the registrations of a service: `work_registration({"deep_league_analysis": analyse})`."""
    return (add_WorkServiceServicer_to_server, WorkRpc(handlers))


class WorkRpc(WorkServiceServicer):
    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        self._handlers = handlers

    async def CarryOut(
        self,
        request_iterator: AsyncIterator[pb.CarryOutRequest],
        context: Context,  # noqa: ARG002 - the contract defines the signature
    ) -> AsyncGenerator[pb.CarryOutResponse]:
        request = await anext(request_iterator)
        handler = self._handlers.get(request.kind)
        if handler is None:
            raise UnknownKind(f"This service does not carry out runs of kind {request.kind!r}")
        yield pb.CarryOutResponse(started=pb.WorkStarted())
        reports: asyncio.Queue[pb.CarryOutResponse | None] = asyncio.Queue()
        work = _StreamedWork(request, reports)
        confirming = asyncio.ensure_future(work.confirm(request_iterator))
        working = asyncio.ensure_future(handler(work))
        working.add_done_callback(lambda _: reports.put_nowait(None))
        try:
            while (report := await reports.get()) is not None:
                yield report
            yield pb.CarryOutResponse(result=orjson.dumps(await working))
        finally:
            confirming.cancel()
            working.cancel()
            await asyncio.gather(working, confirming, return_exceptions=True)


class _StreamedWork(Work):
    """Sends what the handler reports to the worker, which writes it to the run."""

    def __init__(
        self, request: pb.CarryOutRequest, reports: "asyncio.Queue[pb.CarryOutResponse | None]"
    ) -> None:
        self.id = UUID(request.run_id)
        self.kind = request.kind
        self.attempt = request.attempt
        self.fence = request.fence
        self.params = orjson.loads(request.params)
        self.saved = orjson.loads(request.saved)
        self.user_id = request.user_id or None
        self.organisation_id = request.organisation_id or None
        self._reports = reports
        self._stored = 0
        self._unstored: deque[asyncio.Future[None]] = deque()
        self._confirms = True

    async def confirm(self, requests: AsyncIterator[pb.CarryOutRequest]) -> None:
        """Lets `save` return as soon as the worker has stored the state."""
        async for request in requests:
            while self._unstored and self._stored < request.stored:
                self._stored += 1
                _done(self._unstored.popleft())
        self._confirms = False  # an older worker sends nothing after the attempt
        while self._unstored:
            _done(self._unstored.popleft())

    async def progress(
        self, percent: float, *, message: str = "", partial: dict[str, Any] | None = None
    ) -> None:
        report = pb.WorkProgress(percent=percent, message=message)
        if partial is not None:
            report.partial = orjson.dumps(partial)
        self._reports.put_nowait(pb.CarryOutResponse(progress=report))
        await asyncio.sleep(0)

    async def save(self, state: dict[str, Any]) -> None:
        self.saved = dict(state)
        self._reports.put_nowait(pb.CarryOutResponse(saved=orjson.dumps(state)))
        if self._confirms:
            stored = asyncio.get_running_loop().create_future()
            self._unstored.append(stored)
            await stored


def _done(future: "asyncio.Future[None]") -> None:
    if not future.done():  # who saved was cancelled
        future.set_result(None)
