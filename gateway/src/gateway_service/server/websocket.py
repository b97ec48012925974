"""uvicorn's WebSocket protocol with a way past ASGI for bytes made once, and with a bounded buffer."""

import asyncio
import socket
from collections.abc import Callable
from typing import Any, Final, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from gateway_service.server.handshake import Handshake

SOCKET: Final = "altsports.socket"
"""Where the connection is in the `extensions` of an ASGI scope."""

MOST_MESSAGE_BYTES: Final = 65_536
_CLOSE_WAIT_S: Final = 20.0


class FeedSocket(WebSocketsSansIOProtocol):
    """One WebSocket. `limited` makes the class that a server uses.

    Frames are written to the transport as they are: sending one event to many clients through ASGI, which
    frames and awaits for each of them, takes twice as long.
    """

    buffer_bytes = 262_144

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn.__class__ = Handshake  # uvicorn has no other way to choose how handshakes are refused
        self.on_full: Callable[[], None] | None = None
        """Called when the client has not read what fits in the buffer."""

    @classmethod
    def limited(cls, *, buffer_bytes: int) -> "type[FeedSocket]":
        """The protocol with an operator's limit."""
        return cast("type[FeedSocket]", type("LimitedSocket", (cls,), {"buffer_bytes": buffer_bytes}))

    @property
    def is_open(self) -> bool:
        """Whether anything can be sent."""
        return not (self.close_sent or self.disconnected or self.transport.is_closing())

    @property
    def is_full(self) -> bool:
        """Whether the client lags behind."""
        return not self.writable.is_set()

    @property
    def is_overfull(self) -> bool:
        """Whether twice its buffer waits for the client."""
        return self.transport.get_write_buffer_size() > 2 * self.buffer_bytes

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.transport.set_write_buffer_limits(self.buffer_bytes, self.buffer_bytes // 4)
        connection = transport.get_extra_info("socket")
        if connection is not None:
            # Else the kernel keeps megabytes for a client that does not read.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, self.buffer_bytes // 2)

    def data_received(self, data: bytes) -> None:
        """As uvicorn does, which leaves a client waiting for ever whose handshake cannot even be read."""
        super().data_received(data)
        if self.conn.handshake_exc is not None and not self.handshake_initiated:
            self.handshake_initiated = self.handshake_complete = self.close_sent = True
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.transport.close()

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if not self.close_sent:
            cast("dict[str, Any]", self.scope)["extensions"][SOCKET] = self

    async def send(self, message: Any) -> None:
        """As uvicorn does, which then logs each refused handshake as an error: a refusal is an answer."""
        await super().send(message)
        if message["type"] == "websocket.http.response.body" and not message.get("more_body"):
            self.handshake_complete = True

    def send_receive_event_to_app(self) -> None:
        """As uvicorn does, which then logs each text that is none as an error: it is the client's."""
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
        if self.is_full and self.is_overfull:
            self._tell_full()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._tell_full()

    def end(self, code: int, reason: str) -> None:
        """Says goodbye behind everything that was written; whoever does not answer soon is cut off."""
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

    def _tell_full(self) -> None:
        if self.on_full is not None:
            self.on_full()


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
