"""The run that the contract's example names: stored by the seed, kept recent, visible to its owner only."""

from datetime import timedelta

import pytest

from altsports.contract.catalog import load_catalog
from altsports.contract.lookup import find_method
from service_kit.testing.callers import ADMIN
from task_service.demo import RUN, keep_demo_run, store_demo_run

EXAMPLE = find_method(load_catalog().methods, "RunService/GetRun").tool.example


async def test_the_example_of_the_contract_is_the_run_of_the_demo(call, database, clock):
    await store_demo_run(database, clock)
    run = (await call("GetRun", dict(EXAMPLE), ADMIN))["run"]
    assert (run["id"], run["status"], run["progress"]) == (str(RUN), "completed", 100)


async def test_storing_it_twice_changes_nothing(call, database, clock):
    await store_demo_run(database, clock)
    await store_demo_run(database, clock)
    assert (await call("ListRuns", {}, ADMIN))["total_size"] == 1


async def test_a_start_keeps_it_from_growing_old_and_makes_none(database, clock, look):
    await keep_demo_run(database, clock)
    with pytest.raises(AssertionError):
        await look(RUN)
    await store_demo_run(database, clock)
    clock.advance(timedelta(days=29))
    await keep_demo_run(database, clock)
    assert (await look(RUN)).completed_at == clock.now()
