"""What is answered while the experts are behind the calendar: the newest there is, or when to come back."""

from datetime import timedelta

import pytest

from service_kit.errors import DomainError, Unavailable

EXPERT = {"expert_id": "the-analyst"}
OF_A_WEEK = [("GetCurrentCouncil", {}), ("ListPredictions", EXPERT), ("ListActiveBattles", {"status": "all"})]


@pytest.fixture
async def behind(kit, runner, season, clock):
    """It is the third week, and the experts have got to the middle of the second."""
    clock.advance(season.by_week[3][0].kickoff - timedelta(hours=3) - clock.now())
    await kit.play(runner, until=season.by_week[2][1].kickoff)


@pytest.mark.parametrize(("method", "asked"), OF_A_WEEK)
async def test_the_current_week_is_the_newest_that_the_experts_got_to(behind, calls, method, asked):
    answer = await calls.call(method, asked)
    assert (answer["week"], answer["book"]["catching_up"]) == (2, True)
    assert answer.get("council_members") or answer.get("predictions") or answer["total_count"]


@pytest.mark.parametrize(("method", "asked"), OF_A_WEEK)
async def test_a_week_that_they_have_not_got_to_is_answered_with_when_to_come_back(
    behind, calls, method, asked
):
    with pytest.raises(Unavailable) as refusal:
        await calls.call(method, asked | {"week": 3})
    assert (refusal.value.reason, refusal.value.retry_after_s) == ("CATCHING_UP", 2)
    assert "week 3" in refusal.value.message


async def test_so_is_the_consensus_on_a_game_of_such_a_week(behind, calls, season):
    with pytest.raises(DomainError) as refusal:
        await calls.call("GetConsensus", {"game_id": season.by_week[3][0].game_id})
    assert refusal.value.reason == "CATCHING_UP"


@pytest.mark.parametrize(("method", "asked"), OF_A_WEEK)
async def test_a_season_that_nobody_has_looked_at_yet_is_not_told_to_be_missing(book, calls, method, asked):
    with pytest.raises(DomainError) as refusal:
        await calls.call(method, asked | {"season": book.season})
    assert refusal.value.reason == "CATCHING_UP"


async def test_games_and_money_are_answered_as_far_as_they_are_known(behind, calls, season):
    games = await calls.call("ListWeekGames", {"week_number": 3})
    assert (len(games["games"]), games["book"]["catching_up"]) == (len(season.by_week[3]), True)
    experts = await calls.call("ListExperts", {})
    assert (len(experts["experts"]), experts["book"]["catching_up"]) == (15, True)
    assert (await calls.call("ListLiveBets", {}))["bets"]
    assert (await calls.call("GetBankroll", EXPERT))["history"]


async def test_a_week_that_has_not_opened_by_the_calendar_has_no_council_yet(
    kit, runner, season, clock, calls
):
    now = season.by_week[2][1].kickoff
    clock.advance(now - clock.now())
    await kit.play(runner, until=now)
    with pytest.raises(DomainError) as refusal:
        await calls.call("GetCurrentCouncil", {"week": 3})
    assert refusal.value.reason == "COUNCIL_NOT_FOUND"
    assert (await calls.call("ListPredictions", EXPERT | {"week": 3}))["predictions"] == []


async def test_nobody_is_behind_who_has_seen_the_week_open(kit, runner, calls):
    await kit.play(runner)
    council = await calls.call("GetCurrentCouncil", {})
    assert (council["week"], council["book"]["catching_up"]) == (3, False)
