"""Stands in for gRPC's context of a call, so that a handler cannot tell a frame from a call of its own."""

import time
from collections.abc import Iterable
from typing import NoReturn

import grpc

from service_kit.rpc.frames.layout import CallFrame, error_frame
from service_kit.rpc.headers import Headers
from service_kit.rpc.wire_errors import DETAILS_KEY


class FrameContext:
    """The part of grpc.aio.ServicerContext that endpoints use."""

    __slots__ = ("_call", "_caller", "_ends", "is_cancelled", "outcome")

    def __init__(self, call: CallFrame, caller: str) -> None:
        self._call = call
        self._caller = caller
        self._ends = time.monotonic() + call.timeout_s
        self.is_cancelled = False
        self.outcome: tuple[grpc.StatusCode, str, bytes] | None = None

    def invocation_metadata(self) -> list[tuple[str, str]]:
        """The headers that a call of its own would have."""
        return Headers(self._caller, self._call.traceparent, self._call.request_id).metadata()

    def time_remaining(self) -> float:
        """Seconds until the client gives up."""
        return self._ends - time.monotonic()

    def cancelled(self) -> bool:
        """Whether the client has left."""
        return self.is_cancelled

    async def abort(
        self, code: grpc.StatusCode, details: str = "", trailing_metadata: Iterable[tuple[str, bytes]] = ()
    ) -> NoReturn:
        """Ends the call with an error."""
        status = next((value for key, value in trailing_metadata if key == DETAILS_KEY), b"")
        self.outcome = code, details, status
        raise grpc.aio.AbortError

    def error(self, number: int) -> bytes:
        """The frame of the error that ended the call."""
        code, text, status = self.outcome or (grpc.StatusCode.INTERNAL, "Internal server error", b"")
        return error_frame(number, code.value[0], text, status)
