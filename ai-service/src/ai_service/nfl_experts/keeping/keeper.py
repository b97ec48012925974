"""Keeps books moving: live ones with the clock, replays at their speed. One process at a time does it."""

import asyncio
from dataclasses import dataclass
from typing import Final

from ai_service.nfl_experts.books import repository
from ai_service.nfl_experts.books.live import LiveBooks
from ai_service.nfl_experts.books.runner import BookGone, BookRunner
from ai_service.nfl_experts.books.state import Book
from ai_service.nfl_experts.facts.client import Facts
from ai_service.nfl_experts.keeping.tasks import Tasks
from ai_service.nfl_experts.replays import repository as replays
from ai_service.nfl_experts.replays.examples import restore_example_replays
from ai_service.nfl_experts.replays.operations import end_running
from ai_service.nfl_experts.replays.playing import ReplayPlayer, ensure_demo
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.db.leader import OUTAGES, lead
from service_kit.errors import DomainError
from service_kit.logging import logs
from service_kit.lru import Lru
from service_kit.process.loops import until

_LOOK_S: Final = 1.0
_UNCORRECTABLE: Final = 1000
"""The number of books that are not corrected again until their facts change."""

log = logs.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class KeeperSettings:
    """The number of live seasons, the speed of the demo's replay (None for no replay), and whether the
    replays that the contract's examples name are created.
    """

    live_seasons: int = 2
    demo_speed: float | None = None
    examples: bool = False


class Keeper:
    """Run it as a task, and cancel it to stop. Any number of processes may run one; only one is active.

    Killing it loses nothing: the changes of a step and the book's cursor are committed in one transaction.
    """

    def __init__(
        self, database: Database, facts: Facts, clock: Clock, settings: KeeperSettings | None = None
    ) -> None:
        self._database = database
        self._facts = facts
        self._clock = clock
        self._settings = settings or KeeperSettings()
        self._wake = asyncio.Event()
        self._wants_examples = self._settings.examples
        self._uncorrectable: Lru[str, str] = Lru(_UNCORRECTABLE)

    def wake(self) -> None:
        """Looks for work at once."""
        self._wake.set()

    def facts_changed(self) -> None:
        """Reads the facts again, and looks for work at once."""
        self._facts.expire()
        self.wake()

    async def run(self) -> None:
        """Never returns; ends when cancelled."""
        await lead(self._database, "book", "ai", self._lead)

    async def _lead(self, connection: Connection) -> None:
        """Runs live books and replays until the lock's connection breaks."""
        tasks = Tasks()
        live = LiveBooks(self._database, self._facts, self._clock, kept=self._settings.live_seasons)
        pause = until(self._wake, at_most_s=_LOOK_S)
        try:
            while True:
                await connection.execute("SELECT 1")
                await self._reap(tasks)
                tasks.start("live", live.catch_up)
                await self._start_replays(tasks)
                await pause()
        finally:
            await tasks.end()

    async def _start_replays(self, tasks: Tasks) -> None:
        tasks.start("demo", self._ensure_demo)
        tasks.start("corrections", self._correct_books_at_rest)
        async with self._database.read() as connection:
            wanted = await replays.running_ids(connection)
        for replay_id in wanted:
            player = ReplayPlayer(self._database, self._facts, self._clock, replay_id)
            tasks.start(f"replay {replay_id}", player.run)

    async def _ensure_demo(self) -> None:
        if self._settings.demo_speed is not None:
            await ensure_demo(self._database, self._facts, self._clock, self._settings.demo_speed)
        if self._wants_examples:
            made = await restore_example_replays(self._database, self._facts, self._clock)
            self._wants_examples = not made

    async def _correct_books_at_rest(self) -> None:
        """Applies corrections of results to replays that nobody plays.

        A book that cannot be corrected is left until the facts change again, so that others are corrected.
        """
        seasons = await self._facts.seasons()
        versions = {(info.competition, info.season): info.version for info in seasons}
        async with self._database.read() as connection:
            books = await repository.books_at_rest(connection)
        for book, version in books:
            current = versions.get((book.competition, book.season), version)
            if current != version and self._uncorrectable.get(book.id) != current:
                await self._correct(book, current)

    async def _correct(self, book: Book, version: str) -> None:
        try:
            await BookRunner(self._database, self._facts, self._clock, book).correct()
        except BookGone:  # resumed or deleted meanwhile
            return
        except OUTAGES:
            raise
        except Exception:
            log.exception("A book could not be corrected", book_id=book.id)
            self._uncorrectable.put(book.id, version)

    async def _reap(self, tasks: Tasks) -> None:
        """Handles tasks that ended. An outage is waited out; a bug is logged and ends the replay."""
        for name, error in tasks.ended():
            if error is None or isinstance(error, OUTAGES):
                continue
            log.error("A book stopped", task=name, exc_info=error)
            kind, _, replay_id = name.partition(" ")
            if kind == "replay":
                await self._fail(replay_id, error)

    async def _fail(self, replay_id: str, error: BaseException) -> None:
        shown = error.message if isinstance(error, DomainError) else "internal error"
        async with self._database.transaction() as connection:
            await end_running(connection, replay_id, status="failed", now=self._clock.now(), error=shown)
