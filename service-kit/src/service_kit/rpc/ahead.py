"""Long work with streamed progress: it runs independently of how slowly the client reads."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from typing import TypeVar

T = TypeVar("T")


async def run_ahead(items: AsyncIterator[T]) -> AsyncGenerator[T]:
    """Yields the items, which a separate task produces; then raises the error of their source, if any.

    So the source can hold a transaction: the loop that sends the items to a client is outside it. Leaving the
    loop early cancels the source and waits until it has ended.
    """
    made: asyncio.Queue[tuple[T] | None] = asyncio.Queue()

    async def make() -> None:
        async for item in items:
            made.put_nowait((item,))

    task = asyncio.create_task(make())
    task.add_done_callback(lambda _: made.put_nowait(None))
    try:
        while (item := await made.get()) is not None:
            yield item[0]
        await task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
