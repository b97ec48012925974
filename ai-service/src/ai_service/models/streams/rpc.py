"""The gRPC handlers of streams."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from ai_service.models.streams.errors import InvalidLastEventId
from ai_service.models.streams.streams import Streams, parse_event_id
from altsports.ai.v1 import streams_pb2 as pb
from altsports.ai.v1.streams_pb2_grpc import StreamServiceServicer
from service_kit.caller import current_caller
from service_kit.rpc.grpc_server import Context


class StreamRpc(StreamServiceServicer):
    def __init__(self, streams: Streams) -> None:
        self._streams = streams

    async def FollowStream(
        self,
        request: pb.FollowStreamRequest,
        context: Context,  # noqa: ARG002 - the contract gives the signature
    ) -> AsyncGenerator[pb.FollowStreamResponse]:
        after = 0
        if request.last_event_id:
            stream_id, after = parse_event_id(request.last_event_id)
            if stream_id != request.stream_id:
                raise InvalidLastEventId.at("last_event_id", "is the id of an event of another stream")
        following = self._streams.follow(request.stream_id, owner=current_caller().principal, after=after)
        async with aclosing(following) as events:
            async for event in events:
                yield pb.FollowStreamResponse(event=event)
