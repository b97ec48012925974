"""Runs the steps of one book. Its effects and its cursor are committed together or not at all."""

import asyncio
from bisect import bisect_right
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from ai_service.nfl_experts.books import repository
from ai_service.nfl_experts.books.effects import Effects
from ai_service.nfl_experts.books.engine import Engine
from ai_service.nfl_experts.books.state import Book, BookState
from ai_service.nfl_experts.books.writing import write_effects
from ai_service.nfl_experts.facts.client import Facts, find_season, is_current
from ai_service.nfl_experts.facts.season import Schedule, rescheduled_weeks, schedule_of
from ai_service.nfl_experts.facts.timeline import Step, week_at
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database

RUNNING: Final = frozenset({"running"})
AT_REST: Final = frozenset({"paused", "finished", "stopped", "failed"})
Beside = Callable[[Connection, "Progress"], Awaitable[None]]

NEWS: Final = timedelta(hours=6)
"""A step of a live book that runs later than this is history, and is left out of the feed."""
_HISTORY_STEPS: Final = 50
"""How many steps of history are one transaction, besides the other steps at the time of the last one."""


class BookGone(Exception):
    """The book was deleted, or its replay was paused or has ended."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a book after some steps. `week` is the newest that has opened.

    The last step may be a correction of an earlier week.
    """

    done: int
    total: int
    week: int
    last: Step
    following: Step | None


@dataclass(slots=True)
class _Held:
    """A book whose row is locked by the transaction of `connection`; `version` is that of `state`."""

    connection: Connection
    lock: repository.Lock
    state: BookState
    version: int


@dataclass(frozen=True, slots=True)
class _Rest:
    """What a runner at rest knows of its book: the version of the facts, and the time of the next step."""

    facts_version: str
    next_time: datetime | None


