"""Summaries of players, matches and teams: what is stored, for whoever may see it, within a budget."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, LiteralString

import pytest

from service_kit.db.database import Database
from service_kit.errors import DeadlineExceeded, NotFound, ValidationFailed
from service_kit.testing.callers import ADMIN

SHORT_MS, LONG_MS = 150, 5_000


@pytest.fixture
async def season(planned: Any, clock: Any) -> dict[str, Any]:
    """Two played matches, the second one without figures of a load, and one to come; two sessions."""
    account = "6c1f0a52-6d8e-4d53-9a0b-000000000001"
    one, mate, fresh = await planned.player(account), await planned.player(), await planned.player()
    ids: list[str] = []
    for week, (home, away) in enumerate(((2, 1), (0, 0))):
        at = clock.now() - timedelta(weeks=4 - week)
        match = await planned.match(at, status="finished", score={"home": home, "away": away})
        ids.append(match.id)
        for number, player in enumerate((one, mate), start=1):
            line = {"match_id": match.id, "player_id": player}
            await planned.call("CreateMatchLineup", jersey_number=number, team_id=planned.team, **line)
        line = {"match_id": match.id, "player_id": fresh, "role": "substitute"}
        await planned.call("CreateMatchLineup", jersey_number=12, team_id=planned.team, **line)
        load = {"sprint_m": 180.0, "distance_m": 9000.0} if week == 0 else {}
        await planned.call(
            "CreatePlayerMatchStatistic",
            match_id=match.id,
            player_id=one,
            goals=home,
            rating=6.0 + week,
            **load,
        )
    off = {"match_id": ids[0], "team_id": planned.team, "type": "substitution", "period": 2, "minute": 60}
    await planned.call("CreateMatchEvent", player_id=one, related_player_id=fresh, **off)
    await planned.match(clock.now() + timedelta(days=3))
    for days, attendance in (
        (9, {"status": "present", "perceived_load": 6}),
        (2, {"status": "late", "minutes": 50, "perceived_load": 4}),
    ):
        came = [{"player_id": one, **attendance}, {"player_id": mate, "status": "absent"}]
        await planned.training(clock.now() - timedelta(days=days), planned_load=5, attendance=came)
    return {"player": one, "mate": mate, "fresh": fresh, "account": account, "matches": ids}


@asynccontextmanager
async def locked(database: Database, table: LiteralString) -> AsyncGenerator[None]:
    """Nobody reads the table meanwhile."""
    async with database.session() as holding, holding.transaction():
        await holding.execute(f"LOCK TABLE clubs.{table} IN ACCESS EXCLUSIVE MODE")
        yield


def facts_of(summary: Any, part: str) -> dict[str, tuple[float | None, int]]:
    """Value and number of matches or sessions of each fact."""
    [found] = [each for each in summary.parts if each.name == part]
    return {each.name: (each.value if each.HasField("value") else None, each.n) for each in found.facts}


def gaps_of(summary: Any) -> dict[str, str]:
    return {each.name: each.reason for each in summary.missing}


async def test_a_player_is_summed_up_over_the_matches_and_sessions_that_record_it(
    planned: Any, season: dict[str, Any]
) -> None:
    coach = planned.club.coach(planned.team)
    asked = {"player_id": season["player"], "budget_ms": LONG_MS}
    summary = (await planned.call("GetPlayerSummary", coach, **asked)).summary
    assert (summary.name, gaps_of(summary)) == ("Aoife Byrne", {})
    matches = facts_of(summary, "matches")
    assert matches["appearances"] == (2, 2)
    assert matches["minutes_played"] == (150, 2)
    assert matches["goals"] == (2, 2)
    assert matches["passes"] == (None, 0)
    assert matches["rating"] == (6.6, 2)  # (6 x 60 + 7 x 90) / 150
    loads = facts_of(summary, "loads")
    assert (loads["sprint_m"], loads["sprint_intensity"]) == ((180, 1), (3, 1))
    trainings = facts_of(summary, "trainings")
    assert (trainings["present"], trainings["late"], trainings["minutes"]) == ((1, 2), (1, 2), (140, 2))
    assert trainings["perceived_load"] == (90 * 6 + 50 * 4, 2)
    assert trainings["planned_load"] == (140 * 5, 2)


async def test_the_days_that_are_asked_for_limit_what_counts(
    planned: Any, season: dict[str, Any], clock: Any
) -> None:
    since = (clock.now() - timedelta(weeks=3, days=3)).date().isoformat()
    asked = {"player_id": season["player"], "since": since, "budget_ms": LONG_MS}
    summary = (await planned.call("GetPlayerSummary", **asked)).summary
    assert facts_of(summary, "matches")["minutes_played"] == (90, 1)
    with pytest.raises(ValidationFailed):
        await planned.call("GetPlayerSummary", **{**asked, "until": "2001-01-01"})


async def test_matches_and_teams_are_summed_up(planned: Any, season: dict[str, Any]) -> None:
    coach = planned.club.coach(planned.team)
    asked = {"match_id": season["matches"][0], "budget_ms": LONG_MS}
    match = (await planned.call("GetMatchSummary", coach, **asked)).summary
    result = facts_of(match, "result")
    assert (result["home_goals"][0], result["away_goals"][0], gaps_of(match)) == (2, 1, {})
    [players] = [each for each in match.parts if each.name == "players"]
    assert {each.subject: each.value for each in players.facts} == {
        season["player"]: 60,
        season["mate"]: 90,
        season["fresh"]: 30,
    }
    asked = {"team_id": planned.team, "budget_ms": LONG_MS}
    team = (await planned.call("GetTeamSummary", coach, **asked)).summary
    results = facts_of(team, "results")
    assert [results[name][0] for name in ("played", "won", "drawn", "lost")] == [2, 1, 1, 0]
    assert [results[name][0] for name in ("goals_for", "goals_against")] == [2, 1]
    [scorers] = [each.facts for each in team.parts if each.name == "scorers"]
    assert [(each.subject, each.value, each.n) for each in scorers] == [(season["player"], 2, 2)]
    [upcoming] = [each.facts for each in team.parts if each.name == "next_match"]
    assert upcoming[0].HasField("starts_at")
    assert facts_of(team, "squad")["players"] == (3, 0)


async def test_a_player_gets_loads_and_sessions_of_nobody_else(
    planned: Any, season: dict[str, Any], next_door: Any
) -> None:
    member = planned.club.player(planned.team, user_id=season["account"])
    asked = {"player_id": season["player"], "budget_ms": LONG_MS}
    assert gaps_of((await planned.call("GetPlayerSummary", member, **asked)).summary) == {}
    mate = (await planned.call("GetPlayerSummary", member, **{**asked, "player_id": season["mate"]})).summary
    assert gaps_of(mate) == {"loads": "not_permitted", "trainings": "not_permitted"}
    team = (await planned.call("GetTeamSummary", member, team_id=planned.team, budget_ms=LONG_MS)).summary
    assert gaps_of(team) == {"pressing": "not_permitted", "trainings": "not_permitted"}
    [squad] = [each.facts for each in team.parts if each.name == "squad"]
    assert "status" not in {each.name for each in squad}
    for stranger in (next_door.manager, planned.club.coach("4d2f8a10-0000-4000-8000-000000000000")):
        with pytest.raises(NotFound):
            await planned.call("GetPlayerSummary", stranger, **asked)
    with pytest.raises(Exception, match="football:read"):
        await planned.call("GetPlayerSummary", ADMIN, **asked)


async def test_what_is_too_slow_is_missing_and_everything_else_is_whole(
    planned: Any, season: dict[str, Any], database: Database
) -> None:
    asked = {"player_id": season["player"]}
    whole = (await planned.call("GetPlayerSummary", **asked, budget_ms=LONG_MS)).summary
    async with locked(database, "training_session_attendance"):
        cut = (await planned.call("GetPlayerSummary", **asked, budget_ms=SHORT_MS * 10)).summary
    assert gaps_of(cut) == {"trainings": "out_of_time"}
    assert list(cut.parts) == [each for each in whole.parts if each.name != "trainings"]
    async with locked(database, "players"):
        with pytest.raises(DeadlineExceeded) as refused:
            await planned.call("GetPlayerSummary", **asked, budget_ms=SHORT_MS)
    assert refused.value.reason == "SUMMARY_TIMED_OUT"
    assert (await planned.call("GetPlayerSummary", **asked, budget_ms=LONG_MS)).summary.parts == whole.parts
