"""Advances the live books of the newest seasons to the mesh's time."""

from datetime import datetime
from time import monotonic
from typing import Final

from ai_service.nfl_experts.books import repository
from ai_service.nfl_experts.books.opening import ensure_live_book, live_book
from ai_service.nfl_experts.books.runner import BookRunner
from ai_service.nfl_experts.facts.client import Facts, current_season, is_current
from ai_service.nfl_experts.facts.season import SeasonInfo
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.db.leader import OUTAGES
from service_kit.logging import logs

_LEFT_FOR_S: Final = 60.0
_MOST: Final = 10
"""After this many transactions, the books of newer seasons are checked again."""
_AT_HAND: Final = 2
"""At most this many books stay in memory: those that moved last. A season that is over rests at once."""

log = logs.get_logger(__name__)


class LiveBooks:
    """The live books of the newest `kept` seasons, and of every season that a request named."""

    def __init__(self, database: Database, facts: Facts, clock: Clock, *, kept: int) -> None:
        self._database = database
        self._facts = facts
        self._clock = clock
        self._kept = kept
        self._runners: dict[str, BookRunner] = {}
        self._left_until: dict[str, float] = {}

    async def catch_up(self) -> None:
        """Advances every book to the present."""
        while await self.keep():
            pass

    async def keep(self) -> bool:
        """Advances the books, the current season's first; True if some have not reached the present.

        A book that cannot be advanced is logged and left for a minute, so that it does not stop the others.
        """
        now = self._clock.now()
        seasons = await self._facts.seasons()
        async with self._database.read() as connection:
            asked = await repository.live_seasons(connection)
        wanted = live_seasons(seasons, now, self._kept)
        wanted += [
            info for info in seasons if (info.competition, info.season) in asked and info not in wanted
        ]
        for info in wanted:
            book_id = live_book(info).id
            if self._left_until.get(book_id, 0) > monotonic():
                continue
            try:
                if await self._move(await self._runner(info), now):
                    return True
            except OUTAGES:
                raise
            except Exception:  # a bug with one book
                log.exception("A live book could not be advanced", book_id=book_id)
                self._left_until[book_id] = monotonic() + _LEFT_FOR_S
                self._runners.pop(book_id, None)
        return False

    async def _runner(self, info: SeasonInfo) -> BookRunner:
        book = live_book(info)
        if book.id not in self._runners:
            facts = await self._facts.season(info.competition, info.season)
            now = self._clock.now()
            current = await is_current(self._facts, info.competition, info.season, at=now)
            async with self._database.transaction() as connection:
                book = await ensure_live_book(connection, info, facts, now=now, is_current=current)
            self._runners[book.id] = BookRunner(self._database, self._facts, self._clock, book)
        return self._runners[book.id]

    async def _move(self, runner: BookRunner, now: datetime) -> bool:
        if not await runner.is_due(now):
            return False
        self._runners[runner.book.id] = self._runners.pop(runner.book.id)
        for other in list(self._runners.values())[:-_AT_HAND]:
            other.rest()
        for _ in range(_MOST):
            if await runner.advance(until=now) is None:
                runner.rest_if_over()
                return False
        return True


def live_seasons(seasons: list[SeasonInfo], now: datetime, kept: int) -> list[SeasonInfo]:
    """The seasons with a live book: the current one and the newest before it, one per year."""
    current = current_season(seasons, now)
    years: dict[int, SeasonInfo] = {}
    for info in seasons:
        if current is not None and info.season <= current.season:
            years.setdefault(info.season, info)
    return list(years.values())[:kept]
