"""uvicorn's HTTP protocol with limits on the size of headers, and on the time of headers and bodies.

Only this folder uses private parts of uvicorn and websockets. Their versions are pinned exactly, and
tests/test_foreign_insides.py fails if an upgrade changes something that is used here.
"""

import asyncio
import socket
from typing import Any, Final, Self, cast

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from service_kit.edge.protocols.lingering import LingeringTransport

_TCP_USER_TIMEOUT = getattr(socket, "TCP_USER_TIMEOUT", None)
_MALFORMED = (400, "MALFORMED_HTTP", "Invalid HTTP request received")
_TOO_LARGE = (431, "HEADERS_TOO_LARGE", "The headers are too large")
_HEADERS_TOO_SLOW = (408, "HEADERS_TOO_SLOW", "The headers did not arrive in time")
_BODY_TOO_SLOW = (408, "BODY_TOO_SLOW", "The body did not arrive in time")

_HEADERS: Final = "headers"
_BODY: Final = "body"
_SLOWEST_BYTES_S: Final = 16_384  # a body of a megabyte may take a minute longer than an empty one
_GRACE_S: Final = 0.5  # in which the application reports a slow body itself
_LINGER_S: Final = 2.0
_MOST_LINGERING_BYTES: Final = 8_388_608
_MOST_FRAMING: Final = 16  # bytes around each byte of a body in chunks; tiny chunks need six

Refusal = tuple[int, str, str]


class HeadersTooLarge(Exception):
    """Stops the parser of a request."""


