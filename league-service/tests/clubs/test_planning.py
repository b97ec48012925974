"""Training sessions and meetings: who comes, until when answers are accepted, and what is reported."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import uuid4

import pytest

from altsports.contract.clubs import ClubRole
from service_kit.errors import Conflict, NotFound, PermissionDenied, ValidationFailed
from service_kit.events.audience import Audience
from service_kit.testing.callers import club_member

PLAYER: Final = "22222222-2222-4222-8222-222222222222"


async def test_players_answer_for_themselves_and_coaches_for_players(planned: Any, soon: datetime) -> None:
    own, other = await planned.player(PLAYER), await planned.player()
    session = await planned.training(soon)
    plays, coach = planned.club.player(planned.team, user_id=PLAYER), planned.club.coach(planned.team)
    mine = (await planned.answer(session, plays, answer="declined", reason="Exam")).response
    assert (mine.player_id, mine.answer, mine.recorded_by_staff) == (own, "declined", False)
    with pytest.raises(PermissionDenied):
        await planned.answer(session, plays, player_id=other)
    assert (await planned.answer(session, coach, player_id=other, reason="Phone")).response.recorded_by_staff
    seen = await planned.answers(session, plays)
    assert {each.player_id: each.reason for each in seen.responses} == {own: "Exam", other: ""}
    assert (seen.attending, seen.declined, seen.unsure, seen.open) == (1, 1, 0, True)
    assert {each.reason for each in (await planned.answers(session, coach)).responses} == {"Exam", "Phone"}


async def test_a_second_answer_replaces_the_first_and_can_be_taken_back(planned: Any, soon: datetime) -> None:
    await planned.player(PLAYER)
    session, plays = await planned.training(soon), planned.club.player(planned.team, user_id=PLAYER)
    await planned.answer(session, plays, answer="unsure")
    await planned.answer(session, plays)
    assert [each.answer for each in (await planned.answers(session)).responses] == ["attending"]
    where = {"occasion": "training_sessions", "occasion_id": session.id}
    for _ in range(2):
        await planned.call("DeleteResponse", plays, **where)
        assert not (await planned.answers(session)).responses


async def test_answers_close_by_the_clock_of_the_service(planned: Any, soon: datetime, clock: Any) -> None:
    await planned.player(PLAYER)
    plays = planned.club.player(planned.team, user_id=PLAYER)
    session = await planned.training(soon, responses_close_at=planned.shown(soon - timedelta(days=1)))
    clock.advance(timedelta(days=1) - timedelta(seconds=1))
    await planned.answer(session, plays)
    clock.advance(timedelta(seconds=1))
    with pytest.raises(Conflict) as refused:
        await planned.answer(session, plays, answer="declined")
    assert refused.value.reason == "RESPONSES_CLOSED"
    assert not (await planned.answers(session)).open


async def test_nobody_answers_for_what_is_cancelled_or_for_another_team(planned: Any, soon: datetime) -> None:
    session = await planned.training(soon)
    elsewhere = (
        await planned.call("CreatePlayer", first_name="Nora", last_name="Quinn", registrations=[])
    ).player.id
    with pytest.raises(ValidationFailed) as refused:
        await planned.answer(session, player_id=elsewhere)
    assert refused.value.reason == "NOT_INVITED"
    await planned.call("UpdateTrainingSession", training_session_id=session.id, status="cancelled")
    with pytest.raises(Conflict) as closed:
        await planned.answer(session)
    assert closed.value.reason == "RESPONSES_CLOSED"


async def test_what_another_team_or_club_plans_looks_like_nothing(
    planned: Any, soon: datetime, next_door: Any
) -> None:
    session = await planned.training(soon)
    for stranger in (planned.club.coach(str(uuid4())), next_door.manager):
        for call in (planned.answer(session, stranger), planned.answers(session, stranger)):
            with pytest.raises(NotFound) as missing:
                await call
            assert missing.value.reason == "RECORD_NOT_FOUND"


async def test_members_who_only_play_see_their_own_attendance_and_agendas_they_are_invited_to(
    planned: Any, soon: datetime
) -> None:
    own, other = await planned.player(PLAYER), await planned.player()
    came = [{"player_id": own, "status": "present"}, {"player_id": other, "status": "excused"}]
    session = await planned.training(soon, attendance=came)
    plays, coach = planned.club.player(planned.team, user_id=PLAYER), planned.club.coach(planned.team)
    for caller, wanted in ((plays, [own]), (coach, [own, other])):
        found = await planned.call("GetTrainingSession", caller, training_session_id=session.id)
        assert [each.player_id for each in found.training_session.attendance] == wanted
    for caller, player, count in ((plays, own, 1), (plays, other, 0), (coach, other, 1)):
        listed = await planned.call("ListTrainingSessions", caller, player_id=player)
        assert listed.total_size == len(listed.training_sessions) == count
    for people, agenda in (([{"player_id": other}], ""), ([{"player_id": own}], "Wages"), ([], "Wages")):
        fields = {
            "title": "Talk",
            "starts_at": planned.shown(soon),
            "team_id": planned.team,
            "agenda": "Wages",
        }
        made = (await planned.call("CreateReunion", participants=people, **fields)).reunion
        seen = (await planned.call("GetReunion", plays, reunion_id=made.id)).reunion
        assert seen.agenda == agenda
        for caller, found in ((plays, False), (coach, True)):
            searched = await planned.call("ListReunions", caller, query="wages", order="-created_at")
            assert (made.id in {each.id for each in searched.reunions}) == found
        assert (await planned.call("GetReunion", coach, reunion_id=made.id)).reunion.agenda == "Wages"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ends_at": "2026-01-01T00:00:00Z"}, "ends_at"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"responses_close_at": "2099-01-01T00:00:00Z"}, "responses_close_at"),
    ],
)
async def test_impossible_times_are_refused_with_the_field(
    planned: Any, soon: datetime, fields: dict[str, str], field: str
) -> None:
    with pytest.raises(ValidationFailed) as refused:
        await planned.training(soon, **fields)
    assert field in {each["loc"][-1] for each in refused.value.violations}


async def test_changes_are_events_for_the_members_with_access_to_the_team(
    planned: Any, soon: datetime, database: Any
) -> None:
    session = await planned.training(soon)
    later = planned.shown(soon + timedelta(hours=1))
    end = planned.shown(soon + timedelta(hours=3))
    for fields in ({"starts_at": later, "ends_at": end}, {"place": "Hall"}, {"status": "cancelled"}):
        await planned.call("UpdateTrainingSession", training_session_id=session.id, **fields)
    await planned.call("DeleteTrainingSession", training_session_id=session.id)
    async with database.read() as connection:
        rows = await connection.fetch_rows(
            "SELECT data->'message'->>'change', data->'audience' FROM league.outbox"
            " WHERE type = 'club_training_session.changed' ORDER BY seq"
        )
    assert [row[0] for row in rows] == ["created", "moved", "changed", "cancelled", "deleted"]
    audience = {"organisation": planned.club.id, "permission": "football:read", "team": planned.team}
    assert all(row[1] == audience for row in rows)


async def test_answers_are_events_for_the_staff_of_the_team(
    planned: Any, soon: datetime, database: Any
) -> None:
    await planned.player(PLAYER)
    session, team = await planned.training(soon), planned.team
    plays = planned.club.player(team, user_id=PLAYER)
    await planned.answer(session, plays)
    async with database.read() as connection:
        audience = await connection.fetch_value(
            "SELECT data->'audience' FROM league.outbox WHERE type = 'club_response.changed'"
        )
    roles: list[ClubRole] = ["account_manager", "coach", "assistant_coach", "analyst"]
    staff = [club_member(role, planned.club.id, team) for role in roles]
    assert [Audience.from_json(audience).admits(member) for member in staff] == [True] * 4
    elsewhere = club_member("analyst", planned.club.id, str(uuid4()))
    others = [plays, elsewhere, *(club_member(role, planned.club.id, team) for role in ("scout", "staff"))]
    assert [Audience.from_json(audience).admits(member) for member in others] == [False] * 4


async def test_a_match_is_answered_until_it_kicks_off(planned: Any, soon: datetime, clock: Any) -> None:
    own = await planned.player(PLAYER)
    match, plays = await planned.match(soon), planned.club.player(planned.team, user_id=PLAYER)
    where = {"occasion": "matches", "occasion_id": match.id}
    await planned.call("SetResponse", plays, answer="attending", **where)
    suggested = (await planned.call("GetLineup", match_id=match.id)).lineup.suggested
    assert [each.player_id for each in suggested] == [own]
    clock.advance(timedelta(days=2))
    with pytest.raises(Conflict):
        await planned.call("SetResponse", plays, answer="declined", **where)


async def test_moves_line_ups_and_results_of_a_match_are_events(
    planned: Any, soon: datetime, database: Any, clock: Any
) -> None:
    match, own = await planned.match(soon), await planned.player()
    name, later = "football.v1.MatchService/UpdateMatch", planned.shown(soon + timedelta(hours=1))
    await planned.call(name, match_id=match.id, kick_off_at=later)
    await planned.call("CreateMatchLineup", match_id=match.id, player_id=own, jersey_number=9)
    clock.advance(timedelta(days=3))
    for home in (1, 2):
        score = {"home": home, "away": 0, "reason": f"The referee counted {home}"}
        await planned.call(name, match_id=match.id, score=score)
    async with database.read() as connection:
        rows = await connection.fetch_rows(
            "SELECT type, coalesce(data->'message'->>'change', data->'message'->>'revision'),"
            " data->'audience'->>'team' FROM league.outbox WHERE subject = %s ORDER BY seq",
            [match.id],
        )
    assert [row[:2] for row in rows] == [
        ("club_match.changed", "created"),
        ("club_match.changed", "moved"),
        ("club_lineup.changed", None),
        ("club_match.changed", "changed"),
        ("club_result.recorded", "1"),
        ("club_match.changed", "changed"),
        ("club_result.recorded", "2"),
    ]
    assert {row[2] for row in rows} == {planned.team}
