"""Whoever has heard of an event reads an answer that knows it: on any gateway, by whatever way it came."""

import asyncio
import tempfile
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import orjson
import pytest
import pytest_asyncio

from service_kit.testing.redis_server import RedisServer
from service_kit.testing.waiting import eventually, until

ONE = "/leagues/one"
ROUNDS = 25


@pytest_asyncio.fixture
async def two(start_gateway) -> AsyncGenerator[list]:
    """Clients of two gateways."""
    yield [await start_gateway(limit_anonymous="none") for _ in range(2)]


@pytest.fixture
def cached():
    """`await cached(client)`: until the answer comes from the cache; what it says."""

    async def wait(client) -> str:
        answer = await eventually(
            lambda: client.get(ONE), lambda answer: "hit" in answer.headers["cache-status"]
        )
        return answer.json()["data"]["website"]

    return wait


async def from_log(client, number: int) -> None:
    """Until the event is in the log of a gateway."""
    async with asyncio.timeout(15):
        while True:
            heard = (await client.get("/api/v1/feed?limit=1000")).raise_for_status().json()["events"]
            if heard and heard[-1]["bet_id"] == f"bet_{number}":
                return


@pytest.mark.parametrize("way", ["socket", "stream", "log"])
async def test_whoever_heard_of_a_change_reads_it_on_every_gateway(
    way, two, mesh, cached, listen, outbox, events
):
    socket = await listen("?channels=bets", gateway=two[0])
    await socket.next()
    async with two[1].stream("GET", "/api/v1/feed/stream") as stream:
        lines = stream.aiter_lines()
        for number in range(ROUNDS):
            await asyncio.gather(*map(cached, two))
            mesh.leagues.leagues["one"].website = f"https://{number}.example"
            await outbox.bets(number, changed_league="one")
            if way == "socket":
                assert events.numbers([await socket.next()]) == [number]
            elif way == "log":
                await from_log(two[number % 2], number)
            else:
                async with asyncio.timeout(15):
                    while f"bet_{number}" not in await anext(lines):
                        pass
            answers = await asyncio.gather(*(client.get(ONE) for client in two))
            assert {each.json()["data"]["website"] for each in answers} == {f"https://{number}.example"}


async def test_an_answer_under_way_is_neither_given_to_later_requests_nor_kept(
    two, mesh, cached, listen, outbox
):
    socket = await listen("?channels=bets", gateway=two[0])
    await socket.next()
    mesh.leagues.leagues["one"].website = "https://old.example"
    mesh.leagues.sending.clear()
    early = [asyncio.create_task(client.get(ONE)) for client in two]
    await until(lambda: len(mesh.leagues.calls) == 2)
    mesh.leagues.leagues["one"].website = "https://new.example"
    await outbox.bets(1, changed_league="one")
    await socket.next()
    late = [asyncio.create_task(client.get(ONE)) for client in two]
    await until(lambda: len(mesh.leagues.calls) == 4)
    mesh.leagues.sending.set()
    for tasks, website in ((late, "https://new.example"), (early, "https://old.example")):
        answers = await asyncio.gather(*tasks)
        assert {each.json()["data"]["website"] for each in answers} == {website}
    assert await asyncio.gather(*map(cached, two)) == ["https://new.example"] * 2


@pytest.fixture
def own_redis() -> Generator[RedisServer]:
    """A Redis that a test may kill; what was written is there when it comes back."""
    server = RedisServer(Path(tempfile.mkdtemp(prefix="altsports-redis-")), keep_data=True)
    server.start()
    yield server
    server.remove()


async def test_nothing_cached_is_trusted_after_a_restart_of_redis_that_may_have_lost_the_last_events(
    start_gateway, mesh, own_redis, cached
):
    gateway = await start_gateway(redis_url=own_redis.url, limit_anonymous="none")
    await cached(gateway)
    await asyncio.to_thread(own_redis.kill)
    mesh.leagues.leagues["one"].website = "https://new.example"
    await asyncio.to_thread(own_redis.start)
    answer = await eventually(lambda: gateway.get(ONE), lambda answer: answer.status_code == 200)
    assert orjson.loads(answer.content)["data"]["website"] == "https://new.example"
