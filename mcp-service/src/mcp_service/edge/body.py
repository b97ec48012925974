"""Reads a request body with a limit and a deadline, and hands it on as if it had just arrived."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from service_kit.errors import InvalidArgument

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


class ClientGone(Exception):
    """The client closed the connection; nobody waits for an answer."""


class BodyTooLarge(InvalidArgument):
    """The body is longer than the server accepts."""

    reason = "BODY_TOO_LARGE"


class BodyTooSlow(InvalidArgument):
    """The body did not arrive in time."""

    reason = "BODY_TOO_SLOW"


async def read_body(receive: Receive, *, longest: int, timeout_s: float) -> bytes:
    """The whole body. Raises BodyTooLarge, BodyTooSlow, ClientGone."""
    try:
        async with asyncio.timeout(timeout_s):
            return await _read(receive, longest)
    except TimeoutError:
        raise BodyTooSlow(f"The body did not arrive within {timeout_s:g} s") from None


async def _read(receive: Receive, longest: int) -> bytes:
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > longest:
            raise BodyTooLarge(f"The body may have at most {longest} bytes")
        more = message.get("more_body", False)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def replayed(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the body first and then whatever still comes."""
    waiting = [body]

    async def next_message() -> MutableMapping[str, Any]:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return next_message
