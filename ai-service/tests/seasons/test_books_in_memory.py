"""Few books are in memory, however many seasons are asked for and replays end."""

import asyncio
import gc
from collections import Counter
from datetime import timedelta

from ai_service.nfl_experts.books.live import LiveBooks
from ai_service.nfl_experts.books.runner import BookRunner
from ai_service.nfl_experts.books.state import BookState
from ai_service.nfl_experts.facts.season import SeasonFacts
from ai_service.nfl_experts.keeping.keeper import Keeper
from service_kit.clock.clocks import FixedClock
from service_kit.testing.waiting import eventually

SEASONS = range(2020, 2025)


def _in_memory() -> Counter[str]:
    """The books whose state is in memory, without what only waits for the garbage collector."""
    gc.collect()
    return Counter(each.book.id for each in gc.get_objects() if isinstance(each, BookState))


async def test_two_live_books_are_in_memory_and_the_others_rest(kit, season, database, facts):
    before = _in_memory()
    for year in SEASONS:
        facts.put(kit.make_season(season=year))
    midseason = FixedClock(season.by_week[2][0].kickoff)
    live = LiveBooks(database, facts, midseason, kept=10)
    await live.catch_up()
    kept = _in_memory() - before
    assert len(kept) == kept.total() == 2
    async with database.read() as connection:
        cursor = await connection.execute("SELECT count(*) FROM ai.books WHERE cursor_time IS NOT NULL")
        assert await cursor.fetchone() == (len(SEASONS) + 1,)


async def test_seasons_that_are_over_rest(database, facts, clock):
    before = _in_memory()
    live = LiveBooks(database, facts, clock, kept=1)
    await live.catch_up()
    await live.catch_up()
    assert _in_memory() == before


async def test_a_book_at_rest_takes_its_next_step_and_a_correction(kit, season, database, book, facts, then):
    half = season.by_week[2][0].kickoff
    runner = BookRunner(database, facts, then, book)
    await kit.play(runner, until=half)
    runner.rest()
    assert not await runner.is_due(half)
    assert await runner.is_due(half + timedelta(days=7))
    await kit.play(runner)
    assert await kit.stored(database, book) == kit.in_one_go(season, book)
    runner.rest()
    later = season.games[-1].kickoff + timedelta(days=9)
    game = season.games[0].game_id
    facts.put(kit.corrected(season, game, 3, 60, at=later))
    assert await runner.is_due(later)
    await kit.play(runner)
    assert (await kit.stored(database, book)).settled[game].revision == 2
    assert not await runner.is_due(later)


async def test_a_book_at_rest_reads_no_facts_until_they_change(kit, season, database, book, facts, then):
    runner = BookRunner(database, facts, then, book)
    await kit.play(runner)
    runner.rest()
    read = []

    async def count(competition: str, season: int) -> SeasonFacts:
        read.append(season)
        return await type(facts).season(facts, competition, season)

    facts.season = count
    for _ in range(3):
        assert not await runner.is_due(season.games[-1].kickoff + timedelta(days=30))
    assert read == []


async def test_an_ended_replay_leaves_nothing_in_memory(kit, database, facts, clock):
    replay = await kit.start(database, facts, clock.now())
    keeper = asyncio.create_task(Keeper(database, facts, clock).run())

    async def status() -> str:
        async with database.read() as connection:
            return await connection.fetch_value("SELECT status FROM ai.replays WHERE id = %s", [replay.id])

    async def ended_and_gone() -> bool:
        return await status() == "finished" and f"replay-{replay.id}" not in _in_memory()

    await eventually(ended_and_gone, within_s=60)
    keeper.cancel()
    await asyncio.gather(keeper, return_exceptions=True)
