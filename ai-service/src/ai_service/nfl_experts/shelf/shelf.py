"""Finds the book that a request means: live or a replay's, of the season asked for or the current one."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from ai_service.nfl_experts.books import repository
from ai_service.nfl_experts.books.opening import ensure_live_book, live_book
from ai_service.nfl_experts.books.state import Book
from ai_service.nfl_experts.errors import (
    CatchingUp,
    ExpertNotFound,
    GameNotFound,
    ReplayNotFound,
    SeasonNotFound,
)
from ai_service.nfl_experts.experts.domain import Expert
from ai_service.nfl_experts.experts.roster import BY_ID
from ai_service.nfl_experts.facts.client import Facts, SeasonInfo, current_season, find_season, is_current
from ai_service.nfl_experts.facts.facts import GameFacts, SeasonFacts
from ai_service.nfl_experts.facts.timeline import week_at
from altsports.ai.v1 import books_pb2
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.timestamps import time_to_pb


@dataclass(frozen=True, slots=True)
class Page:
    """A book opened for reading: its facts, and what time it is in it."""

    connection: Connection
    book: Book
    facts: SeasonFacts
    now: datetime
    cursor_time: datetime | None

    @property
    def anchor(self) -> datetime:
        """What "the last week" counts back from: the last thing that happened, where the season is over."""
        return min(self.now, self.cursor_time or self.now)

    @property
    def is_catching_up(self) -> bool:
        """Whether a live book has not got to the week that it is by the clock."""
        return not self._has_got_to(week_at(self.facts, self.now))

    def week(self, asked: int) -> int:
        """The week asked for, or the newest that the book has got to. Raises CatchingUp."""
        week = asked or week_at(self.facts, self.anchor)
        if not self._has_got_to(week):
            raise CatchingUp(week)
        return week

    def _has_got_to(self, week: int) -> bool:
        """True as well where nobody could: a week that has not opened, or has no games."""
        opening = self.facts.openings.get(week)
        if opening is None or self.book.replay_id is not None:
            return True
        return opening > self.now or (self.cursor_time is not None and opening <= self.cursor_time)

    def game(self, game_id: str) -> GameFacts:
        """A game of the book. Raises GameNotFound."""
        game = self.facts.by_id.get(game_id)
        if game is None or not self.book.has_week(game.week):
            raise GameNotFound(game_id)
        return game

    def to_pb(self) -> books_pb2.Book:
        """How answers name the book."""
        return books_pb2.Book(
            competition=self.book.competition,
            season=self.book.season,
            simulated=self.book.simulated,
            replay=self.book.replay_id,
            catching_up=self.is_catching_up,
            cursor_time=time_to_pb(self.now),
        )


class Shelf:
    """Opens books for the handlers."""

    def __init__(self, database: Database, facts: Facts, clock: Clock) -> None:
        self._database = database
        self._facts = facts
        self._clock = clock
        self._known: set[str] = set()

    def now(self) -> datetime:
        """What time it is in the mesh."""
        return self._clock.now()

    async def is_current(self, book: Book) -> bool:
        """Whether a book is the one that is meant where nobody names a season."""
        return await is_current(self._facts, book.competition, book.season, at=self.now())

    @asynccontextmanager
    async def read(self, *, season: int = 0, replay: str = "") -> AsyncGenerator[Page]:
        """A book for reading. Raises SeasonNotFound, ReplayNotFound, FactsUnavailable."""
        info = await (self._of_replay(replay) if replay else self._live(season))
        if season not in (0, info.season):
            raise SeasonNotFound(season, replay=replay)
        async with self._opened(info, replay) as page:
            yield page

    @asynccontextmanager
    async def read_of_game(self, game_id: str, *, replay: str = "") -> AsyncGenerator[Page]:
        """The book that a game is in. Raises GameNotFound, ReplayNotFound, FactsUnavailable."""
        info = await (self._of_replay(replay) if replay else self._of_game(game_id))
        async with self._opened(info, replay) as page:
            yield page

    async def book_of_game(self, game_id: str, *, replay: str = "") -> tuple[Book, SeasonFacts]:
        """The same for changing it. Raises GameNotFound, ReplayNotFound, FactsUnavailable."""
        async with self.read_of_game(game_id, replay=replay) as page:
            page.game(game_id)
            return page.book, page.facts

    async def time_in(self, book: Book, connection: Connection) -> datetime:
        """What time it is in a book."""
        if book.replay_id is None:
            return self._clock.now()
        cursor_time = await repository.cursor_time(connection, book.id)
        return cursor_time or datetime.fromtimestamp(0, UTC)

    @asynccontextmanager
    async def _opened(self, info: SeasonInfo, replay: str) -> AsyncGenerator[Page]:
        facts = await self._facts.season(info.competition, info.season)
        live = None if replay else await self._ensure_live(info, facts)
        async with self._database.read() as connection:
            found = await repository.find_place(connection, live=live, replay=replay or None)
            if found is None:
                raise ReplayNotFound(replay or str(live))
            book, cursor_time = found
            now = self.now() if live is not None else cursor_time or facts.games[0].kickoff
            yield Page(connection, book, facts, now, cursor_time)

    async def _ensure_live(self, info: SeasonInfo, facts: SeasonFacts) -> str:
        """The id of a live book. The first request for an old season makes it; the keeper catches it up."""
        book = live_book(info)
        if book.id not in self._known:
            current = await self.is_current(book)
            async with self._database.transaction() as connection:
                await ensure_live_book(connection, info, facts, now=self.now(), is_current=current)
            self._known.add(book.id)
        return book.id

    async def _of_replay(self, replay: str) -> SeasonInfo:
        async with self._database.read() as connection:
            book = await repository.find_of_replay(connection, replay)
        if book is None:
            raise ReplayNotFound(replay)
        return find_season(await self._facts.seasons(), book.season, book.competition)

    async def _live(self, season: int) -> SeasonInfo:
        seasons = await self._facts.seasons()
        if season:
            return find_season(seasons, season)
        current = current_season(seasons, self._clock.now())
        if current is None:
            raise SeasonNotFound(None)
        return current

    async def _of_game(self, game_id: str) -> SeasonInfo:
        """Ids begin with the season, and the real game is meant where there is one."""
        year = game_id.partition("_")[0]
        for info in await self._facts.seasons():
            if str(info.season) == year:
                facts = await self._facts.season(info.competition, info.season)
                if game_id in facts.by_id:
                    return info
        raise GameNotFound(game_id)


def find_expert(expert_id: str) -> Expert:
    """An expert of the roster. Raises ExpertNotFound."""
    expert = BY_ID.get(expert_id)
    if expert is None:
        raise ExpertNotFound(expert_id)
    return expert
