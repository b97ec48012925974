"""Runs the parts of a summary at the same time, and takes those that are ready within the budget."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, Final, NamedTuple, TypeVar

from league_service.clubs.errors import SummaryTimedOut
from league_service.clubs.summaries.facts import Parts
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.errors import NO_ANSWER

T = TypeVar("T")
Read = Callable[[Connection], Awaitable[Parts]]
OUT_OF_TIME: Final = "out_of_time"
UNAVAILABLE: Final = "unavailable"
_AT_ONCE: Final = 10

logger = logging.getLogger(__name__)


class Gathered(NamedTuple):
    """The parts that are ready, and why others are not."""

    parts: Parts
    missing: dict[str, str]


class Budget:
    """The time that is left. What is cut off ends in the background, so nobody waits for its end."""

    def __init__(self, seconds: float) -> None:
        self._loop = asyncio.get_running_loop()
        self._ends_at = self._loop.time() + seconds

    @property
    def left_s(self) -> float:
        return max(0.0, self._ends_at - self._loop.time())

    async def within(self, work: Coroutine[Any, Any, T], *, noun: str) -> T:
        """The result of what no summary can do without. Raises SummaryTimedOut, and what the work raises."""
        task = asyncio.ensure_future(work)
        await self._wait([task])
        if not task.done():
            _let_go(task)
            raise SummaryTimedOut(noun)
        return task.result()

    async def gather(self, sources: "Sources", reads: Mapping[tuple[str, ...], Read]) -> Gathered:
        """Each read sees one state of the data, and yields its parts whole or not at all."""
        tasks = {names: asyncio.ensure_future(sources.read(read)) for names, read in reads.items()}
        await self._wait(list(tasks.values()))
        parts: Parts = {}
        missing: dict[str, str] = {}
        late = {names: task for names, task in tasks.items() if not task.done()}
        for names, task in late.items():
            _let_go(task)
            missing |= dict.fromkeys(names, OUT_OF_TIME)
        for names, task in tasks.items():
            if names in late:
                continue
            if isinstance(error := task.exception(), NO_ANSWER):
                logger.warning("the parts %s of a summary are missing: %s", ", ".join(names), error)
                missing |= dict.fromkeys(names, UNAVAILABLE)
            else:
                parts |= task.result()
        return Gathered(parts, missing)

    async def _wait(self, tasks: list[asyncio.Future[Any]]) -> None:
        """Waits until all are done or the time is over. A caller who has gone takes them along."""
        try:
            await asyncio.wait(tasks, timeout=self.left_s)
        except asyncio.CancelledError:
            for task in tasks:
                _let_go(task)
            raise


class Sources:
    """Where parts are read. All summaries of the process together leave most connections to others."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._permits = asyncio.Semaphore(_AT_ONCE)

    async def read(self, read: Read) -> Parts:
        async with self._permits, self.database.transaction("repeatable read") as connection:
            return await read(connection)


_ending: set[asyncio.Future[Any]] = set()


def _let_go(task: asyncio.Future[Any]) -> None:
    """Cancels a read, which cancels its statement, and does not wait for it."""
    task.cancel()
    _ending.add(task)
    task.add_done_callback(_ended)


def _ended(task: asyncio.Future[Any]) -> None:
    _ending.discard(task)
    if not task.cancelled() and (error := task.exception()) is not None:
        logger.debug("a read that was cut off ended with %s", type(error).__name__)
