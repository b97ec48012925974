"""The ten documented endpoints answer with the documented fields, of the documented types."""

import re
from datetime import datetime

import pytest

STRING, NUMBER, INTEGER, BOOLEAN, MOMENT = "string", "number", "integer", "boolean", "moment"

DOCUMENTED = {
    "ListExperts": {
        "experts[].expert_id": STRING,
        "experts[].name": STRING,
        "experts[].emoji": STRING,
        "experts[].archetype": STRING,
        "experts[].bankroll.current": NUMBER,
        "experts[].bankroll.starting": NUMBER,
        "experts[].bankroll.change_percent": NUMBER,
        "experts[].bankroll.status": STRING,
        "experts[].performance.accuracy": NUMBER,
        "experts[].performance.win_rate": NUMBER,
        "experts[].performance.total_bets": INTEGER,
        "experts[].performance.roi": NUMBER,
        "experts[].specialization.category": STRING,
        "experts[].specialization.weight": NUMBER,
        "timestamp": MOMENT,
    },
    "GetBankroll": {
        "expert_id": STRING,
        "current_balance": NUMBER,
        "starting_balance": NUMBER,
        "peak_balance": NUMBER,
        "lowest_balance": NUMBER,
        "total_wagered": NUMBER,
        "total_won": NUMBER,
        "total_lost": NUMBER,
        "history[].timestamp": MOMENT,
        "history[].balance": NUMBER,
        "history[].change": NUMBER,
        "history[].reason": STRING,
        "risk_metrics.volatility": NUMBER,
        "risk_metrics.sharpe_ratio": NUMBER,
        "risk_metrics.max_drawdown": NUMBER,
    },
    "ListPredictions": {
        "expert_id": STRING,
        "week": INTEGER,
        "predictions[].prediction_id": STRING,
        "predictions[].game_id": STRING,
        "predictions[].category": STRING,
        "predictions[].prediction": STRING,
        "predictions[].confidence": NUMBER,
        "predictions[].reasoning": STRING,
        "predictions[].bet_placed": BOOLEAN,
        "predictions[].status": STRING,
        "predictions[].created_at": MOMENT,
    },
    "ListMemories": {
        "expert_id": STRING,
        "memories[].memory_id": STRING,
        "memories[].game_id": STRING,
        "memories[].memory_type": STRING,
        "memories[].content": STRING,
        "memories[].emotional_valence": NUMBER,
        "memories[].importance_score": NUMBER,
        "memories[].recalled_count": INTEGER,
        "memories[].created_at": MOMENT,
        "total_count": INTEGER,
        "pagination.offset": INTEGER,
        "pagination.limit": INTEGER,
        "pagination.has_more": BOOLEAN,
    },
    "GetCurrentCouncil": {
        "week": INTEGER,
        "council_members[].expert_id": STRING,
        "council_members[].rank": INTEGER,
        "council_members[].selection_score": NUMBER,
        "council_members[].vote_weight": NUMBER,
        "council_members[].reason_selected": STRING,
        "selection_criteria.accuracy_weight": NUMBER,
        "selection_criteria.recent_performance_weight": NUMBER,
        "selection_criteria.consistency_weight": NUMBER,
        "selection_criteria.calibration_weight": NUMBER,
        "selection_criteria.specialization_weight": NUMBER,
    },
    "GetConsensus": {
        "game_id": STRING,
        "consensus.spread.prediction": STRING,
        "consensus.spread.confidence": NUMBER,
        "consensus.spread.agreement_level": NUMBER,
        "consensus.winner.prediction": STRING,
        "expert_votes[].expert_id": STRING,
        "expert_votes[].vote_weight": NUMBER,
        "expert_votes[].prediction": STRING,
        "expert_votes[].confidence": NUMBER,
        "disagreements[].expert_a": STRING,
        "disagreements[].expert_b": STRING,
        "disagreements[].category": STRING,
        "disagreements[].difference": STRING,
    },
    "ListLiveBets": {
        "bets[].bet_id": STRING,
        "bets[].expert_id": STRING,
        "bets[].expert_name": STRING,
        "bets[].expert_emoji": STRING,
        "bets[].game_id": STRING,
        "bets[].bet_type": STRING,
        "bets[].prediction": STRING,
        "bets[].bet_amount": NUMBER,
        "bets[].bankroll_percentage": NUMBER,
        "bets[].vegas_odds": STRING,
        "bets[].confidence": NUMBER,
        "bets[].risk_level": STRING,
        "bets[].reasoning": STRING,
        "bets[].potential_payout": NUMBER,
        "bets[].placed_at": MOMENT,
        "bets[].status": STRING,
        "summary.total_at_risk": NUMBER,
        "summary.potential_payout": NUMBER,
        "summary.avg_confidence": NUMBER,
    },
    "GetBetHistory": {
        "expert_id": STRING,
        "bet_history[].bet_id": STRING,
        "bet_history[].game_id": STRING,
        "bet_history[].bet_amount": NUMBER,
        "bet_history[].result": STRING,
        "bet_history[].payout": NUMBER,
        "bet_history[].profit": NUMBER,
        "bet_history[].settled_at": MOMENT,
        "statistics.total_bets": INTEGER,
        "statistics.wins": INTEGER,
        "statistics.losses": INTEGER,
        "statistics.pushes": INTEGER,
        "statistics.win_rate": NUMBER,
        "statistics.roi": NUMBER,
        "statistics.avg_bet_size": NUMBER,
    },
    "ListWeekGames": {
        "week": INTEGER,
        "games[].game_id": STRING,
        "games[].home_team": STRING,
        "games[].away_team": STRING,
        "games[].game_time": MOMENT,
        "games[].venue": STRING,
        "games[].weather.temperature": NUMBER,
        "games[].weather.wind_speed": NUMBER,
        "games[].weather.conditions": STRING,
        "games[].vegas_lines.spread": NUMBER,
        "games[].vegas_lines.moneyline_home": INTEGER,
        "games[].vegas_lines.moneyline_away": INTEGER,
        "games[].vegas_lines.total": NUMBER,
        "games[].council_consensus.spread": STRING,
        "games[].council_consensus.confidence": NUMBER,
        "games[].expert_count.predictions": INTEGER,
        "games[].expert_count.bets_placed": INTEGER,
    },
    "ListActiveBattles": {
        "battles[].battle_id": STRING,
        "battles[].game_id": STRING,
        "battles[].category": STRING,
        "battles[].expert_a.expert_id": STRING,
        "battles[].expert_a.prediction": STRING,
        "battles[].expert_a.confidence": NUMBER,
        "battles[].expert_a.bet_amount": NUMBER,
        "battles[].expert_a.reasoning": STRING,
        "battles[].expert_b.expert_id": STRING,
        "battles[].head_to_head_record.expert_a_wins": INTEGER,
        "battles[].head_to_head_record.expert_b_wins": INTEGER,
        "battles[].head_to_head_record.last_5": STRING,
        "battles[].user_votes.expert_a": INTEGER,
        "battles[].user_votes.expert_b": INTEGER,
    },
}
ASKED = {
    "GetBankroll": {"expert_id": "the-analyst", "timeframe": "season"},
    "ListPredictions": {"expert_id": "the-analyst", "week": 2},
    "ListMemories": {"expert_id": "the-gambler"},
    "GetCurrentCouncil": {"week": 2},
    "ListLiveBets": {"status": "lost"},
    "GetBetHistory": {"expert_id": "the-rebel"},
    "ListWeekGames": {"week_number": 2},
    "ListActiveBattles": {"week": 2, "min_difference": 0.5, "status": "all"},
}


