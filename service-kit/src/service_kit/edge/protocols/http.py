"""uvicorn's HTTP protocol with limits on the size and time of headers, and with a faster way to answer.

Only this folder uses private parts of uvicorn and websockets. Their versions are pinned exactly, and
tests/test_foreign_insides.py fails if an upgrade changes something that is used here.
"""

import asyncio
import socket
from typing import Any, Final, cast

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

_TCP_USER_TIMEOUT = getattr(socket, "TCP_USER_TIMEOUT", None)
_MALFORMED = (400, "MALFORMED_HTTP", "Invalid HTTP request received")
_TOO_LARGE = (431, "HEADERS_TOO_LARGE", "The headers are too large")
_TOO_SLOW = (408, "HEADERS_TOO_SLOW", "The headers did not arrive in time")
_BODILESS: Final = frozenset({204, 304})

Refusal = tuple[int, str, str]


class HeadersTooLarge(Exception):
    """Stops the parser of a request."""


class PatientProtocol(HttpToolsProtocol):
    """One client connection. `limited` creates the class that a server uses; in bytes and seconds."""

    max_header_bytes = 32_768
    timeout_s = 20.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._in_headers = True
        self._header_bytes = 0
        self._timer: asyncio.TimerHandle | None = None

    @classmethod
    def limited(cls, *, max_header_bytes: int, timeout_s: float) -> "type[PatientProtocol]":
        """Returns the protocol with the configured limits."""
        limits = {"max_header_bytes": max_header_bytes, "timeout_s": timeout_s}
        return cast("type[PatientProtocol]", type("LimitedProtocol", (cls,), limits))

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        super().connection_made(transport)
        connection = transport.get_extra_info("socket")
        if connection is not None and connection.family != socket.AF_UNIX and _TCP_USER_TIMEOUT is not None:
            # The kernel closes the connection of a client that does not read its answer.
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
        """The size of the headers in the received bytes, which may also contain a body."""
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


class PlainCycle(RequestResponseCycle):
    """Writes the head of an answer without checking it.

    uvicorn checks each name and value with a regular expression, which takes a sixth of the time of a cached
    answer. This is for applications whose headers are all created by themselves, or by Starlette from checked
    values, with names in lower case.
    """

    async def send(self, message: Any) -> None:
        if self.flow.write_paused or self.disconnected:
            await super().send(message)
        elif not self.response_started:
            self._write_head(message)
        elif self.chunked_encoding or message.get("more_body", False) or self.scope["method"] == "HEAD":
            await super().send(message)
        else:
            self._write_whole(message.get("body", b""))

    def _write_head(self, message: Any) -> None:
        self.response_started = True
        self.waiting_for_100_continue = False
        status, headers = message["status"], message["headers"]
        lines = [*map(b": ".join, (*self.default_headers, *headers))]
        given = dict(headers)
        if given.get(b"connection") == b"close":
            self.keep_alive = False
        elif not self.keep_alive:
            lines.append(b"connection: close")
        if b"content-length" in given:
            self.chunked_encoding = False
            self.expected_content_length = int(given[b"content-length"])
        elif status not in _BODILESS and self.scope["method"] != "HEAD":
            self.chunked_encoding = True
            lines.append(b"transfer-encoding: chunked")
        self.transport.write(b"%b%b\r\n\r\n" % (STATUS_LINE[status], b"\r\n".join(lines)))

    def _write_whole(self, body: bytes) -> None:
        if len(body) != self.expected_content_length:
            raise RuntimeError("the body does not have the declared length")
        self.transport.write(body)
        self.response_complete = True
        self.message_event.set()
        if not self.keep_alive:
            self.transport.close()
        self.on_response()


class PlainProtocol(PatientProtocol):
    """The same, for applications that can write their answers through PlainCycle."""

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        if type(self.cycle) is RequestResponseCycle:  # a WebSocket has none
            self.cycle.__class__ = PlainCycle  # uvicorn has no option for this
