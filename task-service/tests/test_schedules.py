"""Schedules as administrators and services see them, and what workers make of their dates."""

import asyncio
from datetime import timedelta

import pytest

from service_kit.caller import Caller
from service_kit.errors import DomainError
from service_kit.runs.rpc import work_registration
from service_kit.runs.schedules import Scheduled, declare_schedules
from service_kit.testing.callers import ADMIN
from task_service.main import registrations_of
from task_service.queue.limits import Queue
from task_service.runs.elsewhere import Elsewhere
from task_service.runs.executor import Executor
from task_service.schedules.firing import fire_due
from task_service.settings import TaskSettings

ANN = Caller(kind="user", user_id="ann", role="user", permissions=frozenset({"tasks:read", "tasks:manage"}))
NIGHTLY = {"name": "nightly", "type": "housekeeping", "cron": "0 3 * * *"}
HOURLY = {**NIGHTLY, "name": "hourly", "cron": "0 * * * *"}


@pytest.fixture
def create(call):
    async def make(**fields) -> dict:
        return (await call("CreateTaskSchedule", fields, ADMIN))["schedule"]

    return make


@pytest.fixture
def fire(database, clock):
    async def handle() -> int:
        return await fire_due(database, Queue(), clock)

    return handle


@pytest.fixture
def started(database):
    """The dates of the runs that schedules started, in order."""

    async def read() -> list[str]:
        query = "SELECT params ->> 'scheduled_for' FROM task.runs WHERE user_id IS NULL ORDER BY 1"
        async with database.read() as connection:
            return [date for (date,) in await connection.fetch_rows(query)]

    return read


async def _refused(awaitable) -> tuple[str, str]:
    with pytest.raises(DomainError) as caught:
        await awaitable
    return caught.value.kind, caught.value.reason


async def test_an_administrator_sees_the_next_at_of_a_schedule(call, create):
    made = await create(**NIGHTLY, time_zone="Europe/London")
    assert (made["status"], made["catch_up"], made["declared_by"], made["params"]) == (
        "active",
        "once",
        None,
        {},
    )
    assert made["next_at"][:2] == ["2026-03-02T03:00:00Z", "2026-03-03T03:00:00Z"]
    assert len(made["next_at"]) == 5
    assert (await call("GetTaskSchedule", {"schedule_id": made["id"]}, ADMIN))["schedule"] == made
    assert (await call("ListTaskSchedules", {}, ADMIN))["schedules"] == [made]


async def test_creating_the_same_schedule_again_returns_it_and_another_one_needs_another_name(create, clock):
    made = await create(**NIGHTLY)
    clock.advance(timedelta(minutes=1))
    assert await create(**NIGHTLY) == made
    refusal = await _refused(create(**{**NIGHTLY, "cron": "0 4 * * *"}))
    assert refusal == ("already_exists", "TASK_SCHEDULE_EXISTS")


@pytest.mark.parametrize(
    "wrong",
    [
        {"cron": "nonsense"},
        {"time_zone": "Mars/Olympus"},
        {"params": {"text": "x" * 20_000}},
        {"interval_s": 60},
        {"cron": None, "once_at": "2020-01-01T00:00:00Z"},
        {"cron": None, "interval_s": 1},
        {"catch_up": "sometimes"},
        {"catch_up_limit": 0},
    ],
)
async def test_a_schedule_that_makes_no_sense_is_refused_and_leaves_nothing(call, create, wrong):
    assert (await _refused(create(**{**NIGHTLY, **wrong})))[0] == "validation_failed"
    assert (await call("ListTaskSchedules", {}, ADMIN))["total_size"] == 0


async def test_only_kinds_that_somebody_carries_out_are_scheduled(call, create):
    refusal = await _refused(create(**{**NIGHTLY, "type": "world_peace"}))
    assert refusal == ("invalid_argument", "UNKNOWN_TASK_TYPE")
    await call("DeclareTaskSchedules", {"area": "ai", "schedules": [{**HOURLY, "type": "world_peace"}]})
    assert (await create(**{**NIGHTLY, "type": "world_peace"}))["area"] == "ai"


async def test_other_people_may_not_touch_schedules(call, create):
    made = await create(**NIGHTLY)
    for name in ("ListTaskSchedules", "GetTaskSchedule", "PauseTaskSchedule", "DeleteTaskSchedule"):
        data = {} if name.startswith("List") else {"schedule_id": made["id"]}
        assert await _refused(call(name, data, ANN)) == ("permission_denied", "insufficient_permissions")


