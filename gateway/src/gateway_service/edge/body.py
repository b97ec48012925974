"""Reads a request body: all of it, not more than allowed, not longer than patience lasts."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from gateway_service.edge.errors import BodyTooLarge, BodyTooSlow

_DRAIN_S = 0.5

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


class ClientGone(Exception):
    """The client closed the connection; nobody waits for an answer."""


class BodyReader:
    """How bodies are read; sizes in bytes, times in seconds."""

    def __init__(self, *, longest: int, timeout_s: float) -> None:
        self._longest = longest
        self._timeout_s = timeout_s

    async def read(self, headers: Mapping[bytes, bytes], receive: Receive) -> bytes:
        """The body. BodyTooLarge, BodyTooSlow, or ClientGone."""
        declared = headers.get(b"content-length", b"0")
        fits = declared.isdigit() and int(declared) <= self._longest
        try:
            async with asyncio.timeout(self._timeout_s):
                body = await self._read(receive) if fits else None
        except TimeoutError:
            raise BodyTooSlow(f"The body did not arrive within {self._timeout_s:g} s") from None
        if body is None:
            await self._drain(headers, receive)
            raise BodyTooLarge(f"The body may have at most {self._longest} bytes", longest=self._longest)
        return body

    async def _read(self, receive: Receive) -> bytes | None:
        """The body; None as soon as it is too long."""
        body = b""
        more = True
        while more:
            message = await _next(receive)
            body += message.get("body", b"")
            if len(body) > self._longest:
                return None
            more = message.get("more_body", False)
        return body

    async def _drain(self, headers: Mapping[bytes, bytes], receive: Receive) -> None:
        """Takes some more of a refused body: a client that is still sending would not see the refusal."""
        if headers.get(b"expect", b"").lower() == b"100-continue":
            return
        left = self._longest
        try:
            async with asyncio.timeout(_DRAIN_S):
                while left > 0:
                    message = await _next(receive)
                    left -= len(message.get("body", b""))
                    if not message.get("more_body", False):
                        return
        except TimeoutError:
            return


async def _next(receive: Receive) -> MutableMapping[str, Any]:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ClientGone
    return message
