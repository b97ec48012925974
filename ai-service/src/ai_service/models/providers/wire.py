"""HTTP to the provider of a vendor: JSON out, bytes or server-sent events in."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final
from urllib.request import getproxies

import orjson

if TYPE_CHECKING:
    import aiohttp

_CONNECT_S: Final = 10.0
_CONNECTIONS: Final = 1000
LARGEST: Final = 64 * 1024 * 1024
"""Bytes of an answer: 2,048 vectors of 1,536 numbers have about 40 MB."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes, with the headers of the vendor's SDK."""

    url: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer with the status of an error."""

    status: int
    body: bytes
    headers: Mapping[str, str]


class TooLarge(Exception):
    """An answer has more bytes than any honest one."""


class Wire:
    """The connections to one provider, which are made on first use."""

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._session: aiohttp.ClientSession | None = None
        self._opening = asyncio.Lock()

    async def post(self, target: Target, body: Mapping[str, Any]) -> "aiohttp.ClientResponse | Refusal":
        """The answer, of which only the head has been read. The caller closes it."""
        session = self._session or await self._open()
        response = await session.post(target.url, data=orjson.dumps(body), headers=target.headers)
        if response.status < 400:
            return response
        async with response:
            return Refusal(response.status, await content_of(response), response.headers)

    async def close(self) -> None:
        """Closes the connections."""
        if self._session is not None:
            await self._session.close()

    async def _open(self) -> "aiohttp.ClientSession":
        async with self._opening:
            if self._session is None:
                context = await asyncio.to_thread(_prepared)
                import aiohttp  # noqa: PLC0415 - only with a vendor

                self._session = aiohttp.ClientSession(
                    connector=aiohttp.TCPConnector(ssl=context, limit=_CONNECTIONS),
                    timeout=aiohttp.ClientTimeout(
                        total=None, sock_connect=_CONNECT_S, sock_read=self._timeout_s
                    ),
                    trust_env=bool(getproxies()),
                    cookie_jar=aiohttp.DummyCookieJar(),
                )
        return self._session


@cache
def ssl_context() -> ssl.SSLContext:
    """Trusts the certificates that the SDKs trust. It is shared, because it takes megabytes and 0.1 s."""
    import httpx2  # noqa: PLC0415

    return httpx2.create_ssl_context()


def _prepared() -> ssl.SSLContext:
    """What takes too long for the loop: the library, and the certificates."""
    import_module("aiohttp")
    return ssl_context()


async def content_of(response: "aiohttp.ClientResponse") -> bytes:
    """The whole answer. Raises TooLarge."""
    parts, size = list[bytes](), 0
    async for part in response.content.iter_any():
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise TooLarge
    return b"".join(parts)


async def events_of(response: "aiohttp.ClientResponse") -> AsyncIterator[str]:
    """The data of the server-sent events of an answer. Raises httpx2.SSEError if it has none."""
    import httpx2  # noqa: PLC0415

    class Content(httpx2.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            async for part in response.content.iter_any():
                yield part

    kind = {"content-type": response.headers.get("content-type", "")}
    request = httpx2.Request("POST", str(response.url))
    async for event in httpx2.EventSource(
        httpx2.Response(200, headers=kind, stream=Content(), request=request)
    ):
        yield event.data
