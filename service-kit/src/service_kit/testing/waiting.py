"""Waits, with a limit, for events in other processes, for tests."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def eventually(ask: Callable[[], Awaitable[T]], *, within_s: float = 10.0) -> T:
    """Repeats a call until its result is true, and returns it. Raises AssertionError with the last result."""
    answer = await ask()
    try:
        async with asyncio.timeout(within_s):
            while not answer:
                await asyncio.sleep(0.01)
                answer = await ask()
    except TimeoutError:
        raise AssertionError(f"still {answer!r} after {within_s} s") from None
    return answer
