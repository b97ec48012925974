"""Tasks as users and administrators see them, through a real server."""

from datetime import timedelta

import pytest

from service_kit.caller import Caller, service_caller
from service_kit.errors import DomainError
from service_kit.testing.callers import ADMIN

ANN = Caller(kind="user", user_id="ann", role="user", permissions=frozenset({"tasks:read", "tasks:write"}))
BEN = Caller(kind="user", user_id="ben", role="user", permissions=frozenset({"tasks:read", "tasks:write"}))
NOBODY = "00000000-0000-4000-8000-000000000000"


async def _refused(awaitable) -> tuple[str, str]:
    with pytest.raises(DomainError) as caught:
        await awaitable
    return caught.value.kind, caught.value.reason


async def test_an_administrator_starts_housekeeping_and_sees_it_wait(call):
    run = (await call("StartTask", {"type": "housekeeping"}, ADMIN))["task"]
    assert (run["type"], run["status"], run["progress"], run["attempt"]) == ("housekeeping", "pending", 0, 0)
    assert (run["created_at"], run["started_at"], run["result"]) == ("2026-03-01T12:00:00Z", None, None)
    assert (await call("GetTaskStatus", {"task_id": run["task_id"]}, ADMIN))["task"] == run


async def test_a_run_enters_the_queue_in_the_commit_that_stores_it(call, database):
    run = (await call("StartTask", {"type": "housekeeping"}, ADMIN))["task"]
    query = "SELECT id::text FROM task.runs WHERE status = 'pending' AND queued_at IS NOT NULL"
    async with database.read() as connection:
        assert await connection.fetch_rows(query) == [(run["task_id"],)]


async def test_other_people_may_not_start_runs(call):
    refusal = await _refused(call("StartTask", {"type": "housekeeping"}, ANN))
    assert refusal == ("permission_denied", "insufficient_permissions")


async def test_a_kind_that_nobody_knows_is_refused_and_leaves_nothing(call):
    refusal = await _refused(call("StartTask", {"type": "world_peace"}, ADMIN))
    assert refusal == ("invalid_argument", "UNKNOWN_TASK_TYPE")
    assert (await call("ListTasks", {}, ADMIN))["total_size"] == 0


async def test_the_same_request_twice_is_one_run(call):
    first = await call("StartTask", {"type": "housekeeping", "request_id": "r1"}, ADMIN)
    again = await call("StartTask", {"type": "housekeeping", "request_id": "r1"}, ADMIN)
    other = await call("StartTask", {"type": "housekeeping", "request_id": "r2"}, ADMIN)
    assert again == first
    assert other["task"]["task_id"] != first["task"]["task_id"]


async def test_a_request_id_belongs_to_who_sent_it(call):
    first = await call("StartTask", {"type": "housekeeping", "request_id": "r1"}, ADMIN)
    other_admin = Caller(kind="user", user_id="alan", role="admin", permissions=frozenset({"*"}))
    assert (await call("StartTask", {"type": "housekeeping", "request_id": "r1"}, other_admin)) != first


async def test_a_request_id_is_not_used_for_another_type(call, start):
    await start("report", user_id=ADMIN.user_id, request_id="r1")
    refusal = await _refused(call("StartTask", {"type": "housekeeping", "request_id": "r1"}, ADMIN))
    assert refusal == ("already_exists", "REQUEST_ID_REUSED")


async def test_a_run_of_somebody_else_does_not_exist_except_for_administrators(call, start):
    run_id = str((await start("report", user_id="ann")).id)
    assert (await call("GetTaskStatus", {"task_id": run_id}, ANN))["task"]["task_id"] == run_id
    assert (await call("GetTaskStatus", {"task_id": run_id}, ADMIN))["task"]["task_id"] == run_id
    assert await _refused(call("GetTaskStatus", {"task_id": run_id}, BEN)) == ("not_found", "TASK_NOT_FOUND")


@pytest.mark.parametrize("run_id", [NOBODY, "not-a-uuid", "'; DROP TABLE task.runs"])
async def test_a_run_that_never_was_is_not_found(call, run_id):
    assert await _refused(call("GetTaskStatus", {"task_id": run_id}, ADMIN)) == (
        "not_found",
        "TASK_NOT_FOUND",
    )


async def test_everybody_lists_their_own_runs_and_administrators_all(call, start):
    await start("report", user_id="ann")
    await start("report", user_id="ben")
    await start("housekeeping")
    assert (await call("ListTasks", {}, ANN))["total_size"] == 1
    assert (await call("ListTasks", {}, ADMIN))["total_size"] == 3
    assert (await call("ListTasks", {}, service_caller("gateway")))["total_size"] == 3


async def test_pages_go_from_new_to_old_without_gap_or_repetition(call, start, clock):
    ids = []
    for number in range(7):
        ids.append(str((await start("report", user_id="ann")).id))
        clock.advance(timedelta(seconds=number // 3))  # some share a time
    seen, token = [], None
    while token != "":
        page = await call("ListTasks", {"page_size": 3, "page_token": token or ""}, ANN)
        assert page["total_size"] == 7
        seen += [run["task_id"] for run in page["tasks"]]
        token = page["next_page_token"]
    assert sorted(seen) == sorted(ids)
    assert seen[0] == ids[6]
    assert seen[-1] in ids[:4]


async def test_the_state_narrows_the_list_and_its_count(call, start):
    await start("report", user_id="ann")
    assert (await call("ListTasks", {"status": "pending"}, ANN))["total_size"] == 1
    page = await call("ListTasks", {"status": "completed"}, ANN)
    assert (page["tasks"], page["total_size"]) == ([], 0)


async def test_a_page_token_that_is_not_ours_is_refused_at_its_field(call):
    with pytest.raises(DomainError) as caught:
        await call("ListTasks", {"page_token": "made-up"}, ANN)
    assert (caught.value.kind, caught.value.reason) == ("validation_failed", "INVALID_PAGE_TOKEN")
    assert caught.value.violations[0]["loc"] == ["page_token"]


@pytest.mark.parametrize("data", [{"page_size": 0}, {"page_size": 101}, {"status": "sleeping"}])
async def test_what_the_contract_forbids_is_refused(call, data):
    assert (await _refused(call("ListTasks", data, ANN)))[0] == "validation_failed"
