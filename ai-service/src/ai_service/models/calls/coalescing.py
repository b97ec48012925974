"""Equal requests that are in progress at the same time share one result."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

from ai_service.models.calls import measures

T = TypeVar("T")


class Coalescing(Generic[T]):
    """The work goes on while anybody waits for it, and is cancelled when the last one leaves."""

    def __init__(self) -> None:
        self._running: dict[Hashable, tuple[asyncio.Task[T], list[int]]] = {}

    async def run(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The result of the work, or of equal work that is running."""
        found = self._running.get(key)
        if found is None:
            task = asyncio.create_task(work())
            found = self._running[key] = (task, [0])
            task.add_done_callback(lambda _: self._running.pop(key, None))
        else:
            measures.COALESCED.inc()
        task, waiting = found
        waiting[0] += 1
        try:
            return await asyncio.shield(task)
        finally:
            waiting[0] -= 1
            if not waiting[0] and not task.done():
                self._running.pop(key, None)
                task.cancel()
                await asyncio.wait([task])
