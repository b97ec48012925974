"""uvicorn's WebSocket protocol with direct writes of prepared frames, and with a bounded buffer.

Like `http`, this module uses private parts of uvicorn and websockets.
"""

import asyncio
import socket
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final, cast

import orjson
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.datastructures import Headers
from websockets.http11 import Response
from websockets.server import ServerProtocol

SOCKET: Final = "altsports.socket"
"""The key of the connection in the `extensions` of an ASGI scope."""

_CLOSE_WAIT_S: Final = 20.0
_PREFIX: Final = "Failed to open a WebSocket connection: "
_UNREADABLE: Final = "The handshake is not a valid request without a body"
_TOO_LARGE: Final = {HTTPStatus.REQUEST_URI_TOO_LONG, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE}
_CODES: Final = {
    HTTPStatus.METHOD_NOT_ALLOWED: "METHOD_NOT_ALLOWED",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "HEADERS_TOO_LARGE",
}


class Changes:
    """Counts how often the `direct_fd` of any socket has changed."""

    count = 0


CHANGES: Final = Changes()


class Handshake(ServerProtocol):
    """Refuses handshakes with a problem document, as every route does; websockets sends plain text."""

    def reject(self, status: int, text: str) -> Response:
        """The answer to a refused handshake."""
        kind = HTTPStatus(status)
        if kind in _TOO_LARGE:
            kind = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        code = _CODES.get(kind, "HANDSHAKE_INVALID")
        problem = {
            "type": f"urn:altsports:problem:{code.lower().replace('_', '-')}",
            "title": kind.phrase,
            "status": kind.value,
            "detail": text.removeprefix(_PREFIX).strip().rstrip("."),
            "code": code,
        }
        body = orjson.dumps(problem)
        headers = Headers(
            [
                ("Connection", "close"),
                ("Content-Length", str(len(body))),
                ("Content-Type", "application/problem+json"),
                ("Sec-WebSocket-Version", "13"),
            ]
        )
        return Response(kind.value, kind.phrase, headers, body)


class PushSocket(WebSocketsSansIOProtocol):
    """One WebSocket. `limited` creates the class that a server uses.

    `push` writes prepared frames to the transport: sending one event to many clients through ASGI, which
    creates and awaits a frame for each of them, takes twice as long. `fanout` writes around the transport
    where it can.
    """

    buffer_bytes = 262_144

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn.__class__ = Handshake  # uvicorn has no option for this
        self._fd = -1
        self.direct_fd = -1
        """The file descriptor while the socket is open and nothing waits in its transport; otherwise -1."""
        self.on_full: Callable[[], None] | None = None
        """Called when the buffer of the client is full."""

    @classmethod
    def limited(cls, *, buffer_bytes: int) -> "type[PushSocket]":
        """Returns the protocol with the configured limit."""
        return cast("type[PushSocket]", type("LimitedSocket", (cls,), {"buffer_bytes": buffer_bytes}))

    @property
    def is_open(self) -> bool:
        """Whether anything can be sent."""
        return not (self.close_sent or self.disconnected or self.transport.is_closing())

    @property
    def is_overfull(self) -> bool:
        """Whether twice the buffer size is waiting for the client."""
        return self.transport.get_write_buffer_size() > 2 * self.buffer_bytes

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        # So the transport writes at once, and pauses exactly while something waits in it.
        self.transport.set_write_buffer_limits(0)
        connection = transport.get_extra_info("socket")
        if connection is not None:
            if self.scheme == "ws":  # with TLS, the transport encrypts
                self._fd = connection.fileno()
                self._set_direct_fd(self._fd)
            # Otherwise the kernel would buffer megabytes for a client that does not read.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, self.buffer_bytes // 2)

    def data_received(self, data: bytes) -> None:
        """Also answers a handshake that cannot be parsed; uvicorn leaves such a client waiting."""
        super().data_received(data)
        if self.conn.handshake_exc is not None and not self.handshake_initiated:
            self.handshake_initiated = self.handshake_complete = self.close_sent = True
            answer = b"".join(self.conn.data_to_send())
            refusal = self.conn.reject(400, _UNREADABLE)
            self.transport.write(answer or refusal.serialize())
            self.transport.close()
        self._write_directly_if_open()

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if not self.close_sent:
            cast("dict[str, Any]", self.scope)["extensions"][SOCKET] = self

    async def send(self, message: Any) -> None:
        """Keeps uvicorn from logging each refused handshake as an error, because a refusal is an answer."""
        await super().send(message)
        if message["type"] == "websocket.http.response.body" and not message.get("more_body"):
            self.handshake_complete = True
        self._write_directly_if_open()

    def send_receive_event_to_app(self) -> None:
        """Keeps uvicorn from logging a text that is not UTF-8 as an error: it is the client's mistake."""
        if self.close_sent or self.curr_msg_data_type == "bytes" or _is_text(b"".join(self.frames)):
            super().send_receive_event_to_app()
            return
        self.frames = []
        self.conn.send_close(1007)
        self.handle_parser_exception()

    def push(self, frames: bytes) -> None:
        """Writes whole frames without waiting."""
        if not self.is_open:
            return
        self.transport.write(frames)
        if not self.writable.is_set() and self.transport.get_write_buffer_size() > self.buffer_bytes:
            self._report_full()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._write_directly_if_open()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._write_directly_if_open()

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self._write_directly_if_open()

    def shutdown(self) -> None:
        super().shutdown()
        self._write_directly_if_open()

    def connection_lost(self, exc: Exception | None) -> None:
        self._fd = -1
        self._set_direct_fd(-1)  # the next connection may get the same one
        super().connection_lost(exc)

    def end(self, code: int, reason: str) -> None:
        """Closes after everything that was written, and disconnects a client that does not answer soon."""
        if not self.is_open or not self.handshake_complete:
            return
        self.stop_keepalive()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(_CLOSE_WAIT_S, self.transport.abort)
        self._write_directly_if_open()

    def _write_directly_if_open(self) -> None:
        """Nothing may follow a close frame, and nothing may overtake what waits."""
        self._set_direct_fd(self._fd if self.is_open and self.writable.is_set() else -1)

    def _set_direct_fd(self, fd: int) -> None:
        if fd != self.direct_fd:
            self.direct_fd = fd
            CHANGES.count += 1

    def _report_full(self) -> None:
        if self.on_full is not None:
            self.on_full()


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
