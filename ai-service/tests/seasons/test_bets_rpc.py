"""Operators place bets and settle games: once, before kick-off, with terms that never change."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from ai_service.nfl_experts.facts.season import Period
from service_kit.errors import DomainError

ORDER = {
    "expert_id": "the-analyst",
    "bet_type": "spread",
    "side": "home",
    "bet_amount": 600,
    "request_id": "order-1",
}


@pytest.fixture
def game(season):
    return season.by_week[2][1]


@pytest.fixture
async def before_kickoff(kit, runner, clock, game):
    """The book and the clock stand an hour before a game."""
    clock.advance(game.kickoff - timedelta(hours=1) - clock.now())
    await kit.play(runner, until=clock.now())


async def _refusal(call) -> str:
    with pytest.raises(DomainError) as refusal:
        await call
    return refusal.value.reason


async def test_fifty_parallel_placements_of_one_request_make_one_debit(
    kit, before_kickoff, calls, admin, game, database, book
):
    before = (await kit.stored(database, book)).accounts["the-analyst"].bankroll
    order = ORDER | {"game_id": game.game_id}
    answers = await asyncio.gather(*(calls.call("PlaceBet", order, caller=admin) for _ in range(50)))
    assert len({answer["bet"]["bet_id"] for answer in answers}) == 1
    after = (await kit.stored(database, book)).accounts["the-analyst"].bankroll
    assert before - after == 600


async def test_a_request_id_is_good_for_one_bet(before_kickoff, calls, admin, game):
    await calls.call("PlaceBet", ORDER | {"game_id": game.game_id}, caller=admin)
    other = ORDER | {"game_id": game.game_id, "bet_amount": 601}
    assert await _refusal(calls.call("PlaceBet", other, caller=admin)) == "REQUEST_ID_REUSED"


async def test_no_bet_is_taken_from_kick_off_on(before_kickoff, calls, admin, game, clock):
    clock.advance(game.kickoff - clock.now())
    order = ORDER | {"game_id": game.game_id}
    assert await _refusal(calls.call("PlaceBet", order, caller=admin)) == "BETTING_CLOSED"


async def test_nobody_bets_more_than_there_is(before_kickoff, calls, admin, game):
    order = ORDER | {"game_id": game.game_id, "bet_amount": 99_999}
    assert await _refusal(calls.call("PlaceBet", order, caller=admin)) == "INSUFFICIENT_BANKROLL"


async def test_a_side_belongs_to_its_bet_type(before_kickoff, calls, admin, game):
    order = ORDER | {"game_id": game.game_id, "side": "over"}
    assert await _refusal(calls.call("PlaceBet", order, caller=admin)) == "INVALID_BET"


async def test_no_bet_is_taken_on_what_no_bookmaker_offers(kit, runner, calls, admin, game, clock):
    clock.advance(game.kickoff - timedelta(hours=3) - clock.now())  # the moneyline opens an hour later
    await kit.play(runner, until=clock.now())
    order = ORDER | {"game_id": game.game_id, "bet_type": "moneyline"}
    assert await _refusal(calls.call("PlaceBet", order, caller=admin)) == "NO_MARKET_QUOTE"
    placed = await calls.call("PlaceBet", order | {"bet_type": "spread"}, caller=admin)
    assert placed["bet"]["bet_type"] == "spread"


async def test_a_replay_whose_season_is_gone_says_so(kit, calls, admin, game, facts, database, clock):
    replay = await kit.start(database, facts, clock.now())
    facts.forget(2025)
    asked = {"game_id": game.game_id, "replay": replay.id}
    for method, request in (
        ("PlaceBet", ORDER | asked),
        ("SettleGame", asked),
        ("GetConsensus", asked),
    ):
        assert await _refusal(calls.call(method, request, caller=admin)) == "SEASON_NOT_FOUND"


async def test_only_operators_place_bets(before_kickoff, calls, fan, game):
    order = ORDER | {"game_id": game.game_id}
    assert await _refusal(calls.call("PlaceBet", order, caller=fan)) == "insufficient_permissions"


async def test_settling_twice_changes_nothing(before_kickoff, kit, calls, admin, game, clock, database, book):
    await calls.call("PlaceBet", ORDER | {"game_id": game.game_id}, caller=admin)
    early = calls.call("SettleGame", {"game_id": game.game_id}, caller=admin)
    assert await _refusal(early) == "RESULT_NOT_FINAL"
    clock.advance(timedelta(hours=5))
    first = await calls.call("SettleGame", {"game_id": game.game_id}, caller=admin)
    state = await kit.stored(database, book)
    second = await calls.call("SettleGame", {"game_id": game.game_id}, caller=admin)
    assert first["settled"] >= 1
    assert (second["settled"], second["already_settled"]) == (0, first["settled"])
    assert await kit.stored(database, book) == state


async def test_the_book_goes_on_after_an_operator_and_settles_nothing_twice(
    before_kickoff, kit, calls, admin, runner, season, game, clock, database, book
):
    await calls.call("PlaceBet", ORDER | {"game_id": game.game_id}, caller=admin)
    clock.advance(timedelta(hours=5))
    await calls.call("SettleGame", {"game_id": game.game_id}, caller=admin)
    settled = (await kit.stored(database, book)).bets_of_game(game.game_id)
    await kit.play(runner)
    state = await kit.stored(database, book)
    assert state.bets_of_game(game.game_id) == settled
    assert set(state.settled) == set(season.by_id)


async def test_a_winning_bet_pays_to_the_cent(before_kickoff, calls, admin, game):
    order = ORDER | {"game_id": game.game_id, "bet_type": "total", "side": "over", "bet_amount": 2400}
    bet = (await calls.call("PlaceBet", order, caller=admin))["bet"]
    assert (bet["vegas_odds"], bet["potential_payout"]) == ("-110", 4581.82)


async def test_a_user_has_one_vote_in_a_battle_until_kick_off(before_kickoff, calls, fan, game, clock):
    asked = {"week": 2, "min_difference": 0, "game_id": game.game_id}
    battle = (await calls.call("ListActiveBattles", asked))["battles"][0]
    vote = {"battle_id": battle["battle_id"], "side": "expert_a"}
    for side in ("expert_a", "expert_a", "expert_b"):
        answer = await calls.call("VoteInBattle", vote | {"side": side}, caller=fan)
    assert answer["user_votes"] == {"expert_a": 0, "expert_b": 1}
    clock.advance(timedelta(hours=1))
    assert await _refusal(calls.call("VoteInBattle", vote, caller=fan)) == "VOTING_CLOSED"
    assert (await calls.call("ListActiveBattles", asked))["battles"] == []
    closed = await calls.call("ListActiveBattles", asked | {"status": "closed"})
    assert battle["battle_id"] in {each["battle_id"] for each in closed["battles"]}
    nobody = {"battle_id": "no~such~battle~at~all", "side": "expert_a"}
    assert await _refusal(calls.call("VoteInBattle", nobody, caller=fan)) == "BATTLE_NOT_FOUND"


async def test_nobody_votes_on_a_game_that_is_called_off(
    before_kickoff, kit, calls, fan, runner, season, game, facts, clock
):
    asked = {"week": 2, "min_difference": 0, "game_id": game.game_id}
    battle = (await calls.call("ListActiveBattles", asked))["battles"][0]
    off = (Period("scheduled"), Period("cancelled", clock.now()))
    games = [
        replace(each, results=(), statuses=off) if each.game_id == game.game_id else each
        for each in season.games
    ]
    facts.put(replace(season, version="called off", games=tuple(games)))
    await kit.play(runner, clock.now())
    vote = {"battle_id": battle["battle_id"], "side": "expert_a"}
    assert await _refusal(calls.call("VoteInBattle", vote, caller=fan)) == "VOTING_CLOSED"


@pytest.mark.parametrize(
    ("name", "asked", "reason"),
    [
        ("GetBankroll", {"expert_id": "nobody"}, "EXPERT_NOT_FOUND"),
        ("GetBankroll", {"expert_id": "the-analyst", "timeframe": "day"}, "VALIDATION_FAILED"),
        ("GetConsensus", {"game_id": "2025_01_NO_ONE"}, "GAME_NOT_FOUND"),
        ("ListLiveBets", {"game_id": "nope"}, "GAME_NOT_FOUND"),
        ("ListLiveBets", {"game_id": "2024_01_KC_BUF"}, "GAME_NOT_FOUND"),
        ("ListLiveBets", {"expert_id": "nobody"}, "EXPERT_NOT_FOUND"),
        ("ListActiveBattles", {"game_id": "nope"}, "GAME_NOT_FOUND"),
        ("VerifyPredictions", {"game_id": "nope"}, "GAME_NOT_FOUND"),
        ("VerifyPredictions", {"expert_id": "nobody"}, "EXPERT_NOT_FOUND"),
        ("ListLedgerEntries", {"expert_id": "the-analyst", "bet_id": "nope"}, "BET_NOT_FOUND"),
        ("ListWeekGames", {"week_number": 23}, "VALIDATION_FAILED"),
        ("ListWeekGames", {"week_number": 0}, "VALIDATION_FAILED"),
        ("ListExperts", {"season": 1999}, "SEASON_NOT_FOUND"),
        ("ListExperts", {"replay": "none"}, "REPLAY_NOT_FOUND"),
        ("GetCurrentCouncil", {"week": 22}, "COUNCIL_NOT_FOUND"),
        ("GetReplay", {"replay_id": "none"}, "REPLAY_NOT_FOUND"),
    ],
)
async def test_what_is_not_there_is_refused_by_name(calls, book, name, asked, reason):
    assert await _refusal(calls.call(name, asked)) == reason


async def test_seals_show_their_content_from_kick_off_on_and_verify(before_kickoff, kit, calls, database):
    answer = await calls.call("VerifyPredictions", {"limit": 1000})
    assert (answer["valid"], answer["broken_position"]) == (True, None)
    assert {seal["content"] is None for seal in answer["seals"]} == {True, False}
    assert all((seal["content"] is None) == (not seal["revealed"]) for seal in answer["seals"])
    async with database.transaction() as connection:
        await connection.execute("UPDATE ai.predictions SET pick = 'KC -99' WHERE position = 7")
    assert (await calls.call("VerifyPredictions"))["broken_position"] == 7