class BookRunner:
    """Runs one book, and keeps its state in memory until that may differ from the database.

    The state of a whole season needs 30 MB, so a runner whose book has nothing to do should rest.
    """

    def __init__(self, database: Database, facts: Facts, clock: Clock, book: Book) -> None:
        self.book = book
        self._database = database
        self._facts = facts
        self._clock = clock
        self._engine: Engine | None = None
        self._state: BookState | None = None
        self._version = -1
        self._rescheduled: set[int] = set()
        self._schedule: Schedule | None = None
        self._rest: _Rest | None = None

    def rest(self) -> None:
        """Drops state and facts from memory. The next step loads them again."""
        if self._engine is not None and self._state is not None:
            following = _following(self._engine, self._state)
            self._rest = _Rest(self._engine.facts.version, following.time if following else None)
        self._engine = self._state = None

    def rest_if_over(self) -> None:
        """Rests if no step follows, as after the last game of a season."""
        if self._engine is not None and self._state is not None and not _following(self._engine, self._state):
            self.rest()

    async def advance(
        self, *, until: datetime | None = None, beside: Beside | None = None
    ) -> Progress | None:
        """Runs all steps at the next time that has any, up to `until`; None if there are none.

        Of history it runs the steps of many times at once. `beside` writes more in the same transaction.
        Raises BookGone if the book may not be advanced.
        """
        engine = await self._current_engine()
        current = await self._is_current()
        async with self._held(RUNNING) as held:
            effects = Effects(self.book, current)
            self._reconcile(engine, held, effects)
            steps = self._next_steps(engine, held.state, until)
            effects.is_news = not (steps and self._is_history(steps[0]))
            for _, together in groupby(steps, lambda step: step.time):
                engine.run(held.state, effects, together)
                await asyncio.sleep(0)  # lets requests be answered in between
            if steps or effects.tags:
                await self._write(held, effects, engine)
            if not steps:
                return None
            progress = self._progress(engine, steps)
            if beside is not None:
                await beside(held.connection, progress)
            return progress

    async def correct(self) -> None:
        """Applies corrections to a book that is not running, and stores the version of the facts."""
        engine = await self._current_engine()
        current = await self._is_current()
        async with self._held(AT_REST) as held:
            effects = Effects(self.book, current)
            self._reconcile(engine, held, effects)
            await self._write(held, effects, engine)

    def _reconcile(self, engine: Engine, held: _Held, effects: Effects) -> None:
        """Settles games again after the facts have changed.

        A replay applies a correction at once, whenever it took effect. In a live book corrections are steps.
        """
        if held.lock.facts_version not in (None, engine.facts.version):
            effects.touch(*(f"games:{week}" for week in sorted(self._rescheduled)))
            engine.reconcile(held.state, effects, whatever_time=self.book.replay_id is not None)

    async def is_due(self, until: datetime) -> bool:
        """Whether there may be work: a step up to `until`, or facts that this runner has not seen."""
        if self._rest is not None:
            next_time = self._rest.next_time
            has_step = next_time is not None and next_time <= until
            return has_step or self._rest.facts_version != await self._facts_version()
        before = self._engine
        engine = await self._current_engine()
        if engine is not before or self._state is None:
            return True
        following = _following(engine, self._state)
        return following is not None and following.time <= until

    async def _facts_version(self) -> str:
        """The newest version of the facts, which the engine may not have read yet."""
        return find_season(await self._facts.seasons(), self.book.season, self.book.competition).version

    async def _current_engine(self) -> Engine:
        if self._engine is None or self._engine.facts.version != await self._facts_version():
            facts = await self._facts.season(self.book.competition, self.book.season)
            if self._engine is None or self._engine.facts.version != facts.version:
                before, self._schedule = self._schedule, schedule_of(facts)
                self._rescheduled |= rescheduled_weeks(before, self._schedule)
                self._engine = Engine(facts, self.book)
        self._rest = None
        return self._engine

    async def _is_current(self) -> bool:
        return await is_current(self._facts, self.book.competition, self.book.season, at=self._clock.now())

    @asynccontextmanager
    async def _held(self, statuses: frozenset[str]) -> AsyncGenerator[_Held]:
        """A transaction with the book's row locked. If it fails, the state in memory is dropped."""
        try:
            async with self._database.transaction() as connection:
                lock = await repository.lock_book(connection, self.book.id)
                if lock is None or lock.status not in statuses:
                    raise BookGone(self.book.id)
                state = await self._state_of(connection, lock.version)
                held = _Held(connection, lock, state, lock.version)
                yield held
        except BaseException:
            self._state = None
            raise
        self._version = held.version

    async def _state_of(self, connection: Connection, version: int) -> BookState:
        """The state at a version, from memory if that has the same version, else from the tables."""
        if self._state is None or self._version != version:
            self._state, self._version = await repository.load_state(connection, self.book)
        return self._state

    async def _write(self, held: _Held, effects: Effects, engine: Engine) -> None:
        held.version = await write_effects(
            held.connection,
            held.state,
            effects,
            now=self._clock.now(),
            facts_version=engine.facts.version,
        )
        self._rescheduled.clear()

    def _next_steps(self, engine: Engine, state: BookState, until: datetime | None) -> Sequence[Step]:
        start = _done(engine, state)
        if start >= len(engine.steps):
            return ()
        last = engine.steps[start].time
        if until is not None and last > until:
            return ()
        if self._is_history(engine.steps[start]):
            later = engine.steps[start : start + _HISTORY_STEPS]
            last = max(
                step.time for step in later if self._is_history(step) and step.time <= (until or step.time)
            )
        return engine.steps[start : bisect_right(engine.steps, last, key=lambda step: step.time)]

    def _is_history(self, step: Step) -> bool:
        """Whether a step is history. Replays have none, because their steps happen as they are played."""
        return self.book.replay_id is None and step.time < self._clock.now() - NEWS

    def _progress(self, engine: Engine, steps: Sequence[Step]) -> Progress:
        done = bisect_right(engine.steps, steps[-1])
        following = engine.steps[done] if done < len(engine.steps) else None
        week = min(week_at(engine.facts, steps[-1].time), self.book.last_week)
        return Progress(done, len(engine.steps), week, steps[-1], following)


def _following(engine: Engine, state: BookState) -> Step | None:
    """The next step of the book."""
    return next(iter(engine.steps[_done(engine, state) :]), None)


def _done(engine: Engine, state: BookState) -> int:
    """How many steps are before the cursor."""
    if state.cursor is None:
        return 0
    return bisect_right(engine.steps, state.cursor, key=lambda step: step.position)
