"""Bounded waiting for what happens elsewhere, for tests."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def eventually(ask: Callable[[], Awaitable[T]], *, within_s: float = 10.0) -> T:
    """Asks again until the answer is true, and returns it. AssertionError with the last answer otherwise."""
    answer = await ask()
    try:
        async with asyncio.timeout(within_s):
            while not answer:
                await asyncio.sleep(0.01)
                answer = await ask()
    except TimeoutError:
        raise AssertionError(f"still {answer!r} after {within_s} s") from None
    return answer
