"""Waits only briefly for a service if there is an old answer: a hung one would take until the deadline."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Generic, TypeVar

from service_kit.errors import DomainError

T = TypeVar("T")
S = TypeVar("S")

_PATIENCE_S = 2.0
_SHORT_PATIENCE_S = 0.25
"""While the last answer came too late or not at all."""


class Patience(Generic[T, S]):
    """One per route: a service that was just too slow is not waited for again, until it answers in time."""

    def __init__(self) -> None:
        self._is_slow = False
        self._late: set[asyncio.Task[T]] = set()

    async def first(
        self, coming: Coroutine[Any, Any, T], find_old: Callable[[], Awaitable[S | None]]
    ) -> T | S:
        """Returns the new answer, or an old one if the new one takes long; that one goes on and is cached."""
        task = asyncio.create_task(coming)
        try:
            await asyncio.wait([task], timeout=_SHORT_PATIENCE_S if self._is_slow else _PATIENCE_S)
            if not task.done() and (old := await find_old()) is not None:
                self._is_slow = True
                self._let_finish(task)
                return old
            return await task
        except asyncio.CancelledError:
            task.cancel()
            raise
        finally:
            if task.done() and not task.cancelled() and task.exception() is None:
                self._is_slow = False

    def _let_finish(self, task: asyncio.Task[T]) -> None:
        self._late.add(task)
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[T]) -> None:
        self._late.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            self._is_slow = False
        elif not isinstance(error, DomainError):
            task.get_loop().call_exception_handler({"message": "a late answer failed", "exception": error})
