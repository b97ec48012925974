"""A corrected result is settled anew in every book where the game is settled; the old one stays visible."""

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal

from ai_service.nfl_experts.books.engine import Engine, open_book
from ai_service.nfl_experts.books.runner import BookRunner
from ai_service.nfl_experts.books.state import Book
from ai_service.nfl_experts.faces.experts import repository as experts
from ai_service.nfl_experts.facts.timeline import week_opening

LATER = datetime(2026, 2, 20, 12, tzinfo=UTC)


async def test_a_correction_reverses_and_settles_anew_with_both_in_the_ledger(
    kit, runner, season, database, book, facts
):
    await kit.play(runner)
    before = await kit.stored(database, book)
    game = season.by_week[2][0]
    bets = before.bets_of_game(game.game_id)
    assert bets
    facts.put(kit.corrected(season, game.game_id, 0, 60, at=LATER))
    await kit.play(runner)
    after = await kit.stored(database, book)
    assert after.settled[game.game_id].revision == 2
    async with database.read() as connection:
        for bet in bets:
            rows = await experts.entries_part(
                connection, book.id, bet.expert_id, bet_id=bet.id, limit=100, offset=0
            )
            reasons = Counter(row.reason for row in rows if row.account == "bankroll")
            assert reasons["settlement_reversed"] == 1
            assert sum(reasons.values()) == 4
            assert sum((row.amount for row in rows), Decimal(0)) == 0
            ended = after.bets[bet.id]
            on_bankroll = sum((row.amount for row in rows if row.account == "bankroll"), Decimal(0))
            assert on_bankroll == ended.payout - bet.stake


async def test_what_is_settled_by_a_revision_is_not_settled_by_it_again(kit, runner, database, book, facts):
    await kit.play(runner)
    before = await kit.stored(database, book)
    season = await facts.season("nfl", 2025)
    state = await kit.stored(database, book)
    _, effects = open_book(book, LATER)
    engine = Engine(season, book)
    effects.entries.clear()
    engine.reconcile(state, effects)
    assert effects.entries == []
    assert state == before


async def test_a_result_that_comes_late_is_settled_when_it_comes(kit, season, database, facts, clock, book):
    game = season.by_week[1][0]
    silent = kit.without_results(season, game.game_id)
    facts.put(silent)
    runner = BookRunner(database, facts, clock, book)
    await kit.play(runner)
    assert game.game_id not in (await kit.stored(database, book)).settled
    facts.put(season)
    await kit.play(runner)
    state = await kit.stored(database, book)
    assert game.game_id in state.settled
    assert all(bet.is_settled for bet in state.bets.values())


def test_a_called_off_game_gives_every_stake_back(kit, season):
    game = season.by_week[1][0]
    called_off = kit.called_off(season, game.game_id)
    book = Book("b", None, "nfl", 2025, False, 1, 22, "a seed")
    state, effects = open_book(book, week_opening(season.by_week[1]))
    engine = Engine(called_off, book)
    engine.run(state, effects, engine.steps)
    bets = state.bets_of_game(game.game_id)
    assert bets
    assert {(bet.status, bet.profit) for bet in bets} == {("void", Decimal("0.00"))}
