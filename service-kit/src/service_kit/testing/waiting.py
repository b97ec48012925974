"""Waits, with a limit, for events in other tasks and processes, for tests."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

T = TypeVar("T")


async def eventually(
    ask: Callable[[], Awaitable[T]], is_good: Callable[[T], Any] = bool, *, within_s: float = 20.0
) -> T:
    """Repeats a call until its result is good, and returns it. Raises AssertionError with the last result."""
    answer = await ask()
    try:
        async with asyncio.timeout(within_s):
            while not is_good(answer):
                await asyncio.sleep(0.01)
                answer = await ask()
    except TimeoutError:
        raise AssertionError(f"still {answer!r} after {within_s} s") from None
    return answer


async def until(holds: Callable[[], Any], *, within_s: float = 10.0) -> None:
    """Waits until the condition is true. Raises AssertionError."""

    async def ask() -> Any:
        return holds()

    await eventually(ask, within_s=within_s)


def wait_until(holds: Callable[[], Any], *, within_s: float = 10.0) -> None:
    """The same in a test without an event loop."""
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline, f"did not happen within {within_s} s"
        time.sleep(0.02)
