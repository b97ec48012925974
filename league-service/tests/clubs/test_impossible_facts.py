"""What cannot be true is refused with the field that states it, whatever the noun."""

from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError

from altsports.contract.catalog import load_catalog
from service_kit.errors import DomainError, ValidationFailed

PAST, FUTURE = "2026-02-14T15:00:00Z", "2026-05-02T15:00:00Z"
MATCH = "football.v1.MatchService/{}Match".format


async def refused(planned: Any, method: str, **fields: Any) -> list[list[str | int]]:
    with pytest.raises(DomainError) as caught:
        await planned.call(method, **fields)
    assert isinstance(caught.value, ValidationFailed), caught.value
    return [violation["loc"] for violation in caught.value.violations]


@pytest.fixture
async def opponent(planned: Any) -> str:
    made = await planned.call("football.v1.TeamService/CreateTeam", name=f"Quay {uuid4()}", kind="opponent")
    return made.team.id


@pytest.mark.parametrize("born", ["2026-03-01", "2031-01-01", "1899-12-31"])
async def test_nobody_who_plays_was_born_on_that_day(planned: Any, born: str) -> None:
    about = {"first_name": "Aoife", "last_name": "Byrne", "birth_date": born}
    assert await refused(planned, "CreatePlayer", **about) == [["birth_date"]]


async def test_an_opponent_has_no_training_sessions_and_no_meetings(planned: Any, opponent: str) -> None:
    times = {"title": "Pressing", "starts_at": FUTURE, "ends_at": "2026-05-02T16:00:00Z"}
    for noun in ("TrainingSession", "Reunion"):
        assert await refused(planned, f"Create{noun}", team_id=opponent, **times) == [["team_id"]]
    await planned.call("CreateTrainingSession", team_id=planned.team, **times)
    update = "football.v1.TeamService/UpdateTeam"
    assert await refused(planned, update, team_id=planned.team, kind="opponent") == [["kind"]]
    long = {**times, "ends_at": "2026-05-03T15:00:01Z", "team_id": planned.team}
    assert await refused(planned, "CreateTrainingSession", **long) == [["ends_at"]]
    drills = [{"name": "Rondo", "minutes": 40}, {"name": "Game", "minutes": 30}]
    made = await planned.call("CreateTrainingSession", team_id=planned.team, **times, drills=drills)
    assert made.warnings == ["The drills take 70 minutes, and the session lasts 60."]


async def test_a_match_to_come_has_no_result_no_events_and_no_figures(planned: Any, opponent: str) -> None:
    sides = {"home_team_id": planned.team, "away_team_id": opponent}
    score = {"home": 1, "away": 0}
    for facts, field in (({"score": score}, "score"), ({"status": "finished"}, "status")):
        about = {**sides, "kick_off_at": FUTURE, **facts}
        assert await refused(planned, MATCH("Create"), **about) == [[field]]
    postponed = {**sides, "kick_off_at": PAST, "status": "postponed", "score": score}
    assert await refused(planned, MATCH("Create"), **postponed) == [["score"]]
    match = (await planned.call(MATCH("Create"), **sides, kick_off_at=FUTURE)).match
    event = {"match_id": match.id, "team_id": planned.team, "type": "goal", "period": 1, "minute": 3}
    create = "football.v1.MatchEventService/CreateMatchEvent"
    assert await refused(planned, create, **event) == [["match_id"]]
    figures = {"match_id": match.id, "player_id": await planned.player(), "goals": 1, "shots": 1}
    assert await refused(planned, "CreatePlayerMatchStatistic", **figures) == [["match_id"]]
    record = "MatchReportService/RecordMatchResult"
    assert await refused(planned, f"football.v1.{record}", match_id=match.id, score=score) == [["score"]]
    await planned.call(MATCH("Update"), match_id=match.id, status="live")
    await planned.call(create, **event)
    await planned.call(MATCH("Update"), match_id=match.id, kick_off_at=PAST, status="finished", score=score)
    await planned.call("CreatePlayerMatchStatistic", **figures)
    later = {"match_id": match.id, "kick_off_at": FUTURE}
    assert await refused(planned, MATCH("Update"), **later) == [["score"]]


async def test_figures_belong_to_players_of_one_of_the_sides(planned: Any, opponent: str) -> None:
    sides = {"home_team_id": planned.team, "away_team_id": opponent}
    match = (await planned.call(MATCH("Create"), **sides, kick_off_at=PAST)).match
    stranger = (await planned.call("CreatePlayer", first_name="Nobody", last_name="Else")).player.id
    about = {"match_id": match.id, "player_id": stranger, "goals": 0}
    assert await refused(planned, "CreatePlayerMatchStatistic", **about) == [["player_id"]]


async def test_a_match_outside_its_competition_is_doubtful(planned: Any, opponent: str) -> None:
    days = {"starts_on": "2025-08-01", "ends_on": "2025-12-31"}
    cup = await planned.call("football.v1.EventService/CreateEvent", name="Harbour Cup", kind="cup", **days)
    sides = {"home_team_id": planned.team, "away_team_id": opponent, "event_id": cup.event.id}
    made = await planned.call(MATCH("Create"), **sides, kick_off_at=PAST)
    assert made.warnings == [
        "The competition takes place from 2025-08-01 to 2025-12-31, the match on 2026-02-14."
    ]


@pytest.mark.parametrize(
    ("noun", "field"),
    [("Match", "kick_off_at"), ("TrainingSession", "starts_at"), ("Reunion", "ends_at")],
)
def test_a_time_without_an_offset_is_refused(noun: str, field: str) -> None:
    """It could be that of the place, or of UTC: an hour of difference that nobody would see."""
    for verb in ("Create", "Update", "Replace"):
        method = load_catalog().by_path[f"/altsports.football.v1.{noun}Service/{verb}{noun}"]
        fields = {field: "2026-09-05T15:00:00"}
        with pytest.raises(ValidationError) as caught:
            method.request_model.model_validate(fields)
        wrong = [each for each in caught.value.errors() if each["loc"] == (field,)]
        assert [each["type"] for each in wrong] == ["timezone_aware"], verb
