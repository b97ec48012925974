"""Writes the answers of applications whose headers need no check, faster than uvicorn does.

Like `http`, this module uses private parts of uvicorn.
"""

from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, RequestResponseCycle

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


class PlainProtocol(PatientProtocol):
    """The same, for applications that can write their answers through PlainCycle."""

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        cycle.__class__ = PlainCycle  # uvicorn has no option for this
        super()._start_asgi_task(cycle, app)
