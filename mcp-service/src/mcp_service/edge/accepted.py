"""The content types that a client accepts.

The protocol engine requires a client to accept JSON and event streams. Many hosts name only one of them or
nothing; they are served too, and a client that accepts only JSON gets the last message of a stream as JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from service_kit.edge.asgi import Header, Message, Scope, Send
from service_kit.edge.refusals import HttpRefusal

_BOTH = b"application/json, text/event-stream"
_ANY = frozenset({"*/*", "application/*"})
_ANY_STREAM = frozenset({"*/*", "text/*"})


class NotAcceptable(HttpRefusal):
    """The client accepts none of the types that the endpoint answers with."""

    status = 406
    reason = "NOT_ACCEPTABLE"


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the Accept header of a request allows."""

    json: bool
    stream: bool

    @classmethod
    def of(cls, headers: Mapping[bytes, bytes]) -> Self:
        """Reads the header. A request without one accepts everything (RFC 9110, 12.5.1)."""
        text = (headers.get(b"accept") or b"*/*").decode("latin-1").lower()
        kinds = {part.partition(";")[0].strip() for part in text.split(",")}
        return cls(
            json="application/json" in kinds or not kinds.isdisjoint(_ANY),
            stream="text/event-stream" in kinds or not kinds.isdisjoint(_ANY_STREAM),
        )

    def widened(self, scope: Scope) -> Scope:
        """The request as the engine wants it. Raises NotAcceptable if it accepts neither type."""
        if scope["method"] != "POST":
            return scope
        if not (self.json or self.stream):
            raise NotAcceptable("The client must accept application/json or text/event-stream, or both")
        others = [(name, value) for name, value in scope["headers"] if name != b"accept"]
        return {**scope, "headers": [*others, (b"accept", _BOTH)]}

    def sender(self, send: Send) -> Send:
        """A sender for answers of the engine."""
        return send if self.stream or not self.json else _AsJson(send)


class _AsJson:
    """Sends the last message of an event stream as a JSON body; other answers pass unchanged."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_stream(message["headers"]):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        lines = bytes(self._body).splitlines()
        data = [line.removeprefix(b"data:").strip() for line in lines if line.startswith(b"data:")]
        body = next((item for item in reversed(data) if item), b"")
        kept = [(n, v) for n, v in start["headers"] if n not in {b"content-type", b"content-length"}]
        headers = [*kept, (b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def _is_stream(headers: list[Header]) -> bool:
    return any(name == b"content-type" and value.startswith(b"text/event-stream") for name, value in headers)
