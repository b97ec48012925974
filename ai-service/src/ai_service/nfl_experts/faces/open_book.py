"""A book as a request sees it, open for reading or locked for a change."""

from dataclasses import dataclass
from datetime import datetime

from ai_service.nfl_experts.books.state import Book
from ai_service.nfl_experts.errors import CatchingUp, GameNotFound
from ai_service.nfl_experts.experts.history import SeasonHistory
from ai_service.nfl_experts.facts.season import GameFacts, SeasonFacts
from ai_service.nfl_experts.facts.timeline import week_at
from altsports.ai.v1 import books_pb2
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader
from service_kit.timestamps import time_to_pb


@dataclass(frozen=True, slots=True)
class OpenBook:
    """A book open for reading: its facts and their history, its time, and the time of its last step."""

    reader: Reader
    book: Book
    facts: SeasonFacts
    history: SeasonHistory
    now: datetime
    cursor_time: datetime | None

    @property
    def anchor(self) -> datetime:
        """The time that "the last week" counts back from. Once a season is over, that is its last step."""
        return min(self.now, self.cursor_time or self.now)

    @property
    def is_catching_up(self) -> bool:
        """Whether a live book is behind the week that the clock shows."""
        return not self._has_reached(week_at(self.facts, self.now))

    def week(self, asked: int) -> int:
        """The week asked for, or the newest that the book has reached. Raises CatchingUp."""
        week = asked or week_at(self.facts, self.anchor)
        if not self._has_reached(week):
            raise CatchingUp(week)
        return week

    def _has_reached(self, week: int) -> bool:
        """Also true where there is nothing to reach: the week has no games, or has not opened yet."""
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


@dataclass(frozen=True, slots=True)
class HeldBook:
    """A book whose row is locked for a change: no step and no other change happens meanwhile.

    `at` is the book's time, `now` the time of the mesh.
    """

    connection: Connection
    book: Book
    game: GameFacts
    at: datetime
    now: datetime
    is_current: bool


def book_to_pb(opened: OpenBook) -> books_pb2.Book:
    """The book as responses name it."""
    return books_pb2.Book(
        competition=opened.book.competition,
        season=opened.book.season,
        simulated=opened.book.simulated,
        replay=opened.book.replay_id,
        catching_up=opened.is_catching_up,
        cursor_time=time_to_pb(opened.now),
    )
