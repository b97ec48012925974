"""The tactical memory of clubs: outcomes kept once, superseded by changed figures, recalled in the club."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

import pytest

from ai_service.insights import repository
from ai_service.insights.rpc import TacticalInsightRpc
from altsports.ai.v1.tactical_insights_pb2 import KeepTacticalInsightRequest
from altsports.ai.v1.tactical_insights_pb2_grpc import add_TacticalInsightServiceServicer_to_server
from altsports.football.v1.analytics_pb2 import Ranking
from service_kit.caller import service_caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.errors import NotFound, PermissionDenied
from service_kit.testing.callers import ADMIN, club_member
from service_kit.timestamps import time_to_pb

CLUB, NEXT_DOOR = "10000000-0000-4000-8000-000000000000", "20000000-0000-4000-8000-000000000000"
FIRST, SECOND = "team-1", "team-2"
COACH: Final = club_member("coach", CLUB, FIRST)


class Insights:
    """The service, and outcomes that are kept in it."""

    def __init__(self, calls: Any, database: Database, clock: FixedClock) -> None:
        self._calls = calls
        self.call = calls.call
        self.database = database
        self.clock = clock

    async def keep(
        self,
        version: str,
        *,
        kind: str = "player_ratings",
        teams: tuple[str, ...] = (FIRST,),
        club: str = CLUB,
    ) -> str:
        outcome = Ranking(kind=kind, team_ids=teams, data_version=version, limit=10)
        insight_id = str(uuid5(NAMESPACE_URL, f"{club} {kind} {teams} {version}"))
        request = KeepTacticalInsightRequest(
            id=insight_id,
            organisation_id=club,
            parameters=str(teams),
            summary=f"Outcome of {version}",
            outcome=outcome.SerializeToString(),
            computed_at=time_to_pb(self.clock.now()),
        )
        method = self._calls.method("KeepTacticalInsight")
        await self._calls.client.call(method, request, caller=service_caller("league-service"))
        return insight_id

    async def found(self, caller: Any = COACH, **fields: Any) -> list[dict[str, Any]]:
        return (await self.call("ListTacticalInsights", fields, caller=caller))["insights"]

    async def figures_change(self) -> None:
        async with self.database.transaction() as connection:
            await repository.supersede(connection, CLUB, self.clock.now())


@pytest.fixture
async def insights(migrated: Callable[..., Any], clock: FixedClock, serve: Callable[..., Any]) -> Insights:
    database = await migrated("ai")
    handler = TacticalInsightRpc(database, clock)
    calls = await serve("ai", [(add_TacticalInsightServiceServicer_to_server, handler)])
    return Insights(calls, database, clock)


async def test_an_outcome_is_kept_once_and_supersedes_those_of_earlier_figures(insights: Insights) -> None:
    first = await insights.keep("a")
    assert await insights.keep("a") == first
    insights.clock.advance(timedelta(minutes=1))
    second = await insights.keep("b")
    assert [each["id"] for each in await insights.found()] == [second]
    everything = await insights.found(include_superseded=True)
    assert [each["id"] for each in everything] == [second, first]
    assert everything[1]["superseded_at"]
    assert not everything[0]["superseded_at"]


async def test_an_outcome_that_arrives_late_does_not_replace_a_newer_one(insights: Insights) -> None:
    insights.clock.advance(timedelta(minutes=1))
    newer = await insights.keep("b")
    insights.clock.advance(timedelta(minutes=-1))
    await insights.keep("a")
    assert [each["id"] for each in await insights.found()] == [newer]


async def test_changed_figures_supersede_until_the_same_outcome_is_computed_again(insights: Insights) -> None:
    kept = await insights.keep("a")
    insights.clock.advance(timedelta(minutes=1))
    await insights.figures_change()
    assert await insights.found() == []
    insights.clock.advance(timedelta(minutes=1))
    await insights.keep("a")
    (again,) = await insights.found()
    assert (again["id"], again["superseded_at"]) == (kept, None)


async def test_a_forgotten_player_takes_the_outcomes_along_that_name_the_player(insights: Insights) -> None:
    gone, other = "30000000-0000-4000-8000-000000000000", "40000000-0000-4000-8000-000000000000"
    for number, player in enumerate((gone, other)):
        await insights.keep(f"of {number}", teams=(FIRST, player))
    nearby = await insights.keep("of 0", teams=(FIRST, gone), club=NEXT_DOOR)
    async with insights.database.transaction() as connection:
        await repository.forget_player(connection, CLUB, gone)
    manager = club_member("account_manager", CLUB)
    assert [each["data_version"] for each in await insights.found(manager)] == ["of 1"]
    assert [each["id"] for each in await insights.found(club_member("account_manager", NEXT_DOOR))] == [
        nearby
    ]
    await insights.keep("formations", kind="pressing_formations")
    async with insights.database.transaction() as connection:
        await repository.forget_players(connection)
    assert [each["kind"] for each in await insights.found(manager)] == ["pressing_formations"]


async def test_members_recall_what_rests_on_their_teams_alone(insights: Insights) -> None:
    own = await insights.keep("a")
    both = await insights.keep("b", teams=(FIRST, SECOND))
    await insights.keep("c", club=NEXT_DOOR)
    manager = club_member("account_manager", CLUB)
    assert {each["id"] for each in await insights.found()} == {own}
    assert {each["id"] for each in await insights.found(manager)} == {own, both}
    outcome = (await insights.call("GetTacticalInsight", {"insight_id": own}, caller=COACH))["insight"]
    assert outcome["outcome"]["data_version"] == "a"
    for caller, insight_id in ((COACH, both), (club_member("coach", NEXT_DOOR, FIRST), own), (COACH, "no")):
        with pytest.raises(NotFound):
            await insights.call("GetTacticalInsight", {"insight_id": insight_id}, caller=caller)
    for nobody in (club_member("player", CLUB, FIRST), ADMIN):
        with pytest.raises(PermissionDenied):
            await insights.found(nobody)


async def test_a_question_finds_the_insights_that_fit_page_by_page(insights: Insights) -> None:
    await insights.keep("a")
    pressing = await insights.keep("b", kind="pressing_formations")
    (found,) = await insights.found(query="Which formation is best at pressing?")
    assert found["id"] == pressing
    assert 0 < found["score"] <= 1
    first = await insights.call("ListTacticalInsights", {"page_size": 1}, caller=COACH)
    rest = {"page_size": 1, "page_token": first["next_page_token"]}
    second = await insights.call("ListTacticalInsights", rest, caller=COACH)
    assert {each["id"] for page in (first, second) for each in page["insights"]} == {
        each["id"] for each in await insights.found()
    }
    assert (first["total_size"], second["next_page_token"]) == (2, "")
