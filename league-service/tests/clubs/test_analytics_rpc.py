"""Rankings of a club: computed from what is stored, for whoever may, and kept as insights."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from altsports.ai.v1.tactical_insights_pb2 import KeepTacticalInsightRequest
from altsports.football.v1.analytics_pb2 import Ranking
from service_kit.errors import PermissionDenied, ValidationFailed
from service_kit.testing.callers import ADMIN

WEEKS = 4


@pytest.fixture
async def season(planned: Any, clock: Any) -> dict[str, Any]:
    """Four finished matches: one player sprints more from match to match, and the side presses in a 4-3-3."""
    rising, steady = await planned.player(), await planned.player()
    for week in range(WEEKS):
        at = clock.now() - timedelta(weeks=10 - week)
        match = await planned.match(at, status="finished", score={"home": 1, "away": 0})
        for number, (player, metres) in enumerate(((rising, 90.0 * (week + 1)), (steady, 90.0)), start=1):
            line = {"match_id": match.id, "player_id": player}
            await planned.call("CreateMatchLineup", jersey_number=number, team_id=planned.team, **line)
            await planned.call("CreatePlayerMatchStatistic", sprint_m=metres, rating=5.0 + week, **line)
        event = {"match_id": match.id, "team_id": planned.team, "period": 1}
        await planned.call("CreateMatchEvent", type="formation", outcome="4-3-3", minute=0, **event)
        for minute in range(10):
            await planned.call("CreateMatchEvent", type="pressure", minute=minute, **event)
    return {"rising": rising, "steady": steady}


async def test_the_rankings_follow_from_what_is_stored(planned: Any, season: dict[str, Any]) -> None:
    coach = planned.club.coach(planned.team)
    improving = (await planned.call("RankImprovingPlayers", coach)).ranking
    (row,) = improving.rows
    assert (row.subject, row.name, row.value, row.n, row.minutes) == (
        season["rising"], "Aoife Byrne", 1.0, WEEKS, 360,
    )  # fmt: skip
    assert [each.subject for each in improving.excluded] == [season["steady"]]
    ratings = (await planned.call("RankPlayerRatings", coach, matches=2)).ranking
    assert [each.value for each in ratings.rows] == [7.5, 7.5]
    assert [each.subject for each in ratings.rows] == sorted(season.values())
    (formation,) = (await planned.call("RankPressingFormations", coach)).ranking.rows
    assert (formation.subject, formation.value, formation.minutes) == ("4-3-3", 10.0, 360)


async def test_asked_twice_the_answer_has_the_same_bytes_until_a_figure_changes(
    planned: Any, season: dict[str, Any], database: Any
) -> None:
    coach = planned.club.coach(planned.team)
    first, again = [await planned.call("RankPlayerRatings", coach) for _ in range(2)]
    assert first.SerializeToString() == again.SerializeToString()
    (row,) = (await planned.call("ListPlayerMatchStatistics", coach, player_id=season["rising"], page_size=1)).player_match_statistics  # fmt: skip  # noqa: E501
    change = {"player_match_statistic_id": row.id}
    await planned.call("UpdatePlayerMatchStatistic", tackles=3, **change)
    same = await planned.call("RankPlayerRatings", coach)
    assert same.ranking.data_version == first.ranking.data_version
    await planned.call("UpdatePlayerMatchStatistic", rating=9.5, **change)
    other = await planned.call("RankPlayerRatings", coach)
    assert other.ranking.data_version != first.ranking.data_version
    async with database.read() as connection:
        posted = await connection.fetch_rows(
            "SELECT request FROM league.deliveries WHERE method LIKE '%%KeepTacticalInsight'"
        )
    kept = [KeepTacticalInsightRequest.FromString(row[0]) for row in posted]
    assert len(kept) == 2
    outcomes = [Ranking.FromString(each.outcome) for each in kept]
    assert {each.data_version for each in outcomes} == {
        first.ranking.data_version,
        other.ranking.data_version,
    }
    assert "Byrne" not in f"{kept} {outcomes}"


async def test_only_members_who_analyse_rank_and_only_their_teams(
    planned: Any, season: dict[str, Any], next_door: Any, soon: datetime
) -> None:
    for nobody in (planned.club.player(planned.team), ADMIN):
        with pytest.raises(PermissionDenied):
            await planned.call("RankImprovingPlayers", nobody)
    own, mine = planned.team, planned.club.coach(planned.team)
    await planned.begin()
    assert not (await planned.call("RankImprovingPlayers", planned.club.coach(planned.team))).ranking.rows
    assert not (await planned.call("RankImprovingPlayers", next_door.manager)).ranking.rows
    assert (await planned.call("RankImprovingPlayers", mine, team_id=own)).ranking.rows
    for team in (planned.team, "4d2f8a10-0000-4000-8000-000000000000"):
        with pytest.raises(ValidationFailed) as refused:
            await planned.call("RankImprovingPlayers", mine, team_id=team)
        assert refused.value.violations[0]["loc"] == ["team_id"]
