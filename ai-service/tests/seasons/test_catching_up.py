"""A live book that was left behind becomes what it would have been, and tells the feed only what is news."""

from collections import Counter
from datetime import timedelta

import orjson
import pytest

from ai_service.nfl_experts.books import repository
from ai_service.nfl_experts.books.live import LiveBooks
from ai_service.nfl_experts.books.runner import NEWS, BookRunner
from service_kit.clock.clocks import FixedClock

FEED = {"bet.placed", "bankroll.updated", "expert.eliminated", "line.movement"}


@pytest.fixture
def told(database):
    """`await told()`: the events in the outbox, in order."""

    async def read() -> list[tuple[str, dict]]:
        async with database.read() as connection:
            cursor = await connection.execute("SELECT type, data::text FROM ai.outbox ORDER BY seq")
            return [(type, orjson.loads(data)) for type, data in await cursor.fetchall()]

    return read


async def test_a_season_long_past_ends_where_one_go_ends_and_tells_the_feed_nothing(
    kit, season, database, book, facts, clock, told
):
    await LiveBooks(database, facts, clock, kept=1).catch_up()
    assert await kit.stored(database, book) == kit.in_one_go(season, book)
    assert not FEED & {type for type, _ in await told()}


async def test_what_history_made_old_is_purged_all_the_same(kit, runner, database, facts, clock, told):
    await kit.play(runner)
    lived = {tag for _, data in await told() for tag in data["tags"]}
    async with database.transaction() as connection:
        await connection.execute("DELETE FROM ai.books")
        await connection.execute("DELETE FROM ai.outbox")
    await LiveBooks(database, facts, clock, kept=1).catch_up()
    assert {tag for _, data in await told() for tag in data["tags"]} == lived


async def test_history_needs_few_transactions(season, database, book, facts, clock):
    runner = BookRunner(database, facts, clock, book)
    steps = []
    while (progress := await runner.advance()) is not None:
        steps.append(progress.done)
    assert len(steps) <= 3
    assert steps[-1] > 100


async def test_a_book_with_a_bug_is_left_for_a_while_and_stops_no_other(
    kit, season, database, book, facts, clock, monkeypatch
):
    facts.put(kit.make_season(season=2024))
    advance, tried = BookRunner.advance, Counter[str]()

    async def fail_for_the_newest(runner, **options):
        tried[runner.book.id] += 1
        if runner.book.id == book.id:
            raise ZeroDivisionError
        return await advance(runner, **options)

    monkeypatch.setattr(BookRunner, "advance", fail_for_the_newest)
    live = LiveBooks(database, facts, clock, kept=2)
    for _ in range(3):
        await live.catch_up()
    (other,) = tried.keys() - {book.id}
    assert tried[book.id] == 1
    async with database.read() as connection:
        stored = await repository.find_book(connection, other)
    assert await kit.stored(database, stored) == kit.in_one_go(kit.make_season(season=2024), stored)


async def test_whoever_was_away_for_an_hour_tells_everything_of_it(
    kit, runner, season, database, book, facts, told
):
    kickoff = season.by_week[2][0].kickoff
    await kit.play(runner, until=kickoff - timedelta(hours=2))
    before = len(await told())
    late = FixedClock(kickoff)
    await LiveBooks(database, facts, late, kept=1).catch_up()
    news = Counter(type for type, _ in (await told())[before:])
    state = await kit.stored(database, book)
    placed = [bet for bet in state.bets.values() if kickoff - timedelta(hours=2) < bet.placed_at <= kickoff]
    assert placed
    assert (news["bet.placed"], news["bankroll.updated"]) == (len(placed), len(placed))


async def test_the_feed_hears_what_is_news_and_not_what_was_before(kit, season, database, facts, book, told):
    """The first start is in the middle of a game day."""
    now = season.by_week[2][2].kickoff + timedelta(minutes=1)
    await LiveBooks(database, facts, FixedClock(now), kept=1).catch_up()
    state = await kit.stored(database, book)
    heard = {data["message"]["bet_id"] for type, data in await told() if type == "bet.placed"}
    assert heard == {bet.id for bet in state.bets.values() if bet.placed_at >= now - NEWS}
    assert 0 < len(heard) < len(state.bets)


async def test_a_correction_of_a_game_long_past_is_news(
    kit, runner, season, database, book, facts, clock, told
):
    await kit.play(runner)
    before = len(await told())
    game = season.by_week[1][0]
    ended = game.results[-1].effective_at
    facts.put(kit.corrected(season, game.game_id, 0, 60, at=ended + timedelta(minutes=1)))
    await LiveBooks(database, facts, clock, kept=1).catch_up()
    news = Counter(type for type, _ in (await told())[before:])
    bets = (await kit.stored(database, book)).bets_of_game(game.game_id)
    assert news["bankroll.updated"] == 2 * len(bets) > 0


async def test_a_replay_tells_everything_however_long_ago_its_season_was(
    kit, season, database, facts, clock, told
):
    replay = await kit.start(database, facts, clock.now())
    async with database.read() as connection:
        book = await repository.find_of_replay(connection, replay.id)
    assert book is not None
    await kit.play(BookRunner(database, facts, clock, book))
    heard = [data["message"]["bet_id"] for type, data in await told() if type == "bet.placed"]
    assert sorted(heard) == sorted((await kit.stored(database, book)).bets)


async def test_two_results_of_a_game_in_one_transaction_leave_what_they_leave_one_by_one(
    kit, season, database, book, facts, clock
):
    """Two revisions of one result lie in one stretch of history."""
    game = season.by_week[1][0]
    corrected = kit.corrected(
        season, game.game_id, 0, 60, at=game.results[-1].effective_at + timedelta(minutes=1)
    )
    facts.put(corrected)
    await LiveBooks(database, facts, clock, kept=1).catch_up()
    state = await kit.stored(database, book)
    assert state == kit.in_one_go(corrected, book)
    assert state.settled[game.game_id].revision == 2
