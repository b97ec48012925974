"""The replays that the contract's examples name. They are of the demo's season, and examples move them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ai_service.nfl_experts.books.runner import BookRunner, Progress
from ai_service.nfl_experts.books.state import Book
from ai_service.nfl_experts.errors import SeasonNotFound
from ai_service.nfl_experts.facts.client import Facts
from ai_service.nfl_experts.facts.season import SeasonFacts
from ai_service.nfl_experts.replays import repository
from ai_service.nfl_experts.replays.domain import ENDED, Replay
from ai_service.nfl_experts.replays.operations import new_replay, open_replay_book
from altsports.ai.v1.replays_pb2 import CreateReplayRequest
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database

BEFORE_KICKOFF: Final = "example"
"""The replay that stands shortly before its first game, so bets and votes are open."""
OTHERS: Final = ("example-to-resume", "example-to-stop", "example-to-delete")
"""The replays at their beginning, for the examples that resume, stop and delete one."""
_ASKED: Final = CreateReplayRequest(
    sport="nfl", competition="nfl-simulated", season=2025, weeks="1-22", speed="1"
)
_AHEAD: Final = timedelta(hours=2)


async def restore_example_replays(database: Database, facts: Facts, clock: Clock) -> bool:
    """Creates the replays that are missing or were moved; False if the demo's season does not exist yet."""
    try:
        asked, season = await new_replay(facts, _ASKED, clock.now())
    except SeasonNotFound:
        return False
    until = min(game.kickoff for game in season.by_week[asked.first_week]) - _AHEAD
    for replay_id in OTHERS:
        await _make(database, season, replace(asked, id=replay_id, status="paused"), until=until)
    first = replace(asked, id=BEFORE_KICKOFF)
    book = await _make(database, season, first, until=until)
    if book is not None:
        await _play(BookRunner(database, facts, clock, book), database, until=until)
    return True


async def _make(database: Database, season: SeasonFacts, replay: Replay, *, until: datetime) -> Book | None:
    """The book of the replay, which is created again; None if the replay is still as it should be."""
    async with database.transaction() as connection:
        stored = await repository.hold_replay(connection, replay.id)
        if stored is not None and _rests(stored, until):
            return None
        await repository.delete_replay(connection, replay.id)
        await repository.insert_replay(connection, replay)
        return await open_replay_book(connection, season, replay, replay.created_at)


def _rests(stored: Replay, until: datetime) -> bool:
    """Whether a replay is as it should be. All but the first one may be running."""
    if stored.id != BEFORE_KICKOFF:
        return stored.status not in ENDED
    return stored.status == "paused" and stored.cursor_time is not None and stored.cursor_time <= until


async def _play(runner: BookRunner, database: Database, *, until: datetime) -> None:
    async def note(connection: Connection, progress: Progress) -> None:
        done, week = progress.done, progress.last.week
        await repository.set_progress(
            connection, BEFORE_KICKOFF, done=done, total=progress.total, week=week, seconds=0.0
        )

    while await runner.advance(until=until, beside=note) is not None:
        pass
    async with database.transaction() as connection:
        await repository.set_status(connection, BEFORE_KICKOFF, status="paused")
