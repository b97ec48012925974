"""The tasks that the contract's examples name: stored by the seed, kept recent and in their first state."""

from datetime import timedelta

import pytest

from altsports.contract.catalog import load_catalog
from altsports.contract.lookup import find_method
from service_kit.testing.callers import ADMIN
from task_service.demo import COMPLETED, FAILED, WAITING, keep_demo_tasks, store_demo_tasks

EXAMPLE = find_method(load_catalog().methods, "TaskService/GetTaskStatus").tool.example


async def test_the_example_of_the_contract_is_a_task_of_the_demo(call, database, clock):
    await store_demo_tasks(database, clock)
    run = (await call("GetTaskStatus", dict(EXAMPLE), ADMIN))["task"]
    assert (run["task_id"], run["status"], run["progress"]) == (str(COMPLETED), "completed", 100)


async def test_storing_it_twice_changes_nothing(call, database, clock):
    await store_demo_tasks(database, clock)
    await store_demo_tasks(database, clock)
    assert (await call("ListTasks", {}, ADMIN))["total_size"] == 3


async def test_a_start_keeps_it_from_growing_old_and_makes_none(database, clock, look):
    await keep_demo_tasks(database, clock)
    with pytest.raises(AssertionError):
        await look(COMPLETED)
    await store_demo_tasks(database, clock)
    clock.advance(timedelta(days=29))
    await keep_demo_tasks(database, clock)
    assert (await look(COMPLETED)).completed_at == clock.now()


async def test_what_the_examples_change_is_restored(call, database, clock, look):
    await store_demo_tasks(database, clock)
    await call("CancelTask", {"task_id": str(WAITING)}, ADMIN)
    await call("RetryTask", {"task_id": str(FAILED)}, ADMIN)
    await keep_demo_tasks(database, clock)
    assert [(await look(run_id)).status for run_id in (WAITING, FAILED)] == ["pending", "failed"]
