"""An engine of somebody else: a gRPC server at TRACKING_ENGINE_HOST and TRACKING_ENGINE_PORT."""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from typing import Any, Final

import grpc

from ai_service.match_engine.errors import EngineFailed, EngineProtocolError
from ai_service.match_engine.port import Input
from altsports.analysis.v1 import analysis_pb2 as pb
from altsports.analysis.v1.analysis_pb2_grpc import AnalysisServiceStub
from service_kit.errors import DomainError
from service_kit.rpc.channel_options import client_options
from service_kit.rpc.wire_errors import from_rpc_error

_CHUNK: Final = 1024 * 1024
_LARGEST_S: Final = 6 * 3600.0
_ANSWER_S: Final = 10.0
_LARGEST_MESSAGE: Final = 4 * 1024 * 1024


class RemoteEngine:
    """Sends the inputs as chunks. Closing the packets cancels the call."""

    def __init__(self, address: str) -> None:
        self._address = address

    async def describe(self) -> pb.GetEngineResponse:
        async with self._channel() as channel:
            stub: Any = AnalysisServiceStub(channel)
            try:
                return await stub.GetEngine(pb.GetEngineRequest(), timeout=_ANSWER_S)
            except grpc.aio.AioRpcError as error:
                raise self._translated(error) from None

    async def analyse(
        self, start: pb.RunStart, inputs: Sequence[Input]
    ) -> AsyncGenerator[pb.AnalyzeResponse]:
        inline = pb.RunStart.FromString(start.SerializeToString())
        for reference in inline.inputs:
            reference.ClearField("location")
        async with self._channel() as channel:
            stub: Any = AnalysisServiceStub(channel)
            call = stub.Analyze(_requests(inline, inputs), timeout=_LARGEST_S)
            try:
                async for packet in call:
                    yield packet
            except grpc.aio.AioRpcError as error:
                raise self._translated(error) from None
            finally:
                call.cancel()

    def _channel(self) -> grpc.aio.Channel:
        options = [*client_options(), ("grpc.max_receive_message_length", _LARGEST_MESSAGE)]
        return grpc.aio.insecure_channel(self._address, options=options)

    def _translated(self, error: grpc.aio.AioRpcError) -> DomainError:
        """The error of an engine; one that gRPC itself reports says what the engine did wrong."""
        if error.code() == grpc.StatusCode.RESOURCE_EXHAUSTED and "larger than max" in (
            error.details() or ""
        ):
            return EngineProtocolError("The engine broke its contract: a packet is too large")
        found = from_rpc_error(error, area="tracking engine")
        if found.reason in _OF_GRPC:
            words = f"The tracking engine at {self._address} does not answer"
            return EngineFailed(words, retry_after_s=10)
        return found


_OF_GRPC: Final = {
    "SERVICE_UNAVAILABLE",
    "CALL_INTERRUPTED",
    "DEADLINE_EXCEEDED",
    "UNIMPLEMENTED",
    "INTERNAL",
}


async def _requests(start: pb.RunStart, inputs: Sequence[Input]) -> AsyncIterator[pb.AnalyzeRequest]:
    yield pb.AnalyzeRequest(start=start)
    for number, read in enumerate(inputs):
        async for chunk in read():
            for at in range(0, len(chunk), _CHUNK):
                data = bytes(chunk[at : at + _CHUNK])
                yield pb.AnalyzeRequest(chunk=pb.InputChunk(input=number, data=data))
