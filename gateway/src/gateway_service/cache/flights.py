"""Concurrent misses of one answer share one call, which is cancelled when the last waiting client leaves."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from functools import partial
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Flight(Generic[T]):
    """One running call. Whoever gets it from `Flights.board` awaits its result, or leaves it."""

    __slots__ = ("_waiting", "task")

    def __init__(self, task: asyncio.Task[T]) -> None:
        self.task = task
        self._waiting = 0

    def board(self) -> "Flight[T]":
        """One more client waits."""
        self._waiting += 1
        return self

    def leave(self) -> None:
        """One client less waits; the last one that leaves cancels the call."""
        self._waiting -= 1
        if not self._waiting and not self.task.done():
            self.task.cancel()

    async def result(self) -> T:
        """Waits for the result, and leaves."""
        try:
            return await asyncio.shield(self.task)
        finally:
            self.leave()


class Flights(Generic[T]):
    """One running call per key."""

    def __init__(self) -> None:
        self._flights: dict[Hashable, Flight[T]] = {}

    def board(self, key: Hashable, start: Callable[[], Coroutine[Any, Any, T]]) -> Flight[T]:
        """The running call for the key; starts one if there is none, or if it has been cancelled."""
        flight = self._flights.get(key)
        if flight is None or flight.task.cancelling():
            flight = self._flights[key] = Flight(asyncio.create_task(start()))
            flight.task.add_done_callback(partial(self._landed, key, flight))
        return flight.board()

    def _landed(self, key: Hashable, flight: Flight[T], _: asyncio.Task[T]) -> None:
        if self._flights.get(key) is flight:
            del self._flights[key]
