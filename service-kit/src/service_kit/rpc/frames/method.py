"""One unary method on a link: as a frame if that is possible, otherwise as a call of its own."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

import grpc
from google.protobuf.message import DecodeError

from altsports.contract.catalog import Method
from service_kit.rpc.frames.stream import rpc_error
from service_kit.rpc.frames.streams import Streams
from service_kit.rpc.incoming import Headers


class LinkedMethod:
    """Called like gRPC's own callable of a method, whose errors it raises as well."""

    __slots__ = ("_own_call", "_parse", "_path", "_repeatable", "_streams")

    def __init__(self, method: Method, streams: Streams, own_call: Callable[..., Awaitable[Any]]) -> None:
        self._path = method.full_path
        self._repeatable = method.retry_safe
        self._parse = method.response_class.FromString
        self._streams = streams
        self._own_call = own_call

    async def __call__(
        self,
        request: Any,
        *,
        timeout: float,  # noqa: ASYNC109 - gRPC's signature
        metadata: list[tuple[str, str]],
    ) -> Any:
        ends = time.monotonic() + timeout
        stream = self._streams.pick()
        if stream is not None:
            content = request.SerializeToString()
            headers = Headers(metadata)
            call = stream.send(self._path, content, headers, ends=ends, repeatable=self._repeatable)
            if call is not None and (response := await call.answer()) is not None:
                return self._decode(response)
        return await self._own_call(request, timeout=ends - time.monotonic(), metadata=metadata)

    def _decode(self, response: bytes) -> Any:
        try:
            return self._parse(response)
        except DecodeError:
            raise rpc_error(grpc.StatusCode.INTERNAL, "The response is malformed") from None
