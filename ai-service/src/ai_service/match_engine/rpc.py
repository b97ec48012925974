"""Serves an engine over gRPC."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from functools import partial

from ai_service.match_engine.embedded import EmbeddedEngine
from ai_service.match_engine.errors import InputMismatch, InputNotReachable, InvalidStart
from ai_service.match_engine.port import Input
from altsports.analysis.v1 import analysis_pb2 as pb
from altsports.analysis.v1.analysis_pb2_grpc import AnalysisServiceServicer
from service_kit.files.store import FileStore
from service_kit.rpc.grpc_server import Context


class AnalysisRpc(AnalysisServiceServicer):
    def __init__(self, engine: EmbeddedEngine, store: FileStore | None) -> None:
        """Without a store, inputs come as chunks only."""
        self._engine = engine
        self._store = store

    async def Analyze(
        self,
        request_iterator: AsyncIterator[pb.AnalyzeRequest],
        context: Context,  # noqa: ARG002 - the contract defines the signature
    ) -> AsyncGenerator[pb.AnalyzeResponse]:
        first = await anext(request_iterator, None)
        if first is None or not first.HasField("start"):
            raise InvalidStart("The first message must be the start")
        chunks = _Chunks(request_iterator)
        inputs = [self._input(number, each, chunks) for number, each in enumerate(first.start.inputs)]
        async with aclosing(self._engine.analyse(first.start, inputs)) as packets:
            async for packet in packets:
                yield packet

    async def GetEngine(self, request: pb.GetEngineRequest, context: Context) -> pb.GetEngineResponse:  # noqa: ARG002 - as above
        return await self._engine.describe()

    def _input(self, number: int, reference: pb.InputReference, chunks: "_Chunks") -> Input:
        if not reference.location:
            return partial(chunks.of, number, reference)
        if self._store is None:
            raise InputNotReachable("This engine has no file store: send the inputs as chunks")
        return partial(self._store.get, reference.location)


class _Chunks:
    """The chunks of a request, input after input."""

    def __init__(self, requests: AsyncIterator[pb.AnalyzeRequest]) -> None:
        self._requests = requests

    async def of(self, number: int, reference: pb.InputReference) -> AsyncGenerator[bytes]:
        """The bytes of one input, until it is as large as announced."""
        left = reference.size
        while left > 0:
            request = await anext(self._requests, None)
            if request is None or not request.HasField("chunk") or request.chunk.input != number:
                raise InputMismatch(f"{left:,} bytes of {reference.name} are missing")
            left -= len(request.chunk.data)
            yield request.chunk.data
