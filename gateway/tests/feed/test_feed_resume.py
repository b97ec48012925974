"""A client that comes back misses nothing, wherever it comes back to; what cannot be had is told."""

import asyncio
import random
import tempfile
from collections.abc import AsyncGenerator, Generator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import httpx
import pytest
from redis.asyncio import Redis

from gateway_service.feed.delivery import Delivery
from service_kit.events.stream import StreamKeys
from service_kit.testing.loading import load_file
from service_kit.testing.redis_server import RedisServer

CLIENT = load_file(Path(__file__).parents[2] / "examples" / "feed_client.py")


def place_of(message: dict) -> dict:
    return {"seq": message["seq"], "epoch": message["epoch"]}


async def test_what_was_missed_comes_first_and_then_what_happens(listen, outbox, events):
    first = await listen("?channels=bets")
    await first.next()
    await outbox.bets(1, 2)
    seen = await first.take(2)
    await first.socket.close()
    await outbox.bets(3, 4)
    again = await listen()
    subscribed = await again.subscribe("bets", resume_from=place_of(seen[0]))
    assert place_of(subscribed) == place_of(seen[0])
    await outbox.bets(5)
    assert events.numbers(await again.take(4)) == [2, 3, 4, 5]


async def test_an_address_may_say_where_a_client_was(listen, outbox, events):
    listener = await listen("?channels=bets")
    await listener.next()
    await outbox.bets(1, 2, 3)
    seen = await listener.take(3)
    by_address = await listen(f"?channels=bets&last_seq={seen[0]['seq']}&epoch={seen[0]['epoch']}")
    assert events.numbers((await by_address.take(3))[1:]) == [2, 3]
    later = await listen(f"?last_seq={seen[1]['seq']}")
    await later.subscribe("bets")
    assert events.numbers(await later.take(1)) == [3]


async def test_another_gateway_that_starts_later_knows_what_was_missed(listen, start_gateway, outbox, events):
    listener = await listen("?channels=bets")
    await listener.next()
    await outbox.bets(*range(30))
    seen = await listener.take(30)
    other = await start_gateway()
    again = await listen(gateway=other)
    await again.subscribe("bets", resume_from=place_of(seen[9]))
    await outbox.bets(30)
    assert events.numbers(await again.take(21)) == list(range(10, 31))


async def test_a_gateway_with_a_short_memory_reads_pages_of_the_stream_and_joins_without_a_seam(
    listen, start_gateway, outbox, events, monkeypatch
):
    from gateway_service.feed import hub

    await outbox.write(*(events.bet(number) for number in range(1500)))
    monkeypatch.setattr(hub, "_REMEMBERED", 10)
    gateway = await start_gateway()
    first = (await eventually_logged(gateway, 1000))["events"][0]
    listener = await listen(gateway=gateway)

    async def go_on_writing() -> None:
        for number in range(1500, 1540):
            await outbox.bets(number)

    writing = asyncio.create_task(go_on_writing())
    await listener.subscribe("bets", resume_from=place_of(first))
    heard = events.numbers(await listener.take(1539))
    await writing
    assert heard == list(range(1, 1540))


async def test_resuming_one_subscription_repeats_nothing_that_another_brought(listen, outbox, events):
    listener = await listen()
    await listener.subscribe("bets", id="analyst", filters={"expert_ids": ["the-analyst"]})
    await outbox.write(events.bet(1, expert="the-analyst"), events.bet(2))
    seen = await listener.next()
    before = {"seq": seen["seq"] - 1, "epoch": seen["epoch"]}
    await listener.subscribe("bets", id="all", resume_from=before)
    await outbox.bets(3)
    assert events.numbers(await listener.take(2)) == [2, 3]


async def test_a_subscription_that_resumes_holds_the_others_so_that_nothing_comes_out_of_order(
    listen, outbox, events
):
    listener = await listen()
    await outbox.bets(*range(5))
    await listener.subscribe("lines", id="lines")
    await outbox.write(events.line(1), events.bet(5))
    moved = await listener.next()
    await listener.subscribe("bets", id="bets", resume_from={"seq": 0})
    await outbox.write(events.line(2), events.bet(6))
    heard = await listener.take(8)
    assert events.numbers([*heard[:6], heard[7]]) == list(range(7))
    assert heard[6]["new_value"] == -3.5
    assert [message["seq"] for message in heard] == sorted(message["seq"] for message in heard)
    assert moved["id"] not in {message["id"] for message in heard}


async def test_a_place_that_was_trimmed_gets_a_snapshot_and_the_feed_goes_on(
    listen, start_gateway, outbox, events, redis_url, redis_prefix
):
    await outbox.bets(1)
    first = await start_gateway()
    (old,) = (await eventually_logged(first, 1))["events"]
    await outbox.bets(2, 3)
    await eventually_logged(first, 3)
    async with Redis.from_url(redis_url) as redis:
        await redis.xtrim(StreamKeys(redis_prefix).stream, maxlen=1, approximate=False)
    late = await start_gateway()
    listener = await listen(gateway=late)
    await listener.subscribe("bets", resume_from=place_of(old))
    told = await listener.next()
    assert (told["type"], told["reason"], told["missed_after"]) == ("snapshot", "too_old", old["seq"])
    assert told["reload"] == {"bets": ["/api/v1/bets/live", "/api/v1/experts"]}
    assert events.numbers(told["recent"]["bets"]) == [3]
    await outbox.bets(4)
    heard = [await listener.next()]
    while events.numbers(heard)[-1] != 4:
        heard.append(await listener.next())
    assert all(message["seq"] > told["seq"] for message in heard)
    answer = (await late.get("/api/v1/feed", params={"after": old["seq"]})).json()
    assert answer["too_old"]
    assert events.numbers(answer["events"]) == [3, 4]


