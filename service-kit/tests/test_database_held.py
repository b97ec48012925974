"""Code that holds a database connection and waits for something else fails, wherever the wait is."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest
from prometheus_client import REGISTRY

from altsports.league.v1 import imports_pb2, leagues_pb2
from altsports.league.v1.imports_pb2_grpc import ImportServiceServicer, add_ImportServiceServicer_to_server
from service_kit.caller import service_caller
from service_kit.db.database import Database
from service_kit.db.held import ConnectionHeld, check_nothing_held
from service_kit.db.settings import PoolSettings
from service_kit.errors import Internal
from service_kit.redis.mux import RedisMux, Script
from service_kit.rpc.ahead import run_ahead
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.link import ServiceUnavailable

GET = "/altsports.league.v1.LeagueService/GetLeague"
IMPORT = "/altsports.league.v1.ImportService/ImportFiles"
GATEWAY = service_caller("gateway")
WAITS = "database_connection_held_waits_total"


@pytest.fixture
async def client(tmp_path):
    """A client whose service is not running, so a call that is sent fails with another error."""
    async with MeshClient({"league": f"unix:{tmp_path}/nobody"}, b"a secret", patience_s=0.0) as client:
        yield client


@pytest.fixture
async def redis(redis_url):
    async with RedisMux(redis_url) as redis:
        yield redis


def calls(client: MeshClient, redis: RedisMux) -> dict[str, Callable[[], Awaitable[object]]]:
    async def stream() -> None:
        async for _ in client.stream(GET, leagues_pb2.GetLeagueRequest()):
            pass

    return {
        "call": lambda: client.call(GET, leagues_pb2.GetLeagueRequest()),
        "stream": stream,
        "command": lambda: redis.execute("PING"),
        "script": lambda: redis.run_script(Script("return 1"), [], []),
    }


@pytest.mark.parametrize("block", ["read", "transaction"])
@pytest.mark.parametrize("name", ["call", "stream", "command", "script"])
async def test_a_wait_for_something_else_inside_a_block_fails_and_after_it_does_not(
    database, client, redis, name, block
):
    wait = calls(client, redis)[name]

    async def wait_inside() -> None:
        async with getattr(database, block)() as connection:
            await connection.execute("SELECT 1")
            await wait()

    with pytest.raises(ConnectionHeld):
        await wait_inside()
    assert database.pool.active == 0
    if name in ("call", "stream"):
        with pytest.raises(ServiceUnavailable):
            await wait()
    else:
        await wait()


async def test_a_block_inside_a_block_leaves_the_outer_one_held(database):
    async with database.read():
        async with database.read():
            pass
        with pytest.raises(ConnectionHeld):
            check_nothing_held("A wait")
    check_nothing_held("A wait")


async def test_tasks_beside_a_block_may_wait(database):
    held = asyncio.Event()
    waited = asyncio.Event()

    async def hold() -> None:
        async with database.transaction():
            held.set()
            await waited.wait()

    holding = asyncio.create_task(hold())
    await held.wait()
    check_nothing_held("A wait")
    waited.set()
    await holding


async def test_a_task_begun_in_a_block_counts_as_part_of_it_until_the_block_ends(database):
    ended = asyncio.Event()

    async def wait_inside_and_after() -> None:
        with pytest.raises(ConnectionHeld):
            check_nothing_held("A wait")
        inside.set()
        await ended.wait()
        check_nothing_held("A wait")

    inside = asyncio.Event()
    async with database.read():
        task = asyncio.create_task(wait_inside_and_after())
        await inside.wait()
    ended.set()
    await task


async def test_a_block_that_another_task_ends_is_over_here_too(database):
    async def pages():
        async with database.read() as connection:
            yield connection

    reading = pages()
    await anext(reading)
    with pytest.raises(ConnectionHeld):
        check_nothing_held("A wait")
    await asyncio.create_task(reading.aclose())
    check_nothing_held("A wait")


async def test_production_logs_and_counts_the_wait_and_goes_on(sample, redis, caplog):
    before = REGISTRY.get_sample_value(WAITS) or 0.0
    async with Database(sample.dsn("sample"), PoolSettings(strict=False), service="sample") as database:
        with caplog.at_level(logging.ERROR, "service_kit.db.held"):
            async with database.read():
                assert await redis.execute("PING") == b"PONG"
    assert REGISTRY.get_sample_value(WAITS) == before + 1
    assert "A call to Redis inside a database block" in caplog.text


class Imports(ImportServiceServicer):
    """Sends a message from inside a block, or lets the block run ahead of it."""

    def __init__(self, database: Database, *, ahead: bool) -> None:
        self._database = database
        self._ahead = ahead

    async def ImportFiles(self, request_iterator, context):
        async for message in run_ahead(self._read()) if self._ahead else self._read():
            yield message

    async def _read(self):
        async with self._database.read():
            yield imports_pb2.ImportFilesResponse()


async def _requests():
    yield imports_pb2.ImportFilesRequest(start=imports_pb2.FileStart(name="a.csv"))


async def test_a_stream_sends_nothing_from_inside_a_block(serve, database):
    imports = Imports(database, ahead=False)
    calls = await serve("league", [(add_ImportServiceServicer_to_server, imports)])
    with pytest.raises(Internal):
        async for _ in calls.client.stream(IMPORT, _requests(), caller=GATEWAY):
            pass


async def test_a_stream_sends_what_runs_ahead_inside_a_block(serve, database):
    imports = Imports(database, ahead=True)
    calls = await serve("league", [(add_ImportServiceServicer_to_server, imports)])
    assert len([message async for message in calls.client.stream(IMPORT, _requests(), caller=GATEWAY)]) == 1


async def test_what_runs_ahead_does_not_wait_for_its_reader():
    done = asyncio.Event()

    async def count():
        for number in range(1000):
            yield number
        done.set()

    numbers = run_ahead(count())
    assert await anext(numbers) == 0
    await asyncio.wait_for(done.wait(), 5)
    assert [number async for number in numbers] == list(range(1, 1000))


async def test_an_error_of_what_runs_ahead_comes_after_its_items():
    async def fail():
        yield 1
        raise ZeroDivisionError

    numbers = run_ahead(fail())
    assert await anext(numbers) == 1
    with pytest.raises(ZeroDivisionError):
        await anext(numbers)


async def test_what_runs_ahead_is_cancelled_before_a_reader_who_leaves_goes_on():
    ended = []

    async def wait():
        try:
            yield 1
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    numbers = run_ahead(wait())
    await anext(numbers)
    await numbers.aclose()
    assert ended == [True]
