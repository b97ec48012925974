"""A book on a real database ends where the fold alone ends, whatever happens on the way."""

import asyncio
from datetime import UTC, datetime

import pytest

from ai_service.nfl_experts.books import repository
from ai_service.nfl_experts.books.runner import BookRunner
from ai_service.nfl_experts.keeping.keeper import Keeper
from ai_service.nfl_experts.replays import repository as replays
from service_kit.testing.waiting import eventually

LATER = datetime(2026, 2, 20, 12, tzinfo=UTC)


class Killed(Exception):
    """Stands for the end of a process."""


async def test_a_season_step_by_step_ends_exactly_where_one_go_ends(kit, runner, season, database, book):
    await kit.play(runner)
    assert await kit.stored(database, book) == kit.in_one_go(season, book)


async def test_a_process_killed_in_any_transaction_loses_nothing_and_repeats_nothing(
    kit, runner, season, database, book, facts, then
):
    async def die(_connection, _progress):
        raise Killed

    progress = object()
    while progress is not None:
        with pytest.raises(Killed):
            await runner.advance(beside=die)
        progress = await BookRunner(database, facts, then, book).advance()
        if progress is not None and progress.following is None:
            break
    assert await kit.stored(database, book) == kit.in_one_go(season, book)


async def test_two_processes_that_both_move_a_book_do_not_disturb_each_other(
    kit, season, database, book, facts, then
):
    runners = [BookRunner(database, facts, then, book) for _ in range(2)]
    await asyncio.gather(*(kit.play(runner) for runner in runners))
    assert await kit.stored(database, book) == kit.in_one_go(season, book)


async def test_nothing_happens_before_its_time(kit, runner, season, database, book):
    second_sunday = season.by_week[2][0].kickoff
    await kit.play(runner, until=second_sunday)
    state = await kit.stored(database, book)
    assert set(state.settled) == {game.game_id for game in season.by_week[1]}
    assert all(bet.placed_at < bet.kickoff_at for bet in state.bets.values())
    assert max(opinion.formed_at for opinion in state.opinions.values()) <= second_sunday


async def test_a_replay_that_is_interrupted_again_and_again_ends_where_one_go_ends(
    kit, season, database, facts, then
):
    replay = await kit.start(database, facts, then.now())
    statuses, found, book = set(), None, None
    for _ in range(200):
        keeper = asyncio.create_task(Keeper(database, facts, then).run())
        await asyncio.wait([keeper], timeout=0.4)
        keeper.cancel()
        await asyncio.gather(keeper, return_exceptions=True)
        async with database.read() as connection:
            found = await replays.get_replay(connection, replay.id)
            book = await repository.find_of_replay(connection, replay.id)
        statuses.add(found.status)
        if found.status == "finished":
            break
    assert statuses <= {"running", "finished"}
    assert found is not None
    assert (found.status, found.progress, found.steps_done) == ("finished", 1.0, found.steps_total)
    assert await kit.stored(database, book) == kit.in_one_go(season, book)


async def test_a_replay_leaves_the_live_book_alone(kit, runner, season, database, book, facts, clock):
    await kit.play(runner)
    before = await kit.stored(database, book)
    replay = await kit.start(database, facts, clock.now())
    keeper = asyncio.create_task(Keeper(database, facts, clock).run())

    async def finished():
        async with database.read() as connection:
            return (await replays.get_replay(connection, replay.id)).status == "finished"

    try:
        await eventually(finished, within_s=60)
    finally:
        keeper.cancel()
        await asyncio.gather(keeper, return_exceptions=True)
    assert await kit.stored(database, book) == before