async def eventually_logged(http: httpx.AsyncClient, count: int) -> dict:
    async with asyncio.timeout(10):
        while True:
            answer = (await http.get("/api/v1/feed", params={"limit": 1000})).raise_for_status().json()
            if len(answer["events"]) >= count:
                return answer


@pytest.mark.parametrize(
    ("wrong", "reason"), [({"epoch": "another"}, "epoch_changed"), ({"seq": 2**52}, "ahead")]
)
async def test_a_place_that_never_was_gets_a_snapshot(listen, outbox, events, wrong, reason):
    listener = await listen("?channels=bets")
    await listener.next()
    await outbox.bets(1)
    seen = await listener.next()
    again = await listen()
    await again.subscribe("bets", resume_from=place_of(seen) | wrong)
    told = await again.next()
    assert (told["type"], told["reason"]) == ("snapshot", reason)
    await outbox.bets(2)
    heard = await again.next()
    while heard["bet_id"] != "bet_2":
        heard = await again.next()
    assert heard["epoch"] == seen["epoch"]


@pytest.fixture
def own_redis() -> Generator[RedisServer]:
    """A Redis that a test may kill; it writes to disk once a second, so that a kill loses some."""
    server = RedisServer(Path(tempfile.mkdtemp(prefix="altsports-redis-")), keep_data=True)
    server.start()
    yield server
    server.remove()


async def test_an_entry_that_cannot_be_read_stops_nobody(listen, outbox, events, redis_url, redis_prefix):
    listener = await listen("?channels=bets")
    await listener.next()
    await outbox.bets(1)
    (first,) = await listener.take(1)
    entry: dict[Any, Any] = {"epoch": first["epoch"], "previous": str(first["seq"]), "event": "{"}
    async with Redis.from_url(redis_url) as redis:
        await redis.xadd(StreamKeys(redis_prefix).stream, entry, id=f"{first['seq']}-1")
    await outbox.bets(2)
    assert events.numbers(await listener.take(1)) == [2]


async def test_events_that_cannot_be_handled_cost_a_snapshot_and_the_feed_goes_on(
    listen, outbox, events, monkeypatch
):
    listener = await listen("?channels=bets")
    await listener.next()
    hand_out, failures = Delivery.hand_out, [ZeroDivisionError()]

    def fail_once(delivery, messages) -> None:
        if messages and failures:
            raise failures.pop()
        hand_out(delivery, messages)

    monkeypatch.setattr(Delivery, "hand_out", fail_once)
    await outbox.bets(1)
    told = await listener.next()
    assert (told["type"], told["reason"]) == ("snapshot", "gap")
    await outbox.bets(2)
    assert events.numbers(await listener.take(1)) == [2]


@pytest.fixture
def forgetful_redis() -> Generator[RedisServer]:
    """A Redis that comes back empty."""
    server = RedisServer(Path(tempfile.mkdtemp(prefix="altsports-redis-")))
    server.start()
    yield server
    server.remove()


async def test_a_redis_that_comes_back_empty_is_told_and_nothing_is_lost(
    listen, start_gateway, outbox_on, forgetful_redis, events
):
    outbox = await outbox_on(forgetful_redis.url)
    gateway = await start_gateway(redis_url=forgetful_redis.url)
    live = await listen("?channels=bets", gateway=gateway)
    await live.next()
    await outbox.bets(1, 2)
    seen = await live.take(2)
    forgetful_redis.kill()
    forgetful_redis.start()
    await outbox.bets(3)
    told, third = await live.take(2)
    assert (told["type"], told["reason"]) == ("snapshot", "epoch_changed")
    assert events.numbers([third]) == [3]
    again = await listen(gateway=gateway)
    await again.subscribe("bets", resume_from=place_of(seen[0]))
    heard = await again.take(2)
    while heard[-1]["id"] != third["id"]:
        heard.append(await again.next())
    assert heard[0]["type"] == "snapshot"
    assert {message["id"] for message in heard[1:]} >= set(outbox.written[1:])


async def test_clients_that_come_and_go_while_redis_is_killed_hear_everything_in_order(
    start_gateway, outbox_on, own_redis
):
    """The client of the README, cut off at random, with a gateway that stops and a Redis that is killed."""
    outbox = await outbox_on(own_redis.url)
    gateways = [await start_gateway(redis_url=own_redis.url) for _ in range(2)]
    chance, total = random.Random(7), 300

    async def hear() -> list[str]:
        heard: dict[str, None] = {}
        place = {"seq": 0}
        while len(heard) < total:
            most = chance.randrange(5, 60)
            async with aclosing(follow(chance.choice(gateways), place)) as messages:
                async for message in messages:
                    place = place_of(message)
                    if message["type"] == "bet_placed":
                        heard[message["id"]] = None
                    most -= 1
                    if most == 0 or len(heard) == total:
                        break
        return list(heard)

    async def kill() -> None:
        for _ in range(5):
            await asyncio.sleep(0.3)
            await asyncio.to_thread(own_redis.kill)
            await asyncio.to_thread(own_redis.start)

    async with asyncio.timeout(100):
        *heard, _, _ = await asyncio.gather(hear(), hear(), outbox.bets(*range(total)), kill())
    for each in heard:
        assert each == outbox.written


async def follow(gateway: httpx.AsyncClient, place: dict) -> AsyncGenerator[dict]:
    """What the client in `examples` yields, with shorter pauses."""
    url = f"{str(gateway.base_url).replace('http', 'ws', 1)}/ws/updates"
    async with aclosing(CLIENT.follow(url, ["bets"], place=place, delays_s=(0.05,))) as messages:
        async for message in messages:
            yield message