async def test_a_schedule_that_never_was_is_not_found(call):
    for schedule_id in ("00000000-0000-4000-8000-000000000000", "'; DROP TABLE task.schedules"):
        for name in ("GetTaskSchedule", "UpdateTaskSchedule", "ResumeTaskSchedule", "DeleteTaskSchedule"):
            refusal = await _refused(call(name, {"schedule_id": schedule_id}, ADMIN))
            assert refusal == ("not_found", "TASK_SCHEDULE_NOT_FOUND")


async def test_each_date_starts_one_run_however_many_workers_look(create, fire, clock, started):
    await create(**HOURLY)
    assert await fire() == 0
    for _ in range(3):
        clock.advance(timedelta(hours=1))
        assert sum(await asyncio.gather(*(fire() for _ in range(5)))) == 1
    assert await started() == [f"2026-03-01T{hour}:00:00+00:00" for hour in (13, 14, 15)]


@pytest.mark.parametrize(("catch_up", "hours"), [("skip", []), ("once", [20]), ("all", [18, 19, 20])])
async def test_missed_dates_are_made_up_for_as_the_schedule_says(
    create, fire, clock, started, catch_up, hours
):
    await create(**HOURLY, catch_up=catch_up, catch_up_limit=3)
    clock.advance(timedelta(hours=8, minutes=30))
    await fire()
    assert await started() == [f"2026-03-01T{hour}:00:00+00:00" for hour in hours]
    clock.advance(timedelta(minutes=30, seconds=5))
    await fire()
    assert (await started())[-1] == "2026-03-01T21:00:00+00:00"
    assert len(await started()) == len(hours) + 1


async def test_a_single_date_starts_one_run_and_ends_the_schedule(call, create, fire, clock):
    once = await create(name="kick-off", type="housekeeping", once_at="2026-03-01T13:00:00Z")
    clock.advance(timedelta(days=400))
    assert (await fire(), await fire()) == (1, 0)
    after = (await call("GetTaskSchedule", {"schedule_id": once["id"]}, ADMIN))["schedule"]
    assert (after["status"], after["next_at"], after["last_at"]) == ("ended", [], once["once_at"])
    assert (await call("GetTaskStatus", {"task_id": after["last_task_id"]}, ADMIN))["task"][
        "status"
    ] == "pending"


async def test_a_paused_schedule_starts_nothing_and_makes_up_for_nothing(call, create, fire, clock):
    made = await create(**HOURLY, catch_up="all")
    paused = (await call("PauseTaskSchedule", {"schedule_id": made["id"]}, ADMIN))["schedule"]
    assert (paused["status"], paused["next_at"]) == ("paused", [])
    clock.advance(timedelta(hours=5))
    assert await fire() == 0
    resumed = (await call("ResumeTaskSchedule", {"schedule_id": made["id"]}, ADMIN))["schedule"]
    assert resumed["next_at"][0] == "2026-03-01T18:00:00Z"
    assert await fire() == 0


async def test_an_update_changes_what_it_names(call, create, clock, fire):
    made = await create(**NIGHTLY, time_zone="America/New_York", params={"days": 3})
    change = {"schedule_id": made["id"], "interval_s": 3600, "catch_up": "all"}
    clock.advance(timedelta(minutes=10))
    changed = (await call("UpdateTaskSchedule", change, ADMIN))["schedule"]
    assert (changed["cron"], changed["interval_s"], changed["catch_up"]) == (None, 3600, "all")
    assert (changed["time_zone"], changed["params"]) == ("America/New_York", {"days": 3})
    assert changed["next_at"][0] == "2026-03-01T13:10:00Z"
    wrong = call("UpdateTaskSchedule", {"schedule_id": made["id"], "time_zone": "Mars/Olympus"}, ADMIN)
    assert await _refused(wrong) == ("validation_failed", "INVALID_TASK_SCHEDULE")


async def test_a_deleted_schedule_starts_nothing(call, create, fire, clock):
    made = await create(**HOURLY)
    await call("DeleteTaskSchedule", {"schedule_id": made["id"]}, ADMIN)
    clock.advance(timedelta(hours=5))
    assert await fire() == 0


