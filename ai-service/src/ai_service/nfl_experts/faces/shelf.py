"""Finds the book that a request is about: live or a replay's, of the season named or the current one."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final

from ai_service.nfl_experts.books import repository
from ai_service.nfl_experts.books.opening import ensure_live_book, live_book
from ai_service.nfl_experts.books.state import Book
from ai_service.nfl_experts.errors import GameNotFound, ReplayNotFound, SeasonNotFound
from ai_service.nfl_experts.experts.history import SeasonHistory
from ai_service.nfl_experts.faces.open_book import HeldBook, OpenBook
from ai_service.nfl_experts.facts.client import Facts, current_season, find_season, is_current
from ai_service.nfl_experts.facts.season import SeasonFacts, SeasonInfo
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.db.reader import Reader
from service_kit.lru import Lru

_HISTORIES: Final = 4
"""The number of seasons whose history is kept between requests."""


class Shelf:
    """Opens books for the handlers. It reads the league service first: a locked book holds a connection."""

    def __init__(self, database: Database, facts: Facts, clock: Clock) -> None:
        self._database = database
        self._facts = facts
        self._clock = clock
        self._ensured: set[str] = set()
        self._histories: Lru[tuple[str, int], SeasonHistory] = Lru(_HISTORIES)

    def now(self) -> datetime:
        """The time of the mesh."""
        return self._clock.now()

    async def is_current(self, book: Book) -> bool:
        """Whether a request that names no season means the season of this book."""
        return await is_current(self._facts, book.competition, book.season, at=self.now())

    @asynccontextmanager
    async def read(self, *, season: int = 0, replay: str = "") -> AsyncGenerator[OpenBook]:
        """Opens a book for reading. Raises SeasonNotFound, ReplayNotFound, FactsUnavailable."""
        info = await (self._of_replay(replay) if replay else self._of_season(season))
        if season not in (0, info.season):
            raise SeasonNotFound(season, replay=replay)
        async with self._opened(info, replay) as opened:
            yield opened

    @asynccontextmanager
    async def read_of_game(self, game_id: str, *, replay: str = "") -> AsyncGenerator[OpenBook]:
        """Opens the book that has a game. Raises GameNotFound, ReplayNotFound, FactsUnavailable."""
        info = await (self._of_replay(replay) if replay else self._of_game(game_id))
        async with self._opened(info, replay) as opened:
            yield opened

    @asynccontextmanager
    async def hold_of_game(self, game_id: str, *, replay: str = "") -> AsyncGenerator[HeldBook]:
        """Locks the book that has a game. Raises GameNotFound, ReplayNotFound, FactsUnavailable."""
        async with self.read_of_game(game_id, replay=replay) as opened:
            book, game = opened.book, opened.game(game_id)
        current = await self.is_current(book)
        async with self._database.transaction() as connection:
            if await repository.lock_book(connection, book.id) is None:
                raise ReplayNotFound(book.replay_id) if book.replay_id else SeasonNotFound(book.season)
            at = await self.time_in(book, connection)
            yield HeldBook(connection, book, game, at=at, now=self.now(), is_current=current)

    async def time_in(self, book: Book, reader: Reader) -> datetime:
        """The time of a book: a replay's is that of its last step."""
        if book.replay_id is None:
            return self.now()
        cursor_time = await repository.cursor_time(reader, book.id)
        return cursor_time or datetime.fromtimestamp(0, UTC)

    @asynccontextmanager
    async def _opened(self, info: SeasonInfo, replay: str) -> AsyncGenerator[OpenBook]:
        facts = await self._facts.season(info.competition, info.season)
        live = None if replay else await self._ensure_live(info, facts)
        reader = self._database.pipelined
        found = await repository.find_place(reader, live=live, replay=replay or None)
        if found is None:
            raise ReplayNotFound(replay or str(live))
        book, cursor_time = found
        now = self.now() if live is not None else cursor_time or facts.games[0].kickoff
        yield OpenBook(reader, book, facts, self._history(facts), now, cursor_time)

    def _history(self, facts: SeasonFacts) -> SeasonHistory:
        """The history of a season, kept for the seasons that were read last."""
        key = facts.competition, facts.season
        history = self._histories.get(key)
        if history is None or history.facts.version != facts.version:
            history = SeasonHistory(facts)
            self._histories.put(key, history)
        return history

    async def _ensure_live(self, info: SeasonInfo, facts: SeasonFacts) -> str:
        """The id of a live book. The first request for an old season creates it; the keeper catches it up."""
        book = live_book(info)
        if book.id not in self._ensured:
            current = await self.is_current(book)
            async with self._database.transaction() as connection:
                await ensure_live_book(connection, info, facts, now=self.now(), is_current=current)
            self._ensured.add(book.id)
        return book.id

    async def _of_replay(self, replay: str) -> SeasonInfo:
        reader = self._database.pipelined
        book = await repository.find_of_replay(reader, replay)
        if book is None:
            raise ReplayNotFound(replay)
        return find_season(await self._facts.seasons(), book.season, book.competition)

    async def _of_season(self, season: int) -> SeasonInfo:
        seasons = await self._facts.seasons()
        if season:
            return find_season(seasons, season)
        current = current_season(seasons, self.now())
        if current is None:
            raise SeasonNotFound(None)
        return current

    async def _of_game(self, game_id: str) -> SeasonInfo:
        """Game ids begin with the season. An id that a real and a simulated game share means the real one."""
        year = game_id.partition("_")[0]
        for info in await self._facts.seasons():
            if str(info.season) == year:
                facts = await self._facts.season(info.competition, info.season)
                if game_id in facts.by_id:
                    return info
        raise GameNotFound(game_id)
