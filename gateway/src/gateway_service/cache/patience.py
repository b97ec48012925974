"""Waits only briefly for a service if there is an old answer: a hung one would take until the deadline."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Generic, TypeVar

from gateway_service.cache.flights import Flight
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

    async def first(self, flight: Flight[T], find_old: Callable[[], Awaitable[S | None]]) -> T | S:
        """Returns the new answer, or an old one if the new one takes long; that one goes on and is cached."""
        try:
            async with asyncio.timeout(_SHORT_PATIENCE_S if self._is_slow else _PATIENCE_S):
                found = await asyncio.shield(flight.task)
        except TimeoutError:
            if (old := await find_old()) is not None:
                self._is_slow = True
                flight.task.add_done_callback(partial(self._landed, flight.board()))
                return old
            found = await asyncio.shield(flight.task)
        finally:
            flight.leave()
        self._is_slow = False
        return found

    def _landed(self, flight: Flight[T], task: asyncio.Task[T]) -> None:
        flight.leave()
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            self._is_slow = False
        elif not isinstance(error, DomainError):
            task.get_loop().call_exception_handler({"message": "a late answer failed", "exception": error})
