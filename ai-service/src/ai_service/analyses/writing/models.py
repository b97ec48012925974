"""The part of the model layer that analyses use."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Protocol

from ai_service.models.calls.values import Completion, ModelRequest, StreamEvent
from ai_service.models.providers.port import Json
from altsports.ai.v1 import streams_pb2 as pb

Finish = Callable[[Completion], Awaitable[Json]]
"""Called with the answer of a stream before it ends; returns what the product adds to the last event."""


class Calls(Protocol):
    """Calls a language model, or writes without one if none is configured."""

    async def generate(self, request: ModelRequest) -> Completion: ...

    def stream(self, request: ModelRequest) -> AsyncGenerator[StreamEvent]: ...


class Streams(Protocol):
    """The streams of texts that clients read while they are written."""

    def begin(self, events: AsyncGenerator[StreamEvent], *, owner: str, finish: Finish) -> str: ...

    def follow(self, stream_id: str, *, owner: str, after: int = 0) -> AsyncGenerator[pb.StreamEvent]: ...


class Models(Protocol):
    """The model layer."""

    @property
    def calls(self) -> Calls: ...

    @property
    def streams(self) -> Streams: ...
