"""The client's end of one stream: sends calls as frames, and hands each answer to the task that awaits it."""

import asyncio
import time

import grpc

from service_kit.errors import DomainError
from service_kit.rpc.channel_options import MAX_MESSAGE_BYTES
from service_kit.rpc.frames import layout
from service_kit.rpc.frames.layout import CallFrame, MalformedFrame
from service_kit.rpc.frames.names import GivenNames
from service_kit.rpc.frames.outbox import Outbox
from service_kit.rpc.frames.wire import ClientWire, rpc_error
from service_kit.rpc.headers import Headers
from service_kit.rpc.traffic import Traffic
from service_kit.rpc.wire_errors import grpc_code_of

Result = bytes | grpc.aio.AioRpcError | None
"""The outcome of a call: its response, its error, or None if the service refused to run it on the link."""


class Pending:
    """A call in flight."""

    __slots__ = ("_parts", "_size", "_stream", "ends", "future", "is_stream", "number")

    def __init__(self, stream: "LinkStream", number: int, ends: float) -> None:
        self._stream = stream
        self.number = number
        self.ends = ends
        self.is_stream = False
        self.future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._parts: list[bytes] = []
        self._size = 0

    async def answer(self) -> bytes | None:
        """The response; None if the call must be made without the link. Raises AioRpcError, as gRPC does."""
        try:
            result = await self.future
        except asyncio.CancelledError:
            self._stream.abandon(self)
            raise
        if isinstance(result, grpc.aio.AioRpcError):
            raise result
        return result

    def add(self, part: bytes) -> None:
        """Keeps a part of a large response. Raises MalformedFrame if it becomes larger than a message."""
        self._size += len(part)
        if self._size > MAX_MESSAGE_BYTES:
            raise MalformedFrame("A response of the link is larger than a message may be")
        self._parts.append(part)

    def settle(self, result: Result) -> None:
        """Wakes the task that waits, unless it has left."""
        if self.future.done():
            return
        if self._parts and isinstance(result, bytes):
            result = b"".join((*self._parts, result))
        # An error is a result as well: nobody retrieves the exception of a future whose task has left.
        self.future.set_result(result)

    def stop(self, why: DomainError) -> None:
        """Called by Traffic at the deadline."""
        self._stream.abandon(self)
        self.settle(rpc_error(grpc.StatusCode.DEADLINE_EXCEEDED, why.message))


class LinkStream:
    """One stream to one process. `run` serves it until it ends."""

    def __init__(self, wire: ClientWire) -> None:
        self.process: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.is_leaving = False
        self._wire = wire
        self._outbox = Outbox()
        self._names = GivenNames()
        self._traffic = Traffic()
        self._pending: dict[int, Pending] = {}
        self._last_number = 0
        self._ending: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._pending)

    def send(
        self, method: str, request: bytes, headers: Headers, *, ends: float, form: int
    ) -> Pending | None:
        """Starts a call that ends at `ends` (monotonic seconds); None if it does not fit on the link."""
        if (
            self.is_leaving
            or len(request) > layout.LARGEST_FRAME
            or len(headers.caller) > layout.LONGEST_NAME
            or len(self._pending) >= layout.MOST_CALLS
            or self._outbox.is_full
        ):
            return None
        number = self._last_number = self._last_number % layout.LAST_NUMBER + 1
        call = CallFrame(
            method=self._named(method),
            caller=self._named(headers.caller) if headers.caller else layout.NO_NAME,
            timeout_s=max(ends - time.monotonic(), 0.0),
            form=form,
            traceparent=headers.traceparent,
            request_id=headers.request_id,
            request=request,
        )
        data = layout.call_frame(number, call)
        if data is None:
            return None
        self._outbox.put(data)
        pending = self._pending[number] = Pending(self, number, ends)
        self._traffic.enter(pending)
        return pending

    def abandon(self, pending: Pending) -> None:
        """Forgets a call, and stops its handler."""
        if self._remove(pending.number) is not None:
            self._outbox.put(layout.frame(layout.CANCEL, pending.number))

    def leave(self) -> None:
        """Takes no new calls, and ends the stream after the last answer."""
        self.is_leaving = True
        self._end_if_idle()

    async def run(self) -> grpc.StatusCode:
        """Reads until the stream ends, and returns why. The calls that are left then fail as UNAVAILABLE."""
        self._wire.start(self._outbox)
        try:
            await self._wire.receive(self._take)
        except grpc.aio.AioRpcError as error:
            return error.code()
        except MalformedFrame:
            return grpc.StatusCode.DATA_LOSS
        except asyncio.CancelledError:
            self._fail(None)  # the client is being closed
            raise
        else:
            return grpc.StatusCode.OK
        finally:
            self._fail(rpc_error(grpc.StatusCode.UNAVAILABLE, "The link was lost"))
            if self._ending is not None:
                self._ending.cancel()
            await self._wire.stop()

    def _named(self, text: str) -> int:
        number, definition = self._names.number(text)
        if definition is not None:
            self._outbox.put(definition)
        return number

    def _take(self, kind: int, number: int, content: bytes) -> None:
        if kind == layout.ANSWER:
            self._settle(number, content)
        elif kind == layout.PART:
            if number in self._pending:
                self._pending[number].add(content)
        elif kind == layout.ERROR:
            code, text, status = layout.read_error(content)
            error = rpc_error(grpc_code_of(code), text, status)
            if number == layout.NO_CALL:
                raise error
            self._settle(number, error)
        elif kind == layout.REFUSED:
            self._settle(number, None)
        elif kind == layout.LEAVING:
            self.leave()
        elif kind == layout.HELLO and not self.process.done():
            self.process.set_result(content)
        else:
            raise MalformedFrame(f"The link has no frame of kind {kind} from a service")

    def _settle(self, number: int, result: "Result") -> None:
        pending = self._remove(number)
        if pending is not None:  # otherwise its caller has left
            pending.settle(result)

    def _remove(self, number: int) -> Pending | None:
        pending = self._pending.pop(number, None)
        if pending is not None:
            self._traffic.leave(pending)
            self._end_if_idle()
        return pending

    def _end_if_idle(self) -> None:
        if self.is_leaving and not self._pending and self._ending is None:
            self._ending = asyncio.create_task(self._end())

    async def _end(self) -> None:
        await self._outbox.empty()
        await self._wire.done_writing()

    def _fail(self, error: grpc.aio.AioRpcError | None) -> None:
        self.is_leaving = True
        lost, self._pending = self._pending, {}
        for pending in lost.values():
            self._traffic.leave(pending)
            if error is None:
                pending.future.cancel()
            else:
                pending.settle(error)
