"""Progress of long work as a stream: the work reports and goes on, however slowly the client reads."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def reports_of(work: Callable[[Callable[[T], None]], Coroutine[Any, Any, None]]) -> AsyncGenerator[T]:
    """What `work` hands to the function that it is given, in order; then raises what `work` raised.

    So work may hold a transaction, which a message to a client must not. Leaving the loop early cancels it.
    """
    reports: asyncio.Queue[T | None] = asyncio.Queue()
    task = asyncio.create_task(work(reports.put_nowait))
    task.add_done_callback(lambda _: reports.put_nowait(None))
    try:
        while (report := await reports.get()) is not None:
            yield report
        await task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
