"""Long work whose progress is streamed: it runs ahead of the client, however slowly the client reads."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from typing import TypeVar

T = TypeVar("T")


async def run_ahead(items: AsyncIterator[T]) -> AsyncGenerator[T]:
    """The items, made in a task of their own; then raises what their source raised.

    So the source may hold a transaction: the loop that sends the items to a client is outside it. Leaving the
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