@pytest.mark.parametrize("name", sorted(DOCUMENTED))
async def test_a_documented_endpoint_has_its_documented_fields(name, kit, runner, season, calls):
    await kit.play(runner)
    asked = ASKED.get(name, {})
    if name == "GetConsensus":
        asked = {"game_id": season.by_week[2][0].game_id}
    answer = await calls.call(name, asked)
    for path, kind in DOCUMENTED[name].items():
        values = list(_values(answer, path.split(".")))
        assert values, f"{path} is empty"
        assert [value for value in values if not _is(kind, value)] == [], path


async def test_numbers_fit_each_other(kit, runner, season, calls):
    await kit.play(runner)
    experts = (await calls.call("ListExperts"))["experts"]
    assert len({expert["expert_id"] for expert in experts}) == len(experts) == 15
    for expert in experts:
        asked = {"expert_id": expert["expert_id"]}
        bankroll = await calls.call("GetBankroll", asked | {"timeframe": "season"})
        statistics = (await calls.call("GetBetHistory", asked))["statistics"]
        ledger = await calls.call("ListLedgerEntries", asked)
        current = expert["bankroll"]["current"]
        assert current == bankroll["current_balance"]
        assert bankroll["available"] == expert["bankroll"]["available"] == ledger["balances"]["bankroll"]
        assert bankroll["at_risk"] == expert["bankroll"]["at_risk"] == ledger["balances"]["open_stakes"]
        assert bankroll["history"][0]["balance"] == current
        assert bankroll["peak_balance"] >= current >= bankroll["lowest_balance"]
        assert expert["performance"]["total_bets"] == statistics["total_bets"]
        decided = statistics["wins"] + statistics["losses"]
        assert statistics["total_bets"] == decided + statistics["pushes"]
        assert statistics["win_rate"] == (statistics["wins"] / decided if decided else 0)
        won, lost = bankroll["total_won"], bankroll["total_lost"]
        assert round(10000 + won - lost, 2) == round(current, 2)


