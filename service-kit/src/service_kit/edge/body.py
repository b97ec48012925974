"""Reads whole request bodies, with limits on size and time."""

import asyncio
from collections.abc import Mapping

from service_kit.edge.asgi import Message, Receive
from service_kit.edge.refusals import BodyEncoded, BodyTooLarge, BodyTooSlow

_PLAIN = b"identity"


class ClientGone(Exception):
    """The client closed the connection and no longer waits for an answer."""


class BodyReader:
    """Reads bodies of at most `longest` bytes that arrive within `timeout_s` seconds."""

    def __init__(self, *, longest: int, timeout_s: float) -> None:
        self._longest = longest
        self._timeout_s = timeout_s

    async def read(self, headers: Mapping[bytes, bytes], receive: Receive) -> bytes:
        """Returns the body. Raises BodyTooLarge, BodyTooSlow, BodyEncoded or ClientGone.

        After an error the rest of the body stays unread, so the answer must close the connection.
        """
        refuse_encoded(headers)
        declared = headers.get(b"content-length", b"0")
        fits = declared.isdigit() and int(declared) <= self._longest
        try:
            async with asyncio.timeout(self._timeout_s):
                body = await self._read(receive) if fits else None
        except TimeoutError:
            raise BodyTooSlow(f"The body did not arrive within {self._timeout_s:g} s") from None
        if body is None:
            raise BodyTooLarge(f"The body can have at most {self._longest:,} bytes", longest=self._longest)
        return body

    async def _read(self, receive: Receive) -> bytes | None:
        """Returns the body, or None as soon as it is too long."""
        parts: list[bytes] = []
        size, more = 0, True
        while more:
            part, more = await next_body_part(receive)
            parts.append(part)
            size += len(part)
            if size > self._longest:
                return None
        return b"".join(parts)


def replayed(body: bytes, receive: Receive) -> Receive:
    """Returns a `receive` that yields the body first, and then everything that follows."""
    waiting = [body]

    async def next_message() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return next_message


def refuse_encoded(headers: Mapping[bytes, bytes]) -> None:
    """Raises BodyEncoded if the body is compressed."""
    encoding = headers.get(b"content-encoding", _PLAIN).strip().lower()
    if encoding not in {_PLAIN, b""}:
        raise BodyEncoded(f"The body must not be encoded: {encoding[:50].decode('latin-1')}")


async def next_body_part(receive: Receive) -> tuple[bytes, bool]:
    """The next bytes of a body, and whether more follow. Raises ClientGone."""
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ClientGone
    return message.get("body", b""), message.get("more_body", False)
