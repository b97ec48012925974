"""Harbour Rovers: stored once, marked as simulated, free of contradictions, and played as time passes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import linear_regression
from typing import Any

import pytest
import pytest_asyncio

from altsports.contract.clubs import ClubRole
from altsports.contract.resources import load_nouns
from league_service.clubs.engine.plan import sql
from league_service.clubs.engine.registry import plans_of
from league_service.clubs.match_events.domain import problems_of
from league_service.clubs.matches.clock import Clock
from league_service.clubs.matches.events import Pitch
from league_service.clubs.nouns import HOOKS
from league_service.demo.clubs import keep_demo_club
from league_service.demo.rovers.squads import SQUADS
from league_service.demo.rovers.storing import keep_rovers
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.demo import DEMO_LOGINS, DEMO_ORGANISATION, DEMO_TEAMS, FIRST_ORGANISATION
from service_kit.testing.callers import club_member

NOVEMBER = datetime(2026, 11, 29, 20, tzinfo=UTC)
MANAGER = club_member("account_manager", DEMO_ORGANISATION)


@pytest_asyncio.fixture
async def rovers(serve_leagues: Callable[..., Any], demo_database: Database, clock: FixedClock) -> Any:
    clock.advance(NOVEMBER - clock.now())
    assert await keep_rovers(demo_database, clock.now()) == 21
    return await serve_leagues(demo_database)


async def _all(service: Any, noun: str, **filters: Any) -> list[Any]:
    descriptor = load_nouns()[noun]
    plural = "".join(word.capitalize() for word in noun.split("_"))
    method = f"football.v1.{descriptor.descriptor.name}Service/List{plural}"
    found: list[Any] = []
    token = ""
    while True:
        answer = await service.call(method, MANAGER, page_size=100, page_token=token, **filters)
        found += getattr(answer, noun)
        token = answer.next_page_token
        if not token:
            return found


async def test_the_club_has_a_season_that_obeys_every_rule_and_says_that_it_is_simulated(
    rovers: Any, demo_database: Database
) -> None:
    plans = plans_of(HOOKS)
    for noun, least in (("teams", 21), ("players", 54), ("training_sessions", 100), ("reunions", 36)):
        assert len(await _all(rovers, noun)) >= least
    matches = await _all(rovers, "matches")
    assert {match.source for match in matches} == {"simulation"}
    assert {(match.status, match.HasField("score")) for match in matches} == {
        ("finished", True),
        ("scheduled", False),
    }
    lengths = {match.id: match.period_minutes for match in matches}
    async with demo_database.read() as connection:
        for noun, plan in plans.items():
            values = await connection.fetch_rows(
                sql(f"SELECT {plan.selected} FROM {plan.noun.table} AS t WHERE t.organisation_id = %s"),
                [DEMO_ORGANISATION],
            )
            for row in map(plan.row, values):
                assert not list(plan.hooks.check(row)), noun
                if noun == "match_events":
                    assert not list(problems_of(row, Clock(period_minutes=lengths[row["match_id"]]), Pitch()))
    for match in matches:
        if match.status == "finished":
            found = await rovers.call("ListMatchInconsistencies", MANAGER, match_id=match.id)
            assert not found.inconsistencies


async def test_nobody_without_a_consent_is_measured(rovers: Any) -> None:
    young = {row.id for row in await _all(rovers, "players") if row.birth_date > "2010-11-29"}
    assert len(young) == 14
    measured = {
        row.player_id for row in await _all(rovers, "player_match_statistics") if row.HasField("distance_m")
    }
    consented = set(SQUADS[2].players[:9])
    assert measured & young <= consented
    assert measured & consented


async def test_a_player_of_the_club_sees_only_the_own_team(rovers: Any) -> None:
    member = club_member("player", DEMO_ORGANISATION, DEMO_TEAMS["women"])
    player = replace(member, user_id=DEMO_LOGINS["player"])
    teams = (await rovers.call("football.v1.TeamService/ListTeams", player, kind="own")).teams
    assert [team.name for team in teams] == ["Harbour Rovers Women"]
    squad = (await rovers.call("ListPlayers", player)).players
    assert [row.user_id for row in squad if row.HasField("birth_date")] == [DEMO_LOGINS["player"]]


async def test_notes_of_every_visibility_reach_only_those_whom_they_are_for(rovers: Any) -> None:
    match = (await _all(rovers, "matches", home_team_id=DEMO_TEAMS["women"], status="finished"))[0]

    async def seen(role: ClubRole) -> set[str]:
        member = club_member(role, DEMO_ORGANISATION, DEMO_TEAMS["women"])
        member = replace(member, user_id=DEMO_LOGINS[role])
        return {n.visibility for n in (await rovers.call("ListMatchNotes", member, match_id=match.id)).notes}

    assert await seen("coach") == {"private", "staff", "team"}
    assert await seen("analyst") == {"staff", "team"}
    assert await seen("player") == {"team"}


async def test_the_rankings_are_what_the_rows_add_up_to(rovers: Any) -> None:
    """Counted again from the rows that members read, without a line of the code that ranks."""
    kicked_off = {
        each.id: each.kick_off_at.ToDatetime() for each in await _all(rovers, "matches", status="finished")
    }
    figures = {
        (each.match_id, each.player_id): each for each in await _all(rovers, "player_match_statistics")
    }
    played: dict[str, list[tuple[Any, int, Any]]] = {}
    for line in await _all(rovers, "match_lineups"):
        row = figures.get((line.match_id, line.player_id))
        if row is not None and line.match_id in kicked_off:
            own = played.setdefault(line.player_id, [])
            own.append((kicked_off[line.match_id], line.minutes_played, row))
    rising: dict[str, float] = {}
    rated: dict[str, float] = {}
    for player, matches in played.items():
        in_order = [(minutes, row) for _, minutes, row in sorted(matches, key=lambda each: each[0])]
        sprints = [row.sprint_m / n for n, row in in_order if n >= 20 and row.HasField("sprint_m")][-6:]
        if len(sprints) >= 3 and (slope := linear_regression(range(len(sprints)), sprints).slope) > 5e-5:
            rising[player] = round(slope, 4)
        last = [(minutes, row.rating) for minutes, row in in_order if minutes][-5:]
        if last:
            rated[player] = round(sum(n * value for n, value in last) / sum(n for n, _ in last), 4)
    for method, counted in (("RankImprovingPlayers", rising), ("RankPlayerRatings", rated)):
        ranking = (await rovers.call(method, MANAGER, limit=100)).ranking
        assert {row.subject: row.value for row in ranking.rows} == pytest.approx(counted, abs=1.01e-4)
        assert len(ranking.rows) > 10
        assert {*counted} | {each.subject for each in ranking.excluded} >= played.keys()


async def test_players_have_answered_invitations_and_trained(rovers: Any, clock: FixedClock) -> None:
    member = club_member("player", DEMO_ORGANISATION, DEMO_TEAMS["women"])
    player = replace(member, user_id=DEMO_LOGINS["player"])
    given: set[str] = set()
    for noun, begins in (("matches", "kick_off_at"), ("training_sessions", "starts_at")):
        coming = [
            each for each in await _all(rovers, noun) if getattr(each, begins).ToDatetime(UTC) > clock.now()
        ]
        soon = min(coming, key=lambda each: getattr(each, begins).ToSeconds())
        found = await rovers.call("ListResponses", MANAGER, occasion=noun, occasion_id=soon.id)
        given |= {each.answer for each in found.responses}
        assert len(found.responses) > 8
    assert given == {"attending", "declined", "unsure"}
    own = next(each for each in await _all(rovers, "players") if each.user_id == DEMO_LOGINS["player"])
    summary = (await rovers.call("GetPlayerSummary", player, player_id=own.id, budget_ms=5_000)).summary
    assert not summary.missing
    [trainings] = [each.facts for each in summary.parts if each.name == "trainings"]
    assert next(each.value for each in trainings if each.name == "perceived_load") > 0


async def test_who_declined_is_not_in_the_line_up(
    rovers: Any, clock: FixedClock, demo_database: Database
) -> None:
    coming = await _all(rovers, "matches", status="scheduled")
    clock.advance(timedelta(days=14))
    assert await keep_rovers(demo_database, clock.now()) == 3
    played = {each.id for each in await _all(rovers, "matches", status="finished")} & {
        each.id for each in coming
    }
    absent = 0
    for match_id in played:
        answers = (
            await rovers.call("ListResponses", MANAGER, occasion="matches", occasion_id=match_id)
        ).responses
        away = {each.player_id for each in answers if each.answer == "declined"}
        named = {each.player_id for each in await _all(rovers, "match_lineups", match_id=match_id)}
        absent += len(away)
        assert not away & named
        assert named <= {each.player_id for each in answers if each.answer == "attending"}
    assert absent


async def test_the_season_goes_on_and_what_people_delete_stays_deleted(
    rovers: Any, demo_database: Database, clock: FixedClock
) -> None:
    session = (await _all(rovers, "training_sessions"))[0]
    await rovers.call("DeleteTrainingSession", MANAGER, training_session_id=session.id)
    assert await keep_rovers(demo_database, clock.now()) == 0
    assert session.id not in {row.id for row in await _all(rovers, "training_sessions")}
    clock.advance(timedelta(days=14))
    assert await keep_rovers(demo_database, clock.now()) == 3


async def test_the_rows_that_examples_name_are_stored_once_with_their_facts(
    serve_leagues: Callable[..., Any], demo_database: Database, clock: FixedClock
) -> None:
    for _ in range(2):
        await keep_demo_club(demo_database, clock)
    service = await serve_leagues(demo_database)
    manager = club_member("account_manager", FIRST_ORGANISATION)
    for noun in load_nouns().values():
        method = f"{noun.package}.{noun.descriptor.name}Service/Get{noun.descriptor.name}"
        answer = await service.call(method, manager, **{f"{noun.singular}_id": noun.example("id")})
        row = getattr(answer, noun.singular)
        stated = [name for name in noun.writable if name.endswith("_at") and noun.example(name)]
        assert all(row.HasField(name) for name in stated), noun.plural