async def test_votes_of_the_council_sum_to_one_and_so_does_every_breakdown(kit, runner, season, calls):
    await kit.play(runner)
    council = (await calls.call("GetCurrentCouncil", {"week": 3}))["council_members"]
    assert [member["rank"] for member in council] == [1, 2, 3, 4, 5]
    assert sum(member["vote_weight"] for member in council) == pytest.approx(1, abs=1e-9)
    game_id = season.by_week[3][0].game_id
    whole = await calls.call("GetConsensus", {"game_id": game_id})
    without = await calls.call("GetConsensus", {"game_id": game_id, "without": council[0]["expert_id"]})
    assert len(whole["expert_votes"]) == 5
    assert len(without["expert_votes"]) == 4
    for answer in (whole, without):
        for verdict in answer["consensus"].values():
            assert sum(verdict["vote_breakdown"].values()) == pytest.approx(1, abs=1e-9)
            assert verdict["prediction"] == max(
                verdict["vote_breakdown"], key=lambda pick: verdict["vote_breakdown"][pick]
            )


async def test_what_is_not_wanted_is_left_out_of_games(kit, runner, calls):
    await kit.play(runner)
    asked = {"week_number": 1, "include_odds": False, "include_predictions": False}
    games = (await calls.call("ListWeekGames", asked))["games"]
    assert games
    for game in games:
        assert not {"vegas_lines", "council_consensus", "expert_count"} & game.keys()


async def test_memories_page_without_overlap(kit, runner, calls):
    await kit.play(runner)
    seen, more, offset, part = [], True, 0, {}
    while more:
        part = await calls.call("ListMemories", {"expert_id": "the-gambler", "limit": 2, "offset": offset})
        seen += [memory["memory_id"] for memory in part["memories"]]
        more, offset = part["pagination"]["has_more"], offset + 2
    assert len(seen) == len(set(seen)) == part["total_count"]


async def test_battles_are_between_different_sides_and_far_enough_apart(kit, runner, calls):
    await kit.play(runner)
    battles = (await calls.call("ListActiveBattles", {"week": 2, "status": "closed"}))["battles"]
    assert battles
    for battle in battles:
        assert battle["difference"] >= 3
        assert battle["expert_a"]["expert_id"] != battle["expert_b"]["expert_id"]
        assert re.fullmatch("[AB]{0,5}", battle["head_to_head_record"]["last_5"])
    far = {"week": 2, "min_difference": 100, "status": "all"}
    assert (await calls.call("ListActiveBattles", far))["battles"] == []


def _values(node, path: list[str]):
    if not path:
        yield node
        return
    name, *rest = path
    found = node[name.removesuffix("[]")]
    for item in found if name.endswith("[]") else [found]:
        yield from _values(item, rest)


def _is(kind: str, value) -> bool:
    match kind:
        case "string":
            return isinstance(value, str) and value != ""
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case _:
            return value.endswith("Z") and datetime.fromisoformat(value).tzinfo is not None
