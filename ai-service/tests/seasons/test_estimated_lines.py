"""Where nobody offers a line yet: estimates are marked, graded apart, and give way to the first line."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest

from ai_service.nfl_experts.experts.roster import EXPERTS
from ai_service.nfl_experts.facts.season import ESTIMATE, Quote, arranged
from ai_service.nfl_experts.memories.situation import situation_of

EARLY = [expert.id for expert in EXPERTS if expert.decides == "early"]


@pytest.fixture
def season(kit):
    """Three weeks without opening lines: an estimate of the spread, and closing lines before kick-off."""
    facts = kit.make_season()
    games = []
    for game in facts.games:
        closing = [quote for quote in game.quotes if quote.source == "closing"]
        spread = next(quote.point for quote in closing if quote.market == "spread")
        estimate = Quote("spread", facts.openings[game.week], ESTIMATE, "", spread + 6.5)
        games.append(replace(game, quotes=(estimate, *closing)))
    return arranged(replace(facts, games=tuple(games)))


@pytest.fixture
def game(season):
    return season.by_week[2][2]


@pytest.fixture
def at(kit, runner, clock, game):
    """Moves the book and the clock to a time before the kick-off of the game."""

    async def move(**before) -> None:
        clock.advance(game.kickoff - timedelta(**before) - clock.now())
        await kit.play(runner, until=clock.now())

    return move


async def test_members_who_decide_late_vote_provisionally_until_they_decide(at, calls, game):
    await at(days=3)
    answer = await calls.call("GetConsensus", {"game_id": game.game_id})
    late = {vote["expert_id"] for vote in answer["expert_votes"]} - set(EARLY)
    assert late
    assert len(answer["expert_votes"]) == 5
    for vote in answer["expert_votes"]:
        assert vote["provisional"] == (vote["expert_id"] in late)
        assert (vote["sealed_prediction"] is None) == vote["provisional"]
    assert {verdict["provisional"] for verdict in answer["consensus"].values()} == {True}
    assert sum(answer["consensus"]["spread"]["vote_breakdown"].values()) == pytest.approx(1)

    await at(minutes=89)
    answer = await calls.call("GetConsensus", {"game_id": game.game_id})
    assert {vote["provisional"] for vote in answer["expert_votes"]} == {False}
    assert {verdict["provisional"] for verdict in answer["consensus"].values()} == {False}


async def test_a_council_of_members_who_decide_late_is_not_silent(at, calls, game, database):
    await at(days=3)
    late = [expert.id for expert in EXPERTS if expert.decides == "late"]
    async with database.transaction() as connection:
        await connection.execute("UPDATE ai.council_members SET expert_id = rank::text WHERE week = 2")
        await connection.execute(
            "UPDATE ai.council_members SET expert_id = (%s::text[])[rank] WHERE week = 2", [late]
        )
    answer = await calls.call("GetConsensus", {"game_id": game.game_id})
    assert {vote["expert_id"] for vote in answer["expert_votes"]} == set(late)
    assert all(vote["provisional"] for vote in answer["expert_votes"])
    shown = (await calls.call("ListWeekGames", {"week_number": 2}))["games"]
    assert all(each["council_consensus"]["provisional"] for each in shown)


async def test_the_council_votes_at_an_estimate_only_until_the_market_has_a_line(at, calls, game):
    lines = {quote.source: quote.point for quote in game.quotes if quote.market == "spread"}
    for before, source in (({"days": 3}, ESTIMATE), ({"minutes": 30}, "closing"), ({"hours": -5}, "closing")):
        await at(**before)
        answer = await calls.call("GetConsensus", {"game_id": game.game_id})
        spread, total = answer["consensus"]["spread"], answer["consensus"]["total"]
        assert (spread["line"], spread["estimated"]) == (lines[source], source == ESTIMATE)
        assert total["estimated"] == (source == ESTIMATE)
        assert answer["consensus"]["winner"]["line"] is None
        assert not answer["consensus"]["winner"]["estimated"]
        assert {vote["estimated"] for vote in answer["expert_votes"]} == {source == ESTIMATE}
        for pick in spread["vote_breakdown"]:
            assert pick in both_sides(game, lines[source])
        (shown,) = [
            each
            for each in (await calls.call("ListWeekGames", {"week_number": 2}))["games"]
            if each["game_id"] == game.game_id
        ]
        assert shown["vegas_lines"]["spread"] == lines[source]
        assert shown["vegas_lines"]["estimated"] == (source == ESTIMATE)
        assert shown["council_consensus"]["spread"] == spread["prediction"]
        assert shown["council_consensus"]["confidence"] == spread["confidence"]
        assert shown["council_consensus"]["estimated"] == (source == ESTIMATE)


def both_sides(game, point) -> set[str]:
    if not point:
        return {f"{game.home} PK", f"{game.away} PK"}
    return {f"{game.home} {point:+g}", f"{game.away} {-point:+g}"}


async def test_votes_at_the_line_follow_from_what_was_sealed(at, calls, game, kit, database, book):
    """Whoever knows margin, total and scatter of the predictions can count the votes again."""
    await at(minutes=30)
    state = await kit.stored(database, book)
    answer = await calls.call("GetConsensus", {"game_id": game.game_id})
    line, flipped = answer["consensus"]["spread"]["line"], 0
    for vote in answer["expert_votes"]:
        opinion = state.opinions[game.game_id, vote["expert_id"]].opinion
        side = "home" if opinion.margin + line >= 0 else "away"
        point = line if side == "home" else -line
        assert vote["prediction"] == f"{game.home if side == 'home' else game.away} {point:+g}"
        sealed = state.predictions[game.game_id, vote["expert_id"], "spread"]
        assert vote["sealed_prediction"] == sealed.pick
        flipped += vote["prediction"] != sealed.pick
    assert flipped, "the line moved, so some sealed predictions are at another one"


async def test_predictions_at_estimates_are_marked_and_graded_apart(kit, runner, calls, database, book):
    await kit.play(runner)
    state = await kit.stored(database, book)
    counted: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for prediction in state.predictions.values():
        early = prediction.expert_id in EARLY
        assert prediction.estimated == (early and prediction.category != "winner")
        if prediction.result in ("correct", "incorrect"):
            place = 2 if prediction.estimated else 0
            counted[prediction.expert_id][place] += 1
            counted[prediction.expert_id][place + 1] += prediction.result == "correct"
    for expert in (await calls.call("ListExperts"))["experts"]:
        decided, correct, estimated, estimated_correct = counted[expert["expert_id"]]
        performance = expert["performance"]
        assert performance["graded_predictions"] == decided
        assert performance["accuracy"] == pytest.approx(correct / decided)
        assert performance["estimated_predictions"] == estimated
        assert performance["estimated_accuracy"] == pytest.approx(
            estimated_correct / estimated if estimated else 0
        )
    listed = (await calls.call("ListPredictions", {"expert_id": "the-analyst", "week": 2}))["predictions"]
    assert {(each["category"], each["estimated"]) for each in listed} == {
        ("spread", True),
        ("winner", False),
        ("total", True),
    }
    assert all((each["line"] is None) == (each["category"] == "winner") for each in listed)
    assert all(each["scatter"] > 0 for each in listed)
    battles = (await calls.call("ListActiveBattles", {"week": 2, "status": "all"}))["battles"]
    for battle in battles:
        for side in (battle["expert_a"], battle["expert_b"]):
            early = side["expert_id"] in EARLY
            assert side["estimated"] == (early and battle["category"] != "winner")


@pytest.mark.parametrize("category", ["spread", "winner", "total"])
async def test_the_calibration_board_has_estimates_apart(kit, runner, calls, category):
    await kit.play(runner)
    rows = {}
    for lines in ("market", "estimate"):
        answer = await calls.call("GetCalibration", {"category": category, "lines": lines})
        rows[lines] = {row["expert_id"]: row["count"] for row in answer["rows"]}
    for expert in EXPERTS:
        at_estimates = expert.decides == "early" and category != "winner"
        assert (rows["estimate"][expert.id] > 0) == at_estimates
        assert (rows["market"][expert.id] > 0) == (not at_estimates)


async def test_the_council_is_chosen_and_battles_are_counted_without_estimates(
    kit, runner, calls, database, book
):
    await kit.play(runner)
    state = await kit.stored(database, book)
    graded = [p for p in state.predictions.values() if p.week < 3 and p.result in ("correct", "incorrect")]
    members = (await calls.call("GetCurrentCouncil", {"week": 3}))["council_members"]
    for member in members:
        own = [p for p in graded if p.expert_id == member["expert_id"] and not p.estimated]
        right = sum(p.result == "correct" for p in own)
        assert member["components"]["accuracy"] == pytest.approx((right + 10) / (len(own) + 20), abs=1e-6)
    battles = (await calls.call("ListActiveBattles", {"week": 3, "status": "all", "limit": 500}))["battles"]
    results = defaultdict(dict)
    for p in graded:
        if not p.estimated:
            results[p.game_id, p.category][p.expert_id] = p.result == "correct"
    for battle in battles:
        a, b = battle["expert_a"]["expert_id"], battle["expert_b"]["expert_id"]
        both = [each for each in results.values() if a in each and b in each]
        assert battle["head_to_head_record"]["expert_a_wins"] == sum(each[a] and not each[b] for each in both)


def test_memories_name_no_estimate_as_a_line(season):
    game = season.games[0]
    assert situation_of(game, at=season.openings[1] + timedelta(hours=1)).handicap is None
    assert situation_of(game, at=game.kickoff).handicap == next(
        quote.point for quote in game.quotes if quote.market == "spread" and quote.is_market
    )
