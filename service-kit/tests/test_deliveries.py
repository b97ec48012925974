"""Calls that a transaction posts: made after the commit, at least once, in any order of restarts."""

import asyncio
from contextlib import asynccontextmanager
from uuid import UUID

import pytest

from altsports.task.v1 import queue_pb2 as pb
from altsports.task.v1.queue_pb2_grpc import QueueServiceServicer, add_QueueServiceServicer_to_server
from service_kit.db.database import Database
from service_kit.deliveries.courier import Courier
from service_kit.errors import DomainError, FailedPrecondition, Internal
from service_kit.rpc.grpc_client import MeshClient
from service_kit.runs.requests import RunRequest, enqueue_run
from service_kit.testing.waiting import eventually

REQUEST = RunRequest("report", user_id="ada", params={"pages": 3})


class Desk(QueueServiceServicer):
    """Accepts runs, or raises."""

    def __init__(self) -> None:
        self.accepted: list[pb.EnqueueRunRequest] = []
        self.error: DomainError | None = None

    async def EnqueueRun(self, request, context):
        if self.error is not None:
            raise self.error
        self.accepted.append(request)
        return pb.EnqueueRunResponse(created=True)


@asynccontextmanager
async def running(courier: Courier):
    task = asyncio.create_task(courier.run())
    try:
        yield courier
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def courier(database, serve, desk):
    calls = await serve("task", [(add_QueueServiceServicer_to_server, desk)])
    return Courier(database, calls.client, "sample")


async def ask(database: Database, request: RunRequest = REQUEST, *, fails: bool = False) -> UUID:
    async with database.transaction() as connection:
        run_id = await enqueue_run(connection, "sample", request)
        if fails:
            raise ZeroDivisionError
    return run_id


async def refusal_of(database: Database, run_id: UUID) -> str | None:
    async with database.read() as connection:
        return await connection.fetch_value("SELECT refusal FROM sample.deliveries WHERE id = %s", [run_id])


async def test_a_run_is_asked_for_right_after_the_commit(database, courier, desk):
    async with running(courier):
        run_id = await ask(database)
        assert await courier.delivered(run_id, within_s=10)
    (request,) = desk.accepted
    assert (request.run_id, request.area, request.kind) == (str(run_id), "sample", "report")
    assert (request.user_id, request.params) == ("ada", b'{"pages":3}')


async def test_a_rollback_asks_for_nothing(database, courier, desk):
    async with running(courier):
        with pytest.raises(ZeroDivisionError):
            await ask(database, fails=True)
        assert await courier.delivered(await ask(database), within_s=10)
    assert len(desk.accepted) == 1


async def test_a_service_that_is_down_gets_everything_later(database, mesh_secret, tmp_path, serve, desk):
    nowhere = MeshClient({"task": f"unix:{tmp_path}/nowhere.sock"}, mesh_secret, patience_s=0.1)
    async with nowhere, running(Courier(database, nowhere, "sample")) as courier:
        asked = {str(await ask(database)) for _ in range(3)}
        assert not await courier.delivered(UUID(asked.copy().pop()), within_s=0.1)
    calls = await serve("task", [(add_QueueServiceServicer_to_server, desk)])
    async with running(Courier(database, calls.client, "sample")) as courier:
        for run_id in asked:
            assert await courier.delivered(UUID(run_id), within_s=10)
    assert {request.run_id for request in desk.accepted} == asked


async def test_a_refused_call_is_kept_for_operators_and_does_not_hold_up_others(database, courier, desk):
    async with running(courier):
        desk.error = FailedPrecondition("The account is closed", reason="ACCOUNT_CLOSED")
        again = RunRequest("report", unique_key="again")
        refused = [await ask(database), await ask(database, again)]
        for run_id in refused:
            assert await courier.delivered(run_id, within_s=10)
        desk.error = None
        assert await courier.delivered(await ask(database), within_s=10)
        assert await refusal_of(database, refused[0]) == "ACCOUNT_CLOSED: The account is closed"
        assert await courier.delivered(await ask(database, again), within_s=10)
        assert await refusal_of(database, refused[1]) is None
    assert len(desk.accepted) == 2


async def test_a_call_that_fails_in_the_other_service_is_repeated(database, courier, desk):
    desk.error = Internal("a bug")
    async with running(courier):
        run_id = await ask(database)

        async def failures() -> int:
            query = "SELECT failures FROM sample.deliveries WHERE id = %s"
            async with database.read() as connection:
                return await connection.fetch_value(query, [run_id])

        await eventually(failures, lambda count: count >= 1)
        desk.error = None
        async with database.transaction() as connection:
            await connection.execute("UPDATE sample.deliveries SET next_at = now()")
            await connection.execute("SELECT pg_notify('deliveries_sample', '')")
        assert await courier.delivered(run_id, within_s=10)


async def test_a_unique_key_is_one_run(database, courier, desk):
    request = RunRequest("report", user_id="ada", unique_key="2026-03")
    first = await ask(database, request)
    assert await ask(database, request) == first
    assert await ask(database, RunRequest("report", user_id="eve", unique_key="2026-03")) != first
    assert await ask(database) != await ask(database)
    async with running(courier):
        assert await courier.delivered(first, within_s=10)
    assert [request.run_id for request in desk.accepted].count(str(first)) == 1
