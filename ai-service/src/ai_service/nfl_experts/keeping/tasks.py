"""The keeper's tasks by name: each runs at most once, and waits after a failure."""

import asyncio
from collections.abc import Callable, Coroutine
from time import monotonic
from typing import Final

from service_kit import backoff
from service_kit.db.leader import OUTAGES
from service_kit.lru import Lru

_LONGEST_OUTAGE_S: Final = 2.0
_LONGEST_BUG_S: Final = 60.0
_FAILURES: Final = 1000
"""The number of failed tasks that are remembered: a replay that failed is never started again."""
_NONE: Final = (0, 0.0)


class Tasks:
    """Tasks by name. After a failure, `start` does nothing until a pause has passed, ever longer."""

    def __init__(self) -> None:
        self._running: dict[str, asyncio.Task[None]] = {}
        self._failures: Lru[str, tuple[int, float]] = Lru(_FAILURES)

    def start(self, name: str, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Starts the work unless it is still running or has just failed."""
        _, not_before = self._failures.get(name) or _NONE
        if name not in self._running and monotonic() >= not_before:
            self._running[name] = asyncio.create_task(work(), name=name)

    def ended(self) -> list[tuple[str, BaseException | None]]:
        """The tasks that ended since the last call, each with its exception."""
        done = [(name, task) for name, task in self._running.items() if task.done()]
        errors = [(name, None if task.cancelled() else task.exception()) for name, task in done]
        for name, error in errors:
            del self._running[name]
            self._note(name, error)
        return errors

    async def end(self) -> None:
        """Cancels all tasks and waits until they have ended."""
        for task in self._running.values():
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)
        self._running.clear()

    def _note(self, name: str, error: BaseException | None) -> None:
        if error is None:
            self._failures.drop(name)
            return
        failures = (self._failures.get(name) or _NONE)[0] + 1
        longest_s = _LONGEST_OUTAGE_S if isinstance(error, OUTAGES) else _LONGEST_BUG_S
        pause_s = backoff.pause(failures, first_s=1.0, longest_s=longest_s)
        self._failures.put(name, (failures, monotonic() + pause_s))
