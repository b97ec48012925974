"""Writes the answers of applications whose headers need no check, faster than uvicorn does.

Like `http`, this module uses private parts of uvicorn.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, RequestResponseCycle

from service_kit.edge.asgi import Header
from service_kit.edge.protocols.http import PatientProtocol

_BODILESS: Final = frozenset({204, 304})


class PlainCycle(RequestResponseCycle):
    """Writes the head of an answer without checking it.

    uvicorn checks each name and value with a regular expression, which takes a sixth of the time of a cached
    answer. This is for applications whose headers are all created by themselves, or by Starlette from checked
    values, with names in lower case.
    """

    head = b""
    """The head of an answer that waits for its body, so that both are one write."""

    @property
    def takes_answer(self) -> bool:
        """Whether an answer can be written without waiting for the client."""
        return not (self.flow.write_paused or self.disconnected)

    def answer(self, status: int, headers: list[Header], body: bytes) -> None:
        """Writes a whole answer, whose headers do not include its length."""
        self.response_started = True
        self.waiting_for_100_continue = False
        lines = [*map(b": ".join, (*self.default_headers, *headers)), b"content-length: %d" % len(body)]
        if not self.keep_alive:
            lines.append(b"connection: close")
        self.transport.write(b"%b%b\r\n\r\n%b" % (STATUS_LINE[status], b"\r\n".join(lines), body))
        self._end()

    async def send(self, message: Any) -> None:
        if self.flow.write_paused or self.disconnected:
            self._flush()
            await super().send(message)
        elif not self.response_started:
            self._write_head(message)
        elif self.chunked_encoding or message.get("more_body", False) or self.scope["method"] == "HEAD":
            self._flush()
            await super().send(message)
        else:
            self._write_whole(message.get("body", b""))

    def _flush(self) -> None:
        head, self.head = self.head, b""
        if head and not self.disconnected:
            self.transport.write(head)

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
        self.head = b"%b%b\r\n\r\n" % (STATUS_LINE[status], b"\r\n".join(lines))
        if self.chunked_encoding:  # a stream starts before it has a body
            self._flush()

    def _write_whole(self, body: bytes) -> None:
        if len(body) != self.expected_content_length:
            raise RuntimeError("the body does not have the declared length")
        head, self.head = self.head, b""
        self.transport.write(head + body)
        self._end()

    def _end(self) -> None:
        self.response_complete = True
        self.message_event.set()
        if not self.keep_alive:
            self.transport.close()
        self.on_response()


Shortcut = Callable[[PlainCycle, Callable[[], None]], bool]
"""Called with a request and what runs the application for it; returns whether it takes over the request.

If so, it answers with `PlainCycle.answer`, or runs the application later.
"""


class PlainProtocol(PatientProtocol):
    """The same, for applications that can write their answers through PlainCycle."""

    shortcut: Shortcut | None = None

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        cycle.__class__ = PlainCycle  # uvicorn has no option for this
        usual = partial(super()._start_asgi_task, cycle, app)
        if self.shortcut is None or not self.shortcut(cast("PlainCycle", cycle), usual):
            usual()
