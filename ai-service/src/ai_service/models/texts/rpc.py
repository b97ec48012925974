"""The gRPC handlers with which operators try prompts, providers and the fallback."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from ai_service.models.calls.model_calls import ModelCalls
from ai_service.models.calls.values import ModelRequest
from ai_service.models.providers.port import Prompt
from ai_service.models.streams.entries import result_to_pb
from ai_service.models.streams.streams import Streams, parse_event_id
from altsports.ai.v1 import texts_pb2 as pb
from altsports.ai.v1.texts_pb2_grpc import TextServiceServicer
from service_kit.caller import current_caller
from service_kit.rpc.grpc_server import Context


class TextRpc(TextServiceServicer):
    def __init__(self, calls: ModelCalls, streams: Streams) -> None:
        self._calls = calls
        self._streams = streams

    async def GenerateText(
        self,
        request: pb.GenerateTextRequest,
        context: Context,  # noqa: ARG002 - the contract gives the signature
    ) -> pb.GenerateTextResponse:
        done = await self._calls.generate(_request_from_pb(request, "GenerateText"))
        return pb.GenerateTextResponse(result=result_to_pb(done, {}))

    async def StreamText(
        self,
        request: pb.StreamTextRequest,
        context: Context,  # noqa: ARG002 - the contract gives the signature
    ) -> AsyncGenerator[pb.StreamTextResponse]:
        owner, after = current_caller().principal, 0
        if request.last_event_id:
            stream_id, after = parse_event_id(request.last_event_id)
        else:
            events = self._calls.stream(_request_from_pb(request, "StreamText"))
            stream_id = self._streams.begin(events, owner=owner)
        async with aclosing(self._streams.follow(stream_id, owner=owner, after=after)) as following:
            async for event in following:
                yield pb.StreamTextResponse(event=event)


def _request_from_pb(request: pb.GenerateTextRequest | pb.StreamTextRequest, endpoint: str) -> ModelRequest:
    prompt = Prompt.of(
        request.prompt,
        system=request.system,
        max_tokens=request.max_tokens,
        temperature=request.temperature,
    )
    return ModelRequest(prompt, request.task, endpoint, request.provider)
