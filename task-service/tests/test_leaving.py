"""The tasks of a deleted account go with it, and the work on them stops."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from service_kit.demo import DEMO_USER
from service_kit.departures import Departures
from service_kit.rpc.grpc_client import MeshClient
from task_service.demo import store_demo_tasks
from task_service.leaving import leaving
from task_service.runs.executor import Executor


class Accounts:
    """The auth service, which knows Ann alone."""

    async def call(self, _method: str, request: Any, *, caller: Any) -> Any:
        return SimpleNamespace(user_ids=[user for user in request.user_ids if user != "ann"])


@pytest.fixture
def departures(database) -> Departures:
    return leaving(database, cast("MeshClient", Accounts()), redis_url="", prefix="")


async def _owners(database) -> list[str]:
    query = "SELECT DISTINCT user_id FROM task.runs WHERE user_id IS NOT NULL ORDER BY user_id"
    async with database.read() as connection:
        return [user_id for (user_id,) in await connection.fetch_rows(query)]


async def test_tasks_of_deleted_accounts_are_deleted_and_others_are_not(database, start, clock, departures):
    await start("report", user_id="ann")
    await start("report", user_id="ben")
    unowned = await start("report")
    await store_demo_tasks(database, clock)
    await departures.compare()
    assert await _owners(database) == [DEMO_USER, "ann"]
    async with database.read() as connection:
        assert await connection.fetch_value("SELECT count(*) FROM task.runs WHERE id = %s", [unowned.id]) == 1


async def test_tasks_are_no_longer_shared_with_deleted_accounts(database, start, look, departures):
    run = await start("report", user_id="ann")
    async with database.transaction() as connection:
        await connection.execute("UPDATE task.runs SET shared_with = '{ann,ben}' WHERE id = %s", [run.id])
    await departures.compare()
    assert (await look(run.id)).shared_with == ["ann"]


async def test_the_work_on_a_task_of_a_deleted_account_stops(database, start, take, clock, departures):
    begun = asyncio.Event()

    async def works(_) -> dict[str, Any]:
        begun.set()
        await asyncio.Event().wait()
        return {}

    await start("report", user_id="ben")
    executor = Executor(database, clock, {"report": works}, retry_delay_s=5)
    (claim,) = await take(executor, 1)
    working = asyncio.create_task(executor.carry_out(claim))
    await asyncio.wait_for(begun.wait(), 20)
    await departures.compare()
    await executor.stop_lost()
    await asyncio.wait_for(working, 20)
    assert await _owners(database) == []
