"""The demo's game: made-up players in the simulated season, their boards, and a correction to explain."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio

from league_service.demo.game import keep_demo_game
from league_service.demo.simulated_f1 import store_simulated_races
from league_service.fantasy.errors import SignInNeeded
from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.demo import FIRST_ADMIN

TEAM = "3f6a4b1e-52e5-5a4b-9f0e-0c4a52f0d101"
ME = Caller(kind="user", user_id=FIRST_ADMIN, username="admin", role="admin", permissions=frozenset({"*"}))
SCORING, BOARD = "fantasy.v1.ScoringService/", "fantasy.v1.LeaderboardService/GetLeaderboard"


@pytest_asyncio.fixture
async def game(serve_leagues: Callable[..., Any], database: Database, clock: FixedClock) -> Any:
    """The service over the demo's game in the middle of July."""
    clock.advance(datetime(2026, 7, 15, tzinfo=UTC) - clock.now())
    await store_simulated_races(database, clock.now())
    await keep_demo_game(database, clock)
    await keep_demo_game(database, clock)
    return await serve_leagues(database)


async def test_everybody_has_scores_and_the_lines_of_a_score_sum_to_it(game: Any) -> None:
    board = await game.call(BOARD, ME, season=2026)
    assert len(board.rows) == 14
    assert board.own.own
    scores = await game.call(SCORING + "ListScores", ME, team_id=TEAM)
    assert Decimal(scores.total) == sum(Decimal(score.points) for score in scores.scores)
    assert Decimal(board.own.total) == Decimal(scores.total)
    for score in scores.scores:
        found = await game.call(SCORING + "ExplainScore", ME, team_id=TEAM, race=score.race.key)
        assert sum(Decimal(line.result) for line in found.score.lines) == Decimal(score.points)


async def test_a_past_correction_explains_what_it_changed(game: Any) -> None:
    before = await game.call(BOARD, ME, season=2026, race="2026_monaco", as_of="2026-06-08T00:00:00Z")
    after = await game.call(BOARD, ME, season=2026, race="2026_monaco")
    old = {row.team_id: row.race_points for row in before.rows}
    changed = [row for row in after.rows if row.race_points != old[row.team_id]]
    assert changed
    explained = await game.call(
        SCORING + "ExplainScore", ME, team_id=changed[0].team_id, race="2026_monaco", compare_to="1"
    )
    change = explained.score.change
    assert Decimal(change.points_before) == Decimal(old[changed[0].team_id])
    assert sum(Decimal(line.difference) for line in change.lines) == Decimal(change.difference)
    assert "underweight" in change.lines[0].reason


async def test_everybody_sees_the_game_of_made_up_players_and_nothing_of_accounts(game: Any) -> None:
    rows = (await game.call(BOARD, Caller(), season=2026)).rows
    assert [row.team_id for row in rows if not row.made_up] == [TEAM]
    for row in rows:
        team = {"team_id": row.team_id}
        asked = (
            ("fantasy.v1.TeamService/GetTeam", team),
            ("fantasy.v1.TeamService/ListLineups", team),
            (SCORING + "ListScores", team),
            (SCORING + "ExplainScore", team | {"race": "2026_monaco"}),
        )
        for method, wanted in asked:
            if row.made_up:
                await game.call(method, Caller(), **wanted)
            else:
                with pytest.raises(SignInNeeded):
                    await game.call(method, Caller(), **wanted)
    team = (await game.call("fantasy.v1.TeamService/GetTeam", Caller(), team_id=rows[0].team_id)).team
    assert (team.made_up, team.mine, team.lineup.race.locked) == (True, False, True)


async def test_everybody_sees_the_public_leagues_of_made_up_players(game: Any) -> None:
    service = "fantasy.v1.F1LeagueService/"
    await game.call(service + "CreateF1League", ME, name="Of an account", visibility="public")
    with pytest.raises(SignInNeeded):
        await game.call(service + "ListF1Leagues", Caller())
    shown = (await game.call(service + "ListF1Leagues", Caller(), scope="public")).leagues
    assert [(one.name, one.role, one.code) for one in shown] == [
        ("Gravel Trap", "", ""),
        ("Sunday Drivers", "", ""),
    ]
    for league in (await game.call(service + "ListF1Leagues", ME, scope="public")).leagues:
        for method in (service + "GetF1League", "fantasy.v1.LeaderboardService/GetLeagueLeaderboard"):
            if league.id in [one.id for one in shown]:
                await game.call(method, Caller(), league_id=league.id)
            else:
                with pytest.raises(SignInNeeded):
                    await game.call(method, Caller(), league_id=league.id)


async def test_a_list_of_scores_says_what_corrections_changed(game: Any) -> None:
    rows = (await game.call(BOARD, ME, season=2026)).rows
    found: list[Decimal] = []
    for row in rows:
        listed = (await game.call(SCORING + "ListScores", ME, team_id=row.team_id)).scores
        assert all(score.had_lineup for score in listed)
        assert {score.corrected_by for score in listed if not score.corrections} == {"0"}
        (score,) = (score for score in listed if score.corrections)
        explained = await game.call(
            SCORING + "ExplainScore", ME, team_id=row.team_id, race=score.race.key, compare_to="1"
        )
        assert score.corrected_by == explained.score.change.difference
        found.append(Decimal(score.corrected_by))
    assert min(found) < 0 < max(found)


async def test_a_game_that_begins_in_spring_has_a_correction_too(
    serve_leagues: Callable[..., Any], database: Database, clock: FixedClock
) -> None:
    clock.advance(datetime(2026, 4, 20, tzinfo=UTC) - clock.now())
    await store_simulated_races(database, clock.now())
    await keep_demo_game(database, clock)
    game = await serve_leagues(database)
    listed = (await game.call(SCORING + "ListScores", ME, team_id=TEAM)).scores
    assert sum(score.corrections for score in listed) == 1


async def test_the_correction_outlives_the_next_start(game: Any, database: Database) -> None:
    now = datetime(2026, 7, 16, tzinfo=UTC)
    assert await store_simulated_races(database, now) == 0
    results = await game.call("fantasy.v1.RaceService/GetRaceResults", race_id="2026_monaco")
    assert results.sessions[-1].state == "corrected"


async def test_the_leagues_of_the_examples_are_there(game: Any) -> None:
    found = await game.call("fantasy.v1.F1LeagueService/ListF1Leagues", ME)
    assert [(one.name, one.role, one.member_count) for one in found.leagues] == [
        ("Empty Grid", "owner", 1),
        ("Gravel Trap", "member", 5),
        ("Paddock Club", "owner", 7),
        ("Rain Dancers", "owner", 3),
    ]