class PatientProtocol(HttpToolsProtocol):
    """One client connection. `limited` creates the class that a server uses; in bytes and seconds.

    The client has `timeout_s` for the headers of each request, and again for its body, plus the time that a
    long body takes on a slow line. Requests are answered in their order, also if a later one is malformed.
    Trailers, which follow a body in chunks, are read and dropped: they never become headers.
    """

    max_header_bytes = 32_768
    timeout_s = 20.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._awaited: str | None = _HEADERS
        """What the client has to send next; None between two requests."""
        self._began = 0
        self._chunk_bytes = 0
        self._header_bytes = 0
        self._body_bytes = 0
        self._content_bytes = 0
        self._framing_bytes = 0
        """The bytes that arrived with the body: the content, chunk headers, and trailers."""
        self._timer: asyncio.TimerHandle | None = None
        self._ends_at = 0.0
        self._has_cycle = False
        """Whether uvicorn answers the request that is arriving."""
        self._fault = _MALFORMED
        self._refusal: Refusal | None = None
        """The answer to the last request, while earlier ones are being answered."""
        self._lingering_bytes: int | None = None

    @classmethod
    def limited(cls, **limits: Any) -> "type[Self]":
        """Returns the protocol with the configured limits, and other settings of the class."""
        return cast("type[Self]", type("LimitedProtocol", (cls,), limits))

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        super().connection_made(transport)
        connection = transport.get_extra_info("socket")
        if connection is not None and connection.family != socket.AF_UNIX and _TCP_USER_TIMEOUT is not None:
            # The kernel closes the connection of a client that does not read its answer.
            connection.setsockopt(socket.IPPROTO_TCP, _TCP_USER_TIMEOUT, int(self.timeout_s * 1000))
        self._start_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._lingering_bytes is not None:
            self._lingering_bytes += len(data)
            if self._lingering_bytes > _MOST_LINGERING_BYTES:
                self.transport.close()
            return
        if self._refusal is not None:
            return
        began, awaited = self._began, self._awaited
        was_idle = awaited is None or not began
        self._chunk_bytes = len(data)
        super().data_received(data)
        self._chunk_bytes = 0
        if self.transport.is_closing() or self.transport.get_protocol() is not self:
            return
        # A chunk that also has the end of an earlier request is not counted: it is not known how much.
        self._count(len(data), counts=self._began == began or (was_idle and self._began == began + 1))
        if awaited == self._awaited == _BODY and self._began == began:
            self._limit_framing(len(data))
        if self._lingering_bytes is None and self._refusal is None:
            self._watch()

    def on_message_begin(self) -> None:
        self._began += 1
        self._header_bytes = self._body_bytes = self._content_bytes = self._framing_bytes = 0
        self._await(_HEADERS)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._await(_BODY)
        if self._header_bytes + self._chunk_bytes > self.max_header_bytes < self._length():
            self._fault = _TOO_LARGE
            raise HeadersTooLarge
        # uvicorn appends trailers to its own list, so the application gets another one.
        self.scope["headers"] = self.headers.copy()
        super().on_headers_complete()
        self._has_cycle = True

    def on_body(self, body: bytes) -> None:
        self._content_bytes += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._await(None)
        self._has_cycle = False
        super().on_message_complete()

    def on_response_complete(self) -> None:
        is_last = not self.pipeline
        if self._lingering_bytes is None:
            super().on_response_complete()
        if self._refusal is not None and is_last:
            self._answer(self._refusal)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's signature
        self._refuse(self._fault)

    def close(self) -> None:
        """Closes the connection; a client that is still sending may read its answer first."""
        if self._awaited is None or not self.transport.can_write_eof():
            self.transport.close()
        elif self._lingering_bytes is None and not self.transport.is_closing():
            self._lingering_bytes = 0
            self.transport.write_eof()
            self.flow.resume_reading()
            self._stop_timer()
            self._timer = self.loop.call_later(_LINGER_S, self.transport.close)

    def _length(self) -> int:
        """The size of the headers in the received bytes, which may also contain a body."""
        return len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)

    def _count(self, size: int, *, counts: bool) -> None:
        if self._awaited == _BODY:
            self._body_bytes += size
            if self.cycle.transport is self.transport:
                self.cycle.transport = cast("Any", LingeringTransport(self.transport, self.close))
        elif self._awaited == _HEADERS and counts:
            self._header_bytes += size
            if self._header_bytes > self.max_header_bytes:
                self._refuse(_TOO_LARGE)

    def _limit_framing(self, size: int) -> None:
        """Refuses endless chunk extensions and trailers, which no limit of the body's size counts."""
        self._framing_bytes += size
        if self._framing_bytes > self.max_header_bytes + _MOST_FRAMING * self._content_bytes:
            self._refuse(_TOO_LARGE)

    def _await(self, part: str | None) -> None:
        if part != self._awaited:
            self._awaited = part
            self._stop_timer()

    def _watch(self) -> None:
        """Sets the timer for what the client has to send next; uvicorn sets none after stray bytes."""
        if self._awaited is not None:
            if self._timer is None:
                self._start_timer()
        elif self.cycle.response_complete and self.timeout_keep_alive_task is None:
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

    def _start_timer(self) -> None:
        grace_s = _GRACE_S if self._awaited == _BODY else 0.0
        self._ends_at = self.loop.time() + self.timeout_s + grace_s
        self._timer = self.loop.call_at(self._ends_at, self._give_up)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        if self.transport.is_closing():
            return
        if self._awaited == _BODY:
            ends_at = self._ends_at + self._body_bytes / _SLOWEST_BYTES_S
            if self.flow.read_paused:  # it is the application that takes its time
                self._start_timer()
            elif ends_at > self.loop.time():
                self._timer = self.loop.call_at(ends_at, self._give_up)
            else:
                self._refuse(_BODY_TOO_SLOW)
        elif self._header_bytes or self._began:
            self._refuse(_HEADERS_TOO_SLOW)
        else:
            self.transport.close()

    def _refuse(self, refusal: Refusal) -> None:
        """Refuses the request that is arriving, after the answers to earlier ones."""
        self._stop_timer()
        cycle = cast("RequestResponseCycle | None", self.cycle)  # uvicorn's type omits that there is none
        if cycle is None or not self._has_cycle:
            if cycle is None or cycle.response_complete:
                self._answer(refusal)
            else:
                self._refusal = refusal
        elif cycle.response_started:  # its answer cannot be replaced
            self.transport.close()
        elif self.pipeline:
            self.pipeline.popleft()
            self._refusal = refusal
        else:
            cycle.disconnected = True
            cycle.message_event.set()
            self._answer(refusal)

    def _answer(self, refusal: Refusal) -> None:
        status, code, detail = refusal
        title = STATUS_LINE[status].split(b" ", 2)[2].strip().decode()
        kind = f"urn:altsports:problem:{code.lower().replace('_', '-')}"
        body = orjson.dumps({"type": kind, "title": title, "status": status, "detail": detail, "code": code})
        head = b"content-type: application/problem+json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
        if not self.transport.is_closing():
            self.transport.write(STATUS_LINE[status] + head % len(body) + body)
            self._awaited = self._awaited or _HEADERS  # there may be more that nobody will read
            self.close()
