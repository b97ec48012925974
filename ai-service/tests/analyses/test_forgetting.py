"""What belongs to an account goes with it."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from ai_service.analyses import examples
from ai_service.analyses.forgetting import Forgetter
from ai_service.analyses.store.postgres import PostgresAnalyses
from ai_service.memory import repository as memories
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.demo import DEMO_USER, FIRST_ADMIN
from service_kit.departures import Departures
from service_kit.rpc.grpc_client import MeshClient

from .conftest import ANN, BEN, PLL, Start


class Accounts:
    """The auth service, which knows everybody but one."""

    async def call(self, _method: str, request: Any, *, caller: Any) -> Any:
        return SimpleNamespace(user_ids=[user for user in request.user_ids if user == "ben"])


async def test_analyses_and_memories_of_accounts_that_are_gone_are_deleted(start: Start, database: Database):
    calls = await start()
    for caller in (ANN, BEN):
        await calls.call("AnalyzeLeague", {"league_id": PLL}, caller=caller)
        await calls.call("StoreMemory", {"content": "remember"}, caller=caller)
    store = PostgresAnalyses(database)
    forgetter = Forgetter(database, store)
    departures = Departures(
        cast("MeshClient", Accounts()),
        service="tests",
        what="analyses",
        owners=forgetter.owners,
        forget=forgetter.forget,
        redis_url="",
        prefix="",
    )
    await departures.compare()
    assert await store.owners() == ["ann"]
    async with database.read() as connection:
        assert await memories.owners(connection) == ["ann"]


async def test_examples_are_restored_at_each_start(
    start: Start, database: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
):
    store = PostgresAnalyses(database)
    with monkeypatch.context() as earlier:
        earlier.setattr(examples, "FIRST_ADMIN", DEMO_USER)
        await examples.restore_examples(database, store, clock)
    for _ in range(2):
        await examples.restore_examples(database, store, clock)
    assert await store.owners() == [FIRST_ADMIN]
    assert await Forgetter(database, store, spared={FIRST_ADMIN}).owners("", 10) == []
    assert await store.delete_user(FIRST_ADMIN) == 2
