"""The service's end of links: runs the calls that arrive as frames, each in a task of its own."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from functools import partial
from typing import Any, Final, cast
from uuid import uuid4

import grpc

from service_kit.caller import CALLER_KEY, CallerVerifier
from service_kit.errors import DomainError, PermissionDenied, Unimplemented
from service_kit.logging import logs
from service_kit.rpc.channel_options import MAX_MESSAGE_BYTES
from service_kit.rpc.frames import layout
from service_kit.rpc.frames.context import FrameContext
from service_kit.rpc.frames.layout import MalformedFrame
from service_kit.rpc.frames.names import KnownNames
from service_kit.rpc.frames.outbox import Outbox
from service_kit.rpc.frames.socket_wire import ServedSocket
from service_kit.rpc.frames.wire import ServedGrpc, Wire
from service_kit.rpc.headers import Headers
from service_kit.rpc.incoming import Context
from service_kit.rpc.wire_errors import abort_arguments

Answer = Callable[[bytes, Context], Awaitable[bytes]]
"""Runs one unary method: the request in, the response out; it ends with `context.abort` if it fails."""
Answers = Mapping[tuple[str, int], Answer]

log = logs.get_logger(__name__)
_LAST_WRITE_S: Final = 5.0


class Served:
    """All links to one server. `answers` has each unary method, by its path and the form of its responses."""

    def __init__(self, answers: Answers, verifier: CallerVerifier) -> None:
        self._answers = answers
        self._verifier = verifier
        self._process = uuid4().bytes
        self._streams: set[ServedStream] = set()

    def handler(self) -> "grpc.RpcMethodHandler[Any, Any]":
        """The handler of the stream; bytes in, bytes out."""
        return grpc.stream_stream_rpc_method_handler(self._exchange)

    def drain(self) -> None:
        """Asks all clients to send new calls elsewhere; each stream ends after its last call."""
        for stream in self._streams:
            stream.leave()

    async def _exchange(self, messages: AsyncIterator[bytes], context: Context) -> None:
        try:
            self._admit(Headers.of(context.invocation_metadata() or ()).caller)
            await self._run(ServedStream(self._answers), ServedGrpc(messages, context.write))
        except DomainError as error:
            await context.abort(*abort_arguments(error))

    async def on_socket(self, socket: ServedSocket) -> None:
        """Serves a link on a socket, whose first frame says who opens it, until it ends."""
        try:
            await self._run(ServedStream(self._answers, admit=self._admit_opened), socket)
        except DomainError as error:
            socket.refuse(error)
        finally:
            socket.close()

    async def _run(self, stream: "ServedStream", wire: Wire) -> None:
        self._streams.add(stream)
        try:
            await stream.run(self._process, wire)
        finally:
            self._streams.discard(stream)

    def _admit_opened(self, content: bytes) -> None:
        path, _, caller = layout.read_text(content).partition(" ")
        if path != layout.PATH:
            raise Unimplemented("The service does not know this version of the link")
        self._admit(caller)

    def _admit(self, signed: str) -> None:
        """Only processes of the mesh open links. Each call proves its own caller, whoever opened the link."""
        caller = self._verifier.verify(signed, time.time())
        if caller.kind != "service":
            raise PermissionDenied(f"Only processes of the mesh may open a link; send {CALLER_KEY} of one")


class ServedStream:
    """One stream from one client. With `admit`, it does nothing before the first frame is admitted."""

    def __init__(self, answers: Answers, *, admit: Callable[[bytes], None] | None = None) -> None:
        self._answers = answers
        self._admit = admit
        self._hello = b""
        self._names = KnownNames()
        self._outbox = Outbox()
        self._running: dict[int, tuple[asyncio.Task[None], FrameContext]] = {}

    async def run(self, process: bytes, wire: Wire) -> None:
        """Serves until the client is done. Raises MalformedFrame, which ends the whole stream."""
        self._hello = layout.frame(layout.HELLO, layout.NO_CALL, process)
        if self._admit is None:
            self._outbox.put(self._hello)
        wire.start(self._outbox)
        try:
            await wire.receive(self._take)
            await self._finish()
        except MalformedFrame:
            async with asyncio.timeout(_LAST_WRITE_S):
                await self._outbox.stop()  # gRPC cannot send the error while a message is being written
            raise
        finally:
            tasks = [task for task, _ in self._running.values()]
            for task in tasks:
                task.cancel()
            await wire.stop()
            await asyncio.gather(*tasks, return_exceptions=True)

    def leave(self) -> None:
        """Asks the client to send new calls elsewhere. What it has sent until then is still answered."""
        self._outbox.put(layout.frame(layout.LEAVING, layout.NO_CALL))

    async def _finish(self) -> None:
        while self._running:
            await asyncio.wait([task for task, _ in self._running.values()])
            await asyncio.sleep(0)  # lets the callbacks of finished tasks run
        await self._outbox.empty()

    def _take(self, kind: int, number: int, content: bytes) -> None:
        if kind == layout.CALL:
            self._start(number, content)
        elif kind == layout.NAME and self._admit is None:  # no call can be made without names
            self._names.learn(number, content)
        elif kind == layout.CANCEL:
            self._cancel(number)
        elif kind == layout.OPEN and self._admit is not None:
            self._admit(content)
            self._admit = None
            self._outbox.put(self._hello)
        else:
            raise MalformedFrame(f"The link has no frame of kind {kind} from a client")

    def _start(self, number: int, content: bytes) -> None:
        call = layout.read_call(content)
        method, caller = self._names.text(call.method), self._names.text(call.caller)
        if number in self._running:
            raise MalformedFrame("Two calls of the link have the same number")
        answer = self._answers.get((method, call.form))
        # Nothing was done yet, so the client can safely make a call of its own.
        if answer is None or len(self._running) >= layout.MOST_CALLS or self._outbox.is_full:
            self._outbox.put(layout.frame(layout.REFUSED, number))
            return
        context = FrameContext(call, caller)
        task = asyncio.create_task(self._answer(number, answer, call.request, context))
        self._running[number] = task, context
        task.add_done_callback(partial(self._forget, number))

    def _cancel(self, number: int) -> None:
        self._outbox.drop(number)
        if number in self._running:
            task, context = self._running[number]
            context.is_cancelled = True
            task.cancel()

    async def _answer(self, number: int, answer: Answer, request: bytes, context: FrameContext) -> None:
        try:
            response = await answer(request, cast("Context", context))
        except grpc.aio.AbortError:
            self._outbox.put(context.error(number))
        else:
            if len(response) > MAX_MESSAGE_BYTES:
                code = grpc.StatusCode.RESOURCE_EXHAUSTED.value[0]
                self._outbox.put(layout.error_frame(number, code, "The response is too large", b""))
            else:
                self._outbox.put_answer(number, response)

    def _forget(self, number: int, task: asyncio.Task[None]) -> None:
        _, context = self._running.pop(number)
        if context.is_cancelled:
            return
        # Endpoints report failures by `context.abort`, so anything else is a bug of the kit.
        bug = None if task.cancelled() else task.exception()
        if bug is not None:
            log.error("A call on a link failed outside its handler", exc_info=bug)
        if bug is not None or task.cancelled():
            self._outbox.put(context.error(number))