async def test_a_service_declares_its_schedules_again_without_losing_a_date(call, fire, clock, started):
    declaration = {"area": "task", "schedules": [HOURLY, NIGHTLY]}
    await call("DeclareTaskSchedules", declaration)
    clock.advance(timedelta(hours=2))
    await call("DeclareTaskSchedules", declaration)
    await fire()
    assert await started() == ["2026-03-01T14:00:00+00:00"]
    await call("DeclareTaskSchedules", {"area": "task", "schedules": [{**NIGHTLY, "cron": "0 4 * * *"}]})
    (left,) = (await call("ListTaskSchedules", {}, ADMIN))["schedules"]
    assert (left["name"], left["next_at"][0], left["declared_by"]) == (
        "nightly",
        "2026-03-02T04:00:00Z",
        "task",
    )


async def test_what_an_administrator_changed_survives_the_next_declaration(call):
    declaration = {"area": "task", "schedules": [NIGHTLY]}
    await call("DeclareTaskSchedules", declaration)
    (made,) = (await call("ListTaskSchedules", {}, ADMIN))["schedules"]
    change = {"schedule_id": made["id"], "cron": "0 5 * * *"}
    await call("UpdateTaskSchedule", change, ADMIN)
    await call("DeclareTaskSchedules", declaration)
    assert (await call("GetTaskSchedule", {"schedule_id": made["id"]}, ADMIN))["schedule"][
        "cron"
    ] == "0 5 * * *"
    refusal = await _refused(call("DeleteTaskSchedule", {"schedule_id": made["id"]}, ADMIN))
    assert refusal == ("failed_precondition", "TASK_SCHEDULE_DECLARED")
    renamed = call("UpdateTaskSchedule", {"schedule_id": made["id"], "name": "mine"}, ADMIN)
    assert await _refused(renamed) == ("failed_precondition", "TASK_SCHEDULE_DECLARED")


async def test_a_declaration_does_not_take_the_schedule_of_somebody_else(call, create):
    await create(**NIGHTLY)
    refusal = await _refused(call("DeclareTaskSchedules", {"area": "ai", "schedules": [NIGHTLY]}))
    assert refusal == ("already_exists", "TASK_SCHEDULE_EXISTS")


async def test_a_schedule_that_cannot_be_read_is_paused_and_the_others_go_on(create, fire, clock, database):
    await create(**HOURLY)
    await create(**{**HOURLY, "name": "broken"})
    async with database.transaction() as connection:
        await connection.execute("UPDATE task.schedules SET time_zone = 'Gone/Away' WHERE name = 'broken'")
    clock.advance(timedelta(hours=1))
    assert await fire() == 1
    async with database.read() as connection:
        query = "SELECT name FROM task.schedules WHERE paused"
        assert await connection.fetch_rows(query) == [("broken",)]


async def test_a_service_declares_what_it_needs_with_the_port_of_the_kit(call, database, clock, serve):
    calls = await serve("task", registrations_of(TaskSettings(), database, clock))
    report = Scheduled("weekly report", "report", cron="0 8 * * MON", time_zone="Asia/Tokyo", params={"n": 1})
    await declare_schedules(calls.client, "ai", [report])
    (made,) = (await call("ListTaskSchedules", {}, ADMIN))["schedules"]
    assert (made["area"], made["type"], made["params"]) == ("ai", "report", {"n": 1})
    assert made["next_at"][0] == "2026-03-01T23:00:00Z"
    await declare_schedules(calls.client, "ai", [])
    assert (await call("ListTaskSchedules", {}, ADMIN))["schedules"] == []


async def test_a_run_of_a_declared_schedule_is_carried_out_by_the_service_that_declared_it(
    database, clock, serve, fire, take
):
    tasks = await serve("task", registrations_of(TaskSettings(), database, clock))
    hourly = Scheduled("check entries", "check_entries", interval_s=3600, params={"season": 2026})
    await declare_schedules(tasks.client, "league", [hourly])
    seen = []

    async def check(work) -> dict:
        seen.append(work.params)
        return {"entries": 20}

    league = await serve("league", [work_registration({"check_entries": check})])
    executor = Executor(database, clock, {}, Elsewhere(league.client), retry_delay_s=5)
    clock.advance(timedelta(hours=1))
    assert await fire() == 1
    (claim,) = await take(executor, 1)
    await executor.carry_out(claim)
    assert seen == [{"season": 2026, "scheduled_for": "2026-03-01T13:00:00+00:00"}]
    async with database.read() as connection:
        query = "SELECT area, status, result FROM task.runs"
        assert await connection.fetch_rows(query) == [("league", "completed", {"entries": 20})]
