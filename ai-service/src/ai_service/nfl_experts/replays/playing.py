"""Plays one replay step by step at its speed, until it ends or is paused."""

import asyncio
from time import monotonic
from typing import Final

from ai_service.nfl_experts.books import repository as books
from ai_service.nfl_experts.books.runner import BookGone, BookRunner, Progress
from ai_service.nfl_experts.books.state import Book
from ai_service.nfl_experts.facts.client import Facts
from ai_service.nfl_experts.facts.timeline import LAST_WEEK
from ai_service.nfl_experts.replays import repository
from ai_service.nfl_experts.replays.domain import DEMO, Replay, wait_between
from ai_service.nfl_experts.replays.operations import book_of, end_running, open_replay_book
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database

_LOOP_PAUSE_S: Final = 5.0


class ReplayPlayer:
    """Run it as a task. It returns when the replay has ended, was paused, or was deleted."""

    def __init__(self, database: Database, facts: Facts, clock: Clock, replay_id: str) -> None:
        self._database = database
        self._facts = facts
        self._clock = clock
        self._replay_id = replay_id
        self._since = monotonic()

    async def run(self) -> None:
        """Plays until nothing is left to play."""
        while (replay := await self._running()) is not None:
            try:
                await self._play(replay)
            except BookGone:
                return
            if not replay.looping:
                return
            await asyncio.sleep(_LOOP_PAUSE_S)
            await self._rewind(replay)

    async def _running(self) -> Replay | None:
        async with self._database.read() as connection:
            replay = await repository.get_replay(connection, self._replay_id)
        return replay if replay is not None and replay.status == "running" else None

    async def _play(self, replay: Replay) -> None:
        book = await self._book(replay)
        runner = BookRunner(self._database, self._facts, self._clock, book)
        self._since = monotonic()
        while (progress := await runner.advance(beside=self._note)) is not None:
            following = progress.following
            if following is not None:
                pause = wait_between(progress.last.time, following.time, replay.speed)
                await asyncio.sleep(pause.total_seconds())
        if not replay.looping:
            async with self._database.transaction() as connection:
                await end_running(connection, replay.id, status="finished", now=self._clock.now())

    async def _book(self, replay: Replay) -> Book:
        """The book of the replay. The demo's replay is stored without one, so it is created here."""
        season = await self._facts.season(replay.competition, replay.season)
        async with self._database.transaction() as connection:
            return await open_replay_book(connection, season, replay, self._clock.now())

    async def _note(self, connection: Connection, progress: Progress) -> None:
        """Stores the progress, in the transaction of the steps."""
        now = monotonic()
        await repository.set_progress(
            connection,
            self._replay_id,
            done=progress.done,
            total=progress.total,
            week=progress.week,
            seconds=now - self._since,
        )
        self._since = now

    async def _rewind(self, replay: Replay) -> None:
        """Deletes the book, so that the replay starts again."""
        season = await self._facts.season(replay.competition, replay.season)
        async with self._database.transaction() as connection:
            held = await repository.hold_replay(connection, replay.id)
            if held is not None and held.status == "running":
                await books.delete_book(connection, book_of(replay).id)
                await repository.restart(connection, replay.id)
                await open_replay_book(connection, season, replay, self._clock.now())


async def ensure_demo(database: Database, facts: Facts, clock: Clock, speed: float) -> None:
    """Starts the replay that the demo keeps running, so that the feed is never silent.

    It replays the newest simulated season that is over, or else the newest one.
    """
    async with database.read() as connection:
        if await repository.get_replay(connection, DEMO) is not None:
            return
    now = clock.now()
    simulated = [info for info in await facts.seasons() if info.simulated]
    over = [info for info in simulated if info.last_kickoff < now]
    for info in (over or simulated)[:1]:
        replay = Replay(
            id=DEMO,
            competition=info.competition,
            season=info.season,
            simulated=True,
            first_week=1,
            last_week=LAST_WEEK,
            speed=speed,
            created_at=now,
            looping=True,
        )
        async with database.transaction() as connection:
            await repository.insert_replay(connection, replay)
