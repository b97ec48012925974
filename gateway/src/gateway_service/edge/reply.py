"""The headers of every answer of the gateway, and the compression of its body."""

from collections.abc import Sequence
from typing import NamedTuple

from gateway_service.edge.compression import (
    ENCODED,
    LEAST_BYTES,
    VARIES,
    Packer,
    compressed,
    is_compressible,
    takes_gzip,
)
from gateway_service.edge.cors import Cors
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.replaced import replaced_headers
from gateway_service.edge.security import NO_STORE
from service_kit.edge.answer import JSON, Answer
from service_kit.edge.asgi import Header, Message, Send
from service_kit.edge.reply import Reply


class Replies(NamedTuple):
    """The common parts of all answers of this gateway."""

    cors: Cors
    security: tuple[Header, ...]

    def headers(self, exchange: Exchange, own: list[Header], *, keeps: bool) -> list[Header]:
        """All headers of an answer but its length."""
        return self.identified(exchange, self.standing(own, keeps=keeps))

    def standing(self, own: list[Header], *, keeps: bool) -> list[Header]:
        """The headers that do not depend on the request."""
        headers = [*own, *self.security]
        if not keeps:
            headers.append(NO_STORE)
        return headers

    def identified(self, exchange: Exchange, headers: list[Header]) -> list[Header]:
        """Adds the headers that depend on the request."""
        headers.append((b"x-request-id", exchange.request_id.encode()))
        headers.append((b"traceparent", exchange.span.place.traceparent.encode()))
        if exchange.decision is not None:
            headers += exchange.decision.headers(exchange.now_s)
        if exchange.canonical:
            headers += replaced_headers(exchange.canonical, exchange.params)
        headers += self.cors.headers(exchange)
        return headers


class GatewayReply(Reply):
    """The reply to one client of the gateway."""

    __slots__ = ("_common", "_exchange", "_packer")

    def __init__(self, exchange: Exchange, send: Send, common: Replies) -> None:
        super().__init__(exchange, send)
        self._exchange = exchange
        self._common = common
        self._packer: Packer | None = None

    async def answer(self, answer: Answer) -> None:
        headers = answer.headers
        is_plain = JSON in headers and ENCODED not in headers
        if len(answer.body) >= LEAST_BYTES and is_plain and self._packs:
            body = await compressed(answer.body)
            answer = Answer(answer.status, body, [*headers, ENCODED], keeps=answer.keeps)
        await super().answer(answer)

    async def begin_stream(self, content_type: bytes, headers: Sequence[Header] = ()) -> None:
        if is_compressible(content_type) and self._packs:
            self._packer = Packer()
            headers = [*headers, ENCODED]
        await super().begin_stream(content_type, headers)

    async def send_part(self, part: bytes) -> None:
        if self._packer is not None:
            part = self._packer.part(part, last=False)
        await super().send_part(part)

    async def end_stream(self) -> None:
        if self._packer is not None:
            await super().send_part(self._packer.part(b"", last=True))
        await super().end_stream()

    async def forward(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message = self._packed_head(message)
        elif self._packer is not None:
            body, last = message.get("body", b""), not message.get("more_body", False)
            message = {**message, "body": self._packer.part(body, last=last)}
        await super().forward(message)

    @property
    def _packs(self) -> bool:
        """Whether the client reads, and accepts gzip."""
        accepted = self._exchange.headers.get(b"accept-encoding", b"")
        return self._exchange.method in {"GET", "HEAD"} and takes_gzip(accepted)

    def _packed_head(self, message: Message) -> Message:
        """The head of a page or file, which is compressed from here on if that saves anything.

        A file that clients can ask for in parts is sent as it is, so that the parts fit together.
        """
        headers: list[Header] = list(message.get("headers", ()))
        given = dict(headers)
        has_parts = given.get(b"accept-ranges") == b"bytes" and b"repr-digest" in given
        if message["status"] != 200 or has_parts or not is_compressible(given.get(b"content-type", b"")):
            return message
        headers.append(VARIES)
        if self._packs and b"content-encoding" not in given and _length(given) >= LEAST_BYTES:
            self._packer = Packer()
            headers = [(name, _weak(name, value)) for name, value in headers if name != b"content-length"]
            headers.append(ENCODED)
        return {**message, "headers": headers}

    def dressed(self, own: list[Header], *, keeps: bool) -> list[Header]:
        return self._common.headers(self._exchange, own, keeps=keeps)

    def dressed_page(self, own: list[Header]) -> list[Header]:
        """A page may set any of the headers itself."""
        names = {name for name, _ in own}
        standing = (*self._common.security, NO_STORE)
        own = own + [header for header in standing if header[0] not in names]
        return self._common.identified(self._exchange, own)


def _length(headers: dict[bytes, bytes]) -> int:
    """The length of a body; that of a stream is not known, and counts as long."""
    return int(headers.get(b"content-length", LEAST_BYTES))


def _weak(name: bytes, value: bytes) -> bytes:
    """A strong ETag would claim that the compressed bytes are those of the file."""
    return b"W/" + value if name == b"etag" and not value.startswith(b"W/") else value
