"""Sends answers with the headers that every answer has, and remembers which status went out."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from gateway_service.edge.answer import Answer, Header
from gateway_service.edge.cors import Cors
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.security import NO_STORE

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]

_BODILESS = {204, 304}


class Replies:
    """What all answers of this gateway have in common."""

    def __init__(self, cors: Cors, security: tuple[Header, ...]) -> None:
        self._cors = cors
        self._security = security

    def dressed(self, exchange: Exchange, own: list[Header], *, keeps: bool) -> list[Header]:
        """The headers of an answer of ours together with those that every answer has."""
        headers = [*own, *self._security]
        if not keeps:
            headers.append(NO_STORE)
        return self._identified(exchange, headers)

    def dressed_page(self, exchange: Exchange, own: list[Header]) -> list[Header]:
        """The same for a page, which may set any of them itself."""
        names = {name for name, _ in own}
        standing = (*self._security, NO_STORE)
        return self._identified(exchange, own + [header for header in standing if header[0] not in names])

    def _identified(self, exchange: Exchange, headers: list[Header]) -> list[Header]:
        headers.append((b"x-request-id", exchange.request_id.encode()))
        headers.append((b"traceparent", exchange.span.place.traceparent.encode()))
        if exchange.decision is not None:
            headers += exchange.decision.headers(exchange.now_s)
        if b"origin" in exchange.headers:
            headers += self._cors.headers(exchange)
        return headers


class Reply:
    """The way back to one client. `status` is 0 until something was sent."""

    __slots__ = ("_common", "_exchange", "_headless", "_send", "status")

    def __init__(self, exchange: Exchange, send: Send, common: Replies) -> None:
        self._exchange = exchange
        self._send = send
        self._common = common
        self._headless = exchange.method == "HEAD"
        self.status = 0

    async def answer(self, answer: Answer) -> None:
        """Sends a whole answer; without the body to a HEAD request."""
        headers = self._common.dressed(self._exchange, answer.headers, keeps=answer.keeps)
        if answer.status not in _BODILESS:
            headers.append((b"content-length", b"%d" % len(answer.body)))
        self.status = answer.status
        await self._send({"type": "http.response.start", "status": answer.status, "headers": headers})
        body = b"" if self._headless else answer.body
        await self._send({"type": "http.response.body", "body": body})

    async def begin_stream(self, content_type: bytes) -> None:
        """Begins an answer whose parts follow."""
        own: list[Header] = [(b"content-type", content_type), (b"x-accel-buffering", b"no")]
        headers = self._common.dressed(self._exchange, own, keeps=False)
        self.status = 200
        await self._send({"type": "http.response.start", "status": 200, "headers": headers})

    async def send_part(self, part: bytes) -> None:
        """Sends a part of a stream."""
        if not self._headless:
            await self._send({"type": "http.response.body", "body": part, "more_body": True})

    async def end_stream(self) -> None:
        """Ends a stream."""
        await self._send({"type": "http.response.body", "body": b""})

    async def forward(self, message: Message) -> None:
        """A `send` for an application behind the edge, whose answers get the same headers."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = self._common.dressed_page(self._exchange, list(message.get("headers", [])))
            message = {**message, "headers": headers}
        elif self._headless:
            message = {**message, "body": b""}
        await self._send(message)
