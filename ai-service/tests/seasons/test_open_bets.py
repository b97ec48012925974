"""While bets are open: every figure is of the whole bankroll, and battles show what is at stake."""

from datetime import timedelta

import pytest

from ai_service.nfl_experts.experts.roster import BY_ID
from ai_service.nfl_experts.predictions.grading import MARKET_OF


@pytest.fixture
async def wednesday(kit, runner, clock, season):
    """A day after the second week has opened: the early bets are placed, and no game has kicked off."""
    clock.advance(season.openings[2] + timedelta(days=1) - clock.now())
    await kit.play(runner, until=clock.now())


async def test_every_figure_of_a_bankroll_includes_its_open_bets(wednesday, calls):
    experts = (await calls.call("ListExperts"))["experts"]
    assert sum(expert["bankroll"]["at_risk"] > 0 for expert in experts) >= 5
    for expert in experts:
        shown, asked = expert["bankroll"], {"expert_id": expert["expert_id"]}
        money = await calls.call("GetBankroll", asked | {"timeframe": "season"})
        assert shown["current"] == round(shown["available"] + shown["at_risk"], 2) == money["current_balance"]
        assert shown["change_percent"] == pytest.approx(shown["current"] / 100 - 100, abs=1e-4)
        assert (shown["available"], shown["at_risk"]) == (money["available"], money["at_risk"])
        assert money["current_balance"] == round(10_000 + money["total_won"] - money["total_lost"], 2)
        worths = [change["balance"] for change in money["history"]]
        assert (money["peak_balance"], money["lowest_balance"]) == (max(worths), min(worths))
        for after, before in zip(money["history"], money["history"][1:], strict=False):
            assert after["balance"] == round(after["available"] + after["at_risk"], 2)
            assert after["change"] == round(after["balance"] - before["balance"], 2)
            assert after["reason"] != "bet_placed" or after["change"] == 0


async def test_the_share_of_a_bet_is_of_the_bankroll_with_the_bets_before_it(wednesday, calls):
    for expert_id in BY_ID:
        bets = (await calls.call("ListLiveBets", {"expert_id": expert_id, "limit": 200}))["bets"]
        worth = next(
            expert["bankroll"]["current"]
            for expert in (await calls.call("ListExperts"))["experts"]
            if expert["expert_id"] == expert_id
        )
        for bet in bets:
            assert bet["bankroll_percentage"] == pytest.approx(bet["bet_amount"] / worth, abs=1e-4)


async def test_battles_show_the_stakes_in_their_market_and_the_biggest_come_first(wednesday, calls, season):
    bets = (await calls.call("ListLiveBets", {"limit": 200}))["bets"]
    stakes = {(bet["game_id"], bet["expert_id"], bet["bet_type"]): bet["bet_amount"] for bet in bets}
    answer = await calls.call("ListActiveBattles", {"week": 2, "limit": 500})
    heats = []
    for battle in answer["battles"]:
        sides = (battle["expert_a"], battle["expert_b"])
        for side in sides:
            market = MARKET_OF[battle["category"]]
            assert side["bet_amount"] == stakes.get((battle["game_id"], side["expert_id"], market), 0)
        assert battle["at_stake"] == sides[0]["bet_amount"] + sides[1]["bet_amount"]
        sure = min(0.5 if BY_ID[side["expert_id"]].throws_dice else side["confidence"] for side in sides)
        heats.append((battle["at_stake"] * sure, sure))
        assert battle["game_time"] == season.by_id[battle["game_id"]].kickoff.isoformat().replace(
            "+00:00", "Z"
        )
    assert heats == sorted(heats, reverse=True)
    assert heats[0][0] > 0
