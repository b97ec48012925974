"""uvicorn's HTTP protocol with an end to patience: headers too long or too slow, answers nobody reads."""

import asyncio
import socket
from typing import Any, cast

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

_TCP_USER_TIMEOUT = getattr(socket, "TCP_USER_TIMEOUT", None)
_MALFORMED = (400, "MALFORMED_HTTP", "Invalid HTTP request received")
_TOO_LARGE = (431, "HEADERS_TOO_LARGE", "The headers are too large")
_TOO_SLOW = (408, "HEADERS_TOO_SLOW", "The headers did not arrive in time")

Refusal = tuple[int, str, str]


class HeadersTooLarge(Exception):
    """Ends the parsing of a request."""


class Patient(HttpToolsProtocol):
    """One client connection. `limited` makes the class that a server uses; bytes and seconds."""

    max_header_bytes = 32_768
    timeout_s = 20.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._in_headers = True
        self._header_bytes = 0
        self._timer: asyncio.TimerHandle | None = None

    @classmethod
    def limited(cls, *, max_header_bytes: int, timeout_s: float) -> "type[Patient]":
        """The protocol with an operator's limits."""
        limits = {"max_header_bytes": max_header_bytes, "timeout_s": timeout_s}
        return cast("type[Patient]", type("LimitedProtocol", (cls,), limits))

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        super().connection_made(transport)
        connection = transport.get_extra_info("socket")
        if connection is not None and connection.family != socket.AF_UNIX and _TCP_USER_TIMEOUT is not None:
            # The kernel cuts off a client that does not read its answer.
            connection.setsockopt(socket.IPPROTO_TCP, _TCP_USER_TIMEOUT, int(self.timeout_s * 1000))
        self._timer = self.loop.call_later(self.timeout_s, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._header_bytes += len(data)
        super().data_received(data)
        if not self._in_headers or self.transport.is_closing():
            return
        if self._header_bytes > self.max_header_bytes:
            self._refuse(_TOO_LARGE)
        elif self._timer is None:
            self._timer = self.loop.call_later(self.timeout_s, self._give_up)

    def on_message_begin(self) -> None:
        self._in_headers = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_headers = False
        self._stop_timer()
        if self._header_bytes > self.max_header_bytes and self._length() > self.max_header_bytes:
            raise HeadersTooLarge
        self._header_bytes = 0
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's signature
        self._refuse(_TOO_LARGE if self._header_bytes > self.max_header_bytes else _MALFORMED)

    def _length(self) -> int:
        """The part of the received bytes that is headers, for when a body came along with them."""
        return len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)

    def _give_up(self) -> None:
        self._timer = None
        if self.transport.is_closing():
            return
        if self._header_bytes:
            self._refuse(_TOO_SLOW)
        else:
            self.transport.close()

    def _refuse(self, refusal: Refusal) -> None:
        status, code, detail = refusal
        title = STATUS_LINE[status].split(b" ", 2)[2].strip().decode()
        kind = f"urn:altsports:problem:{code.lower().replace('_', '-')}"
        body = orjson.dumps({"type": kind, "title": title, "status": status, "detail": detail, "code": code})
        head = b"content-type: application/problem+json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
        self.transport.write(STATUS_LINE[status] + head % len(body) + body)
        self.transport.close()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
