"""Events that are cancelled, postponed, moved and reinstated over gRPC, with the history of changes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from league_service.competition.ledger.schedule import Change, periods
from service_kit.caller import Caller, service_caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.errors import DomainError, ValidationFailed

MESH = service_caller("tests")
ADMIN = Caller(kind="user", user_id="admin-1", username="admin", permissions=frozenset({"leagues:*"}))
GAME = "2024_05_BUF_KC"
KICK_OFF = datetime(2024, 10, 6, 20, 25, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> FixedClock:
    """Three days before the game."""
    return FixedClock(KICK_OFF - 3 * DAY)


@pytest.fixture
async def planned(nfl: Any, game_files: Any) -> Any:
    """A game that is not played yet."""
    await game_files.send(nfl, game_files.table(game_files.row()))
    return nfl


async def shown(nfl: Any, as_of: datetime | None = None) -> tuple[str, str, datetime]:
    found = await nfl.call(
        "CompetitionService/GetEvent", event_id=GAME, as_of="" if as_of is None else as_of.isoformat()
    )
    event = found.event
    return event.status, event.status_reason, event.scheduled_at.ToDatetime(tzinfo=UTC)


async def facts(nfl: Any) -> Any:
    (event,) = (await nfl.call("GetSeasonFacts", MESH, competition="nfl", season=2024)).events
    return event


def fact_status(event: Any, at: datetime) -> str:
    def begun() -> Iterator[str]:
        for period in event.statuses:
            if not period.HasField("since_time") or period.since_time.ToDatetime(tzinfo=UTC) <= at:
                yield period.status

    return list(begun())[-1]


async def test_a_cancelled_event_says_so_on_every_face_and_keeps_its_history(
    planned: Any, clock: FixedClock, database: Database
) -> None:
    before = clock.now()
    clock.advance(DAY)
    answer = await planned.call("CancelEvent", ADMIN, event_id=GAME, reason="Flooded")
    assert (answer.recorded, answer.change.change, answer.change.status) == (True, "cancelled", "cancelled")
    clock.advance(30 * DAY)
    assert await shown(planned) == ("cancelled", "Flooded", KICK_OFF)
    assert await shown(planned, before) == ("scheduled", "", KICK_OFF)
    listed = await planned.call("CompetitionService/ListEvents", competition="nfl", season=2024)
    assert [event.status for event in listed.events] == ["cancelled"]
    assert fact_status(await facts(planned), clock.now()) == "cancelled"
    assert fact_status(await facts(planned), before) == "scheduled"
    (change,) = (await planned.call("ListEventChanges", event_id=GAME)).changes
    assert change == answer.change
    async with database.read() as connection:
        cursor = await connection.execute(
            "SELECT data->'message' FROM league.outbox WHERE type = 'event.status_changed'"
        )
        ((event,),) = await cursor.fetchall()
    assert (event["status"], event["reason"], event["game_id"]) == ("cancelled", "Flooded", GAME)


async def test_the_same_change_twice_is_recorded_once(planned: Any) -> None:
    first = await planned.call("CancelEvent", ADMIN, event_id=GAME)
    again = await planned.call("CancelEvent", ADMIN, event_id=GAME)
    assert (first.recorded, again.recorded, again.change) == (True, False, first.change)
    assert len((await planned.call("ListEventChanges", event_id=GAME)).changes) == 1


async def test_an_event_is_postponed_until_it_is_reinstated_at_a_new_time(
    planned: Any, clock: FixedClock
) -> None:
    await planned.call("PostponeEvent", ADMIN, event_id=GAME, reason="Snow")
    assert await shown(planned) == ("postponed", "Snow", KICK_OFF)
    clock.advance(10 * DAY)
    assert (await shown(planned))[0] == "postponed"
    later = KICK_OFF + 20 * DAY
    fields = {"event_id": GAME, "scheduled_at": later.isoformat(), "week": 7}
    answer = await planned.call("ReinstateEvent", ADMIN, **fields)
    assert (answer.change.change, answer.change.week, answer.change.previous_week) == ("reinstated", 7, 5)
    assert await shown(planned) == ("scheduled", "", later)
    assert (await facts(planned)).week == 7
    clock.advance(later - clock.now())
    assert (await shown(planned))[0] == "in_progress"
    clock.advance(timedelta(hours=6))
    assert (await shown(planned))[:2] == ("awaiting_result", "No result has been reported")
    assert fact_status(await facts(planned), clock.now()) == "awaiting_result"
    kinds = [change.change for change in (await planned.call("ListEventChanges", event_id=GAME)).changes]
    assert kinds == ["postponed", "reinstated"]


async def test_an_event_postponed_to_a_known_time_is_scheduled_then(planned: Any, clock: FixedClock) -> None:
    later, before = KICK_OFF + 2 * DAY, clock.now()
    clock.advance(DAY)
    answer = await planned.call(
        "PostponeEvent", ADMIN, event_id=GAME, scheduled_at=later.isoformat(), reason="Snow"
    )
    assert answer.change.change == "moved"
    assert await shown(planned) == ("scheduled", "Snow", later)
    assert await shown(planned, before) == ("scheduled", "", KICK_OFF)
    same = await planned.call("PostponeEvent", ADMIN, event_id=GAME, scheduled_at=later.isoformat())
    assert not same.recorded
    with pytest.raises(DomainError) as early:
        await planned.call("RecordResult", ADMIN, event_id=GAME, home_score=1, away_score=0)
    assert early.value.reason == "RESULT_TOO_EARLY"


async def test_the_same_file_again_leaves_what_an_administrator_decided(
    planned: Any, game_files: Any
) -> None:
    later = KICK_OFF + 2 * DAY
    await planned.call("PostponeEvent", ADMIN, event_id=GAME, scheduled_at=later.isoformat())
    again = await game_files.send(planned, game_files.table(game_files.row()))
    assert again.count("events_updated") == 0
    assert (await shown(planned))[2] == later
    await planned.call("CancelEvent", ADMIN, event_id=GAME)
    await game_files.send(planned, game_files.table(game_files.row(temp=50)))
    assert (await shown(planned))[0] == "cancelled"


async def test_a_file_with_the_result_of_a_cancelled_event_says_so(
    planned: Any, clock: FixedClock, game_files: Any
) -> None:
    await planned.call("CancelEvent", ADMIN, event_id=GAME)
    clock.advance(4 * DAY)
    played = await game_files.send(
        planned, game_files.table(game_files.row(home_score=24, away_score=20, result=4, total=44))
    )
    assert [(problem.field, problem.message) for problem in played.problems] == [
        ("result", f"{GAME} is cancelled, but was played: its result counts")
    ]
    assert (await shown(planned))[0] == "final"
    again = await game_files.send(
        planned, game_files.table(game_files.row(home_score=24, away_score=20, result=4, total=44))
    )
    assert again.problems == []


async def test_a_played_event_cannot_be_called_off(planned: Any, clock: FixedClock) -> None:
    clock.advance(4 * DAY)
    await planned.call("RecordResult", ADMIN, event_id=GAME, home_score=24, away_score=20)
    for method in ("CancelEvent", "PostponeEvent"):
        with pytest.raises(DomainError) as refused:
            await planned.call(method, ADMIN, event_id=GAME)
        assert refused.value.reason == "EVENT_FINAL"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"event_id": "2024_05_X_Y"}, "EVENT_NOT_FOUND"),
        ({"event_id": GAME, "effective_at": "2024-10-05T00:00:00Z"}, "CHANGE_IN_THE_FUTURE"),
    ],
)
async def test_what_cannot_be_cancelled_is_refused(planned: Any, fields: dict[str, str], reason: str) -> None:
    with pytest.raises(DomainError) as refused:
        await planned.call("CancelEvent", ADMIN, **fields)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("method", "fields", "where"),
    [
        ("PostponeEvent", {"scheduled_at": (KICK_OFF - DAY).isoformat()}, "scheduled_at"),
        ("PostponeEvent", {"scheduled_at": (KICK_OFF + 400 * DAY).isoformat()}, "scheduled_at"),
        ("PostponeEvent", {"week": 60}, "week"),
        ("ReinstateEvent", {"scheduled_at": (KICK_OFF - 400 * DAY).isoformat()}, "scheduled_at"),
        ("ReinstateEvent", {"scheduled_at": (KICK_OFF + DAY).isoformat(), "week": 60}, "week"),
    ],
)
async def test_a_time_or_week_that_cannot_be_meant_is_refused_at_its_field(
    planned: Any, method: str, fields: dict[str, Any], where: str
) -> None:
    with pytest.raises(ValidationFailed) as refused:
        await planned.call(method, ADMIN, event_id=GAME, **fields)
    assert refused.value.reason == "INVALID_SCHEDULE"
    assert [violation["loc"] for violation in refused.value.violations] == [[where]]
    assert (await shown(planned))[2] == KICK_OFF


async def test_a_postponed_event_moves_forward_by_reinstating_it(planned: Any) -> None:
    later, sooner = KICK_OFF + 300 * DAY, KICK_OFF - DAY / 4
    await planned.call("PostponeEvent", ADMIN, event_id=GAME, scheduled_at=later.isoformat())
    answer = await planned.call("ReinstateEvent", ADMIN, event_id=GAME, scheduled_at=sooner.isoformat())
    assert answer.change.change == "moved"
    assert await shown(planned) == ("scheduled", "", sooner)


async def test_a_change_may_be_reported_after_it_took_effect(planned: Any, clock: FixedClock) -> None:
    decided = clock.now() + DAY
    clock.advance(30 * DAY)
    await planned.call("CancelEvent", ADMIN, event_id=GAME, effective_at=decided.isoformat())
    assert (await shown(planned, decided - DAY / 2))[0] == "scheduled"
    assert (await shown(planned, KICK_OFF))[0] == "cancelled"


async def test_a_final_result_of_a_cancelled_event_holds(planned: Any, clock: FixedClock) -> None:
    await planned.call("CancelEvent", ADMIN, event_id=GAME)
    clock.advance(4 * DAY)
    await planned.call("RecordResult", ADMIN, event_id=GAME, home_score=24, away_score=20)
    assert (await shown(planned))[:2] == ("final", "")
    assert fact_status(await facts(planned), clock.now()) == "final"


async def test_a_reader_cannot_change_a_schedule(planned: Any) -> None:
    with pytest.raises(DomainError) as refused:
        await planned.call("CancelEvent", event_id=GAME)
    assert refused.value.kind == "permission_denied"


def test_the_status_over_time_is_the_status_at_every_time() -> None:
    off = Change(
        1,
        "cancelled",
        "cancelled",
        KICK_OFF,
        5,
        "scheduled",
        "",
        KICK_OFF,
        5,
        "Snow",
        "a",
        KICK_OFF,
        KICK_OFF - DAY,
    )
    on = Change(
        2,
        "reinstated",
        "scheduled",
        KICK_OFF,
        5,
        "cancelled",
        "Snow",
        KICK_OFF,
        5,
        "",
        "a",
        KICK_OFF,
        KICK_OFF + DAY,
    )
    found = periods(
        ("scheduled", "", KICK_OFF), [off, on], final_at=KICK_OFF + 2 * DAY, live_for=timedelta(hours=6)
    )
    assert [(period.status, period.since) for period in found] == [
        ("scheduled", None),
        ("cancelled", KICK_OFF - DAY),
        ("awaiting_result", KICK_OFF + DAY),
        ("final", KICK_OFF + 2 * DAY),
    ]
