"""One unary method on a link: as a frame if that is possible, otherwise as a call of its own."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

import grpc
from google.protobuf.message import DecodeError

from altsports.contract.catalog import Method
from service_kit.rpc.answers import Form
from service_kit.rpc.frames.streams import Streams
from service_kit.rpc.frames.wire import rpc_error
from service_kit.rpc.headers import Headers


class LinkedMethod:
    """Called in place of gRPC's own callable, whose errors it raises. `form` is what it returns."""

    __slots__ = ("_form", "_own_call", "_path", "_streams")

    def __init__(
        self, method: Method, form: Form, streams: Streams | None, own_call: Callable[..., Awaitable[Any]]
    ) -> None:
        self._path = method.full_path
        self._form = form
        self._streams = streams
        self._own_call = own_call

    async def __call__(
        self,
        request: Any,
        *,
        timeout: float,  # noqa: ASYNC109 - as of gRPC
        headers: Headers,
    ) -> Any:
        ends = time.monotonic() + timeout
        stream = None if self._streams is None else self._streams.pick()
        if stream is not None:
            content = request.SerializeToString()
            call = stream.send(self._path, content, headers, ends=ends, form=self._form.number)
            if call is not None and (response := await call.answer()) is not None:
                return self._decode(response)
        message = await self._own_call(request, timeout=ends - time.monotonic(), metadata=headers.metadata())
        return self._form.convert(message)

    def _decode(self, response: bytes) -> Any:
        try:
            return self._form.parse(response)
        except (DecodeError, ValueError):
            raise rpc_error(grpc.StatusCode.INTERNAL, "The response is malformed") from None
