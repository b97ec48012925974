"""Games that are called off, reinstated or moved: what happens to the bets on them, and to the ledger."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from ai_service.nfl_experts.books.engine import Engine, open_book
from ai_service.nfl_experts.books.runner import BookRunner
from ai_service.nfl_experts.books.state import STARTING, Book
from ai_service.nfl_experts.facts.season import Period, arranged
from ai_service.nfl_experts.facts.timeline import NO_REVISION, week_opening
from ai_service.nfl_experts.replays.playing import ReplayPlayer

DAY = timedelta(days=1)


def changed(facts, game_id, **changes):
    games = [replace(game, **changes) if game.game_id == game_id else game for game in facts.games]
    return arranged(replace(facts, version=f"{facts.version} {sorted(changes)}", games=tuple(games)))


def played_on(game, kickoff):
    """The game on another day, with its result and closing lines at the same distance as before."""
    later = kickoff - game.kickoff
    results = tuple(replace(each, effective_at=each.effective_at + later) for each in game.results)
    quotes = tuple(
        each if each.source == "opening" else replace(each, taken_at=each.taken_at + later)
        for each in game.quotes
    )
    return {"kickoff": kickoff, "results": results, "quotes": quotes}


@pytest.fixture
def game(season):
    """A game of the second week on which many bet early."""
    return season.by_week[2][0]


async def entries_of(database, book, bet_ids):
    async with database.read() as connection:
        cursor = await connection.execute(
            "SELECT bet_id, reason, account, amount FROM ai.ledger_entries WHERE book_id = %s"
            " AND bet_id = ANY(%s) ORDER BY id",
            [book.id, list(bet_ids)],
        )
        return await cursor.fetchall()


def check_balances(state):
    for expert, account in state.accounts.items():
        bets = list(state.bets_of_expert(expert))
        open_stakes = sum((bet.stake for bet in bets if not bet.is_settled), Decimal(0))
        profit = sum((bet.profit for bet in bets if bet.is_settled), Decimal(0))
        assert (account.open_stakes, account.bankroll) == (open_stakes, STARTING + profit - open_stakes)


async def test_stakes_on_a_cancelled_game_are_returned_by_entries_of_their_own_kind(
    kit, runner, season, database, book, facts, game
):
    off_at = game.kickoff - DAY
    await kit.play(runner, off_at - timedelta(hours=1))
    placed = (await kit.stored(database, book)).bets_of_game(game.game_id)
    assert placed
    assert not any(bet.is_settled for bet in placed)
    facts.put(
        changed(season, game.game_id, results=(), statuses=(Period("scheduled"), Period("cancelled", off_at)))
    )
    await kit.play(runner)
    state = await kit.stored(database, book)
    ended = state.bets_of_game(game.game_id)
    assert {bet.id for bet in ended} == {bet.id for bet in placed}
    assert {(bet.status, bet.payout == bet.stake, bet.settled_at) for bet in ended} == {
        ("void", True, off_at)
    }
    rows = await entries_of(database, book, [bet.id for bet in placed])
    assert Counter(reason for _, reason, account, _ in rows if account == "bankroll") == {
        "bet_placed": len(placed),
        "bet_voided": len(placed),
    }
    assert sum(amount for *_, amount in rows) == 0
    assert {each.result for each in state.predictions_of_game(game.game_id)} == {"void"}
    assert all(bet.is_settled for bet in state.bets.values())
    check_balances(state)


async def test_a_reinstated_game_takes_new_bets_and_returned_stakes_stay_returned(
    kit, runner, season, database, book, facts, game
):
    off_at, on_at = game.kickoff - DAY, game.kickoff + DAY
    await kit.play(runner, off_at - timedelta(hours=1))
    off = changed(season, game.game_id, statuses=(Period("scheduled"), Period("postponed", off_at)))
    facts.put(changed(off, game.game_id, results=()))
    await kit.play(runner, on_at - timedelta(hours=1))
    void = (await kit.stored(database, book)).bets_of_game(game.game_id)
    assert {bet.status for bet in void} == {"void"}
    on = (Period("scheduled"), Period("postponed", off_at), Period("scheduled", on_at))
    facts.put(changed(off, game.game_id, statuses=on, **played_on(game, game.kickoff + 3 * DAY)))
    await kit.play(runner, on_at)
    opened = await kit.stored(database, book)
    assert game.game_id not in opened.settled
    assert {each.result for each in opened.predictions_of_game(game.game_id)} == {None}
    await kit.play(runner)
    state = await kit.stored(database, book)
    new = [bet for bet in state.bets_of_game(game.game_id) if bet.status != "void"]
    assert new
    assert {bet.settled_revision for bet in new} == {1}
    assert min(bet.placed_at for bet in new) >= on_at
    assert [state.bets[bet.id] for bet in void] == [
        replace(bet, kickoff_at=state.bets[bet.id].kickoff_at) for bet in void
    ]
    assert state.settled[game.game_id].revision == 1
    check_balances(state)


async def test_a_cancellation_that_becomes_known_late_returns_the_stakes_then(
    kit, season, database, book, facts, game, clock
):
    facts.put(kit.without_results(season, game.game_id))
    runner = BookRunner(database, facts, clock, book)
    await kit.play(runner)
    assert any(not bet.is_settled for bet in (await kit.stored(database, book)).bets.values())
    facts.put(kit.called_off(season, game.game_id))
    await kit.play(runner)
    state = await kit.stored(database, book)
    assert all(bet.is_settled for bet in state.bets.values())
    assert state.settled[game.game_id].revision == NO_REVISION
    check_balances(state)


async def test_a_finished_replay_returns_the_stakes_of_a_game_that_was_never_played(
    kit, season, database, facts, game, keeper, clock
):
    facts.put(kit.without_results(season, game.game_id))
    replay = await kit.start(database, facts, clock.now())
    await ReplayPlayer(database, facts, clock, replay.id).run()
    off = (Period("scheduled"), Period("cancelled", clock.now()))
    facts.put(changed(season, game.game_id, results=(), statuses=off))
    await keeper._correct_books_at_rest()
    async with database.read() as connection:
        cursor = await connection.execute("SELECT status FROM ai.bets WHERE game_id = %s", [game.game_id])
        assert {status for (status,) in await cursor.fetchall()} == {"void"}


async def test_a_moved_game_takes_its_bets_with_it_and_settles_them_when_it_is_played(
    kit, runner, season, database, book, facts, game
):
    await kit.play(runner, game.kickoff - DAY)
    before = await kit.stored(database, book)
    placed = before.bets_of_game(game.game_id)
    assert placed
    moved = changed(season, game.game_id, week=3, **played_on(game, season.by_week[3][-1].kickoff))
    facts.put(moved)
    await kit.play(runner, game.results[0].effective_at + timedelta(hours=1))
    between = await kit.stored(database, book)
    assert {(bet.week, bet.status) for bet in between.bets_of_game(game.game_id)} == {(3, "pending")}
    assert {each.week for each in between.predictions_of_game(game.game_id)} == {3}
    await kit.play(runner)
    state = await kit.stored(database, book)
    ended = [state.bets[bet.id] for bet in placed]
    assert {bet.settled_revision for bet in ended} == {1}
    assert [(bet.point, bet.price, bet.stake) for bet in ended] == [
        (bet.point, bet.price, bet.stake) for bet in placed
    ]
    assert {bet.kickoff_at for bet in ended} == {moved.by_id[game.game_id].kickoff}
    check_balances(state)


def test_nobody_decides_or_bets_while_a_game_is_off(kit, season, game):
    off = changed(season, game.game_id, statuses=(Period("cancelled"),), results=())
    book = Book("b", None, "nfl", 2025, False, 1, 22, "a seed")
    state, effects = open_book(book, week_opening(season.by_week[1]))
    engine = Engine(off, book)
    engine.run(state, effects, engine.steps)
    assert not state.bets_of_game(game.game_id)
    assert not list(state.predictions_of_game(game.game_id))
    assert state.bets
