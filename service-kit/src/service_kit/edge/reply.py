"""Sends answers to one client, with the common headers of the edge."""

from collections.abc import Sequence

from service_kit.edge.answer import Answer
from service_kit.edge.asgi import Header, Message, Send
from service_kit.edge.request import EdgeRequest

_BODILESS = frozenset({204, 304})
_WAIT = (b"retry-after", b"5")


def with_retry(status: int, headers: list[Header]) -> list[Header]:
    """The headers, with Retry-After if the status says that the same request can succeed later."""
    if status in {503, 504} and not any(name == b"retry-after" for name, _ in headers):
        return [*headers, _WAIT]
    return headers


class Reply:
    """The reply to one client. `status` is 0 until something is sent.

    An edge that adds more headers overrides `dressed` and `dressed_page`.
    """

    __slots__ = ("_headless", "_request", "_send", "status")

    def __init__(self, request: EdgeRequest, send: Send) -> None:
        self._request = request
        self._send = send
        self._headless = request.method == "HEAD"
        self.status = 0

    def dressed(self, own: list[Header], *, keeps: bool) -> list[Header]:  # noqa: ARG002 - for subclasses
        """The headers of an answer of the edge, with the common ones."""
        return self.dressed_page(own)

    def dressed_page(self, own: list[Header]) -> list[Header]:
        """The same for an answer of an application behind the edge."""
        return [*own, (b"x-request-id", self._request.request_id.encode())]

    async def answer(self, answer: Answer) -> None:
        """Sends a complete answer, without the body for a HEAD request."""
        headers = self.dressed(with_retry(answer.status, answer.headers), keeps=answer.keeps)
        if answer.status not in _BODILESS:
            headers.append((b"content-length", b"%d" % len(answer.body)))
        self.status = answer.status
        await self._send({"type": "http.response.start", "status": answer.status, "headers": headers})
        body = b"" if self._headless else answer.body
        await self._send({"type": "http.response.body", "body": body})

    async def begin_stream(self, content_type: bytes, headers: Sequence[Header] = ()) -> None:
        """Starts an answer that is sent in parts."""
        own: list[Header] = [(b"content-type", content_type), (b"x-accel-buffering", b"no"), *headers]
        dressed = self.dressed(own, keeps=False)
        self.status = 200
        await self._send({"type": "http.response.start", "status": 200, "headers": dressed})

    async def send_part(self, part: bytes) -> None:
        """Sends a part of a stream."""
        if not self._headless:
            await self._send({"type": "http.response.body", "body": part, "more_body": True})

    async def end_stream(self) -> None:
        """Ends a stream."""
        await self._send({"type": "http.response.body", "body": b""})

    async def forward(self, message: Message) -> None:
        """The `send` of an application behind the edge; its answers get the same headers."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = self.dressed_page(with_retry(self.status, list(message.get("headers", ()))))
            message = {**message, "headers": headers}
        elif self._headless:
            message = {**message, "body": b""}
        await self._send(message)
