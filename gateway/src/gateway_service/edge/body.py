"""Reads a request body: all of it, not more than allowed, not longer than patience lasts."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from gateway_service.edge.errors import BodyTooLarge, BodyTooSlow

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
        if not declared.isdigit() or int(declared) > self._longest:
            raise self._too_large()
        try:
            async with asyncio.timeout(self._timeout_s):
                return await self._read(receive)
        except TimeoutError:
            raise BodyTooSlow(f"The body did not arrive within {self._timeout_s:g} s") from None

    async def _read(self, receive: Receive) -> bytes:
        body = b""
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientGone
            body += message.get("body", b"")
            if len(body) > self._longest:
                raise self._too_large()
            more = message.get("more_body", False)
        return body

    def _too_large(self) -> BodyTooLarge:
        return BodyTooLarge(f"The body may have at most {self._longest} bytes", longest=self._longest)
