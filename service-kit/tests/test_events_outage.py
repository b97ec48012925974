"""Redis or PostgreSQL fails while events are published: all of them arrive, or the reader reports a gap."""

import asyncio
import tempfile
from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from redis.asyncio import Redis

from service_kit.db import migrate
from service_kit.db.bootstrap import bootstrap, service_dsn
from service_kit.db.database import Database
from service_kit.db.settings import PoolSettings
from service_kit.events.outbox import append_events
from service_kit.events.reader import EventReader, Gap
from service_kit.events.relay import Relay
from service_kit.events.stream import Event
from service_kit.testing.redis_server import RedisServer
from service_kit.testing.toy_events import ClubFounded

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("toy_events")


async def end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


class Mesh:
    """One relay and its readers on a Redis that the test owns."""

    def __init__(self, database: Database, redis: RedisServer, opened: AsyncExitStack) -> None:
        self.database = database
        self.gaps: list[Gap] = []
        self._redis = redis
        self._opened = opened
        relay = asyncio.create_task(Relay(database, redis_url=redis.url, schema="sample").run())
        opened.push_async_callback(end, relay)

    async def publish(self, *numbers: int) -> None:
        for number in numbers:
            async with self.database.transaction() as connection:
                await append_events(connection, "sample", ClubFounded(club_id="1", number=number), time=NOON)

    def follow(self, after: int | None = 0) -> AsyncGenerator[Event]:
        async def remember(gap: Gap) -> None:
            self.gaps.append(gap)

        events = EventReader(self._redis.url, on_gap=remember).follow(after)
        self._opened.push_async_callback(events.aclose)
        return events


async def take(count: int, events: AsyncGenerator[Event]) -> list[Event]:
    async with asyncio.timeout(30):
        return [await anext(events) for _ in range(count)]


def numbers(events: list[Event]) -> list[int]:
    return [event.data["number"] for event in events]


@pytest.fixture
def forgetful_redis() -> Generator[RedisServer]:
    """A Redis that restarts with the data of the last SAVE."""
    folder = Path(tempfile.mkdtemp(prefix="altsports-redis-"))
    server = RedisServer(folder)
    server.start()
    yield server
    server.remove()


@pytest.fixture
async def mesh(database, own_redis) -> AsyncGenerator[Mesh]:
    async with AsyncExitStack() as opened:
        yield Mesh(database, own_redis, opened)


@pytest.fixture
async def forgetful_mesh(database, forgetful_redis) -> AsyncGenerator[Mesh]:
    async with AsyncExitStack() as opened:
        yield Mesh(database, forgetful_redis, opened)


async def test_events_written_while_redis_is_away_arrive_when_it_is_back(mesh, own_redis):
    events = mesh.follow()
    await mesh.publish(1)
    await take(1, events)
    own_redis.stop()
    await mesh.publish(2, 3)
    own_redis.start()
    assert numbers(await take(2, events)) == [2, 3]
    assert mesh.gaps == []


async def test_a_service_and_a_reader_start_before_redis(database, own_redis):
    own_redis.stop()
    async with AsyncExitStack() as opened:
        mesh = Mesh(database, own_redis, opened)
        hearing = asyncio.create_task(take(1, mesh.follow()))
        await mesh.publish(1)
        own_redis.start()
        assert numbers(await hearing) == [1]


async def test_a_killed_redis_that_kept_its_data_is_no_gap(mesh, own_redis):
    events = mesh.follow()
    await mesh.publish(1, 2)
    before = await take(2, events)
    async with Redis.from_url(own_redis.url) as redis:
        await redis.config_set("appendfsync", "always")
        await redis.set("anything", "flushes what came before")
    own_redis.kill()
    own_redis.start()
    await mesh.publish(3)
    (after,) = await take(1, events)
    assert after.data["number"] == 3
    assert after.epoch == before[0].epoch
    assert after.seq > before[-1].seq
    assert mesh.gaps == []


async def test_what_redis_forgot_is_published_again_and_its_numbers_are_not_used_twice(
    forgetful_mesh, forgetful_redis
):
    events, late = forgetful_mesh.follow(), forgetful_mesh.follow()
    await forgetful_mesh.publish(1)
    (first,) = await take(1, late)
    async with Redis.from_url(forgetful_redis.url) as redis:
        await redis.save()
    await forgetful_mesh.publish(2, 3)
    heard = await take(3, events)
    forgetful_redis.kill()
    forgetful_redis.start()
    await forgetful_mesh.publish(4)

    caught_up = await take(3, late)  # it had seen only what Redis remembers: for it, nothing is missing
    assert numbers(caught_up) == [2, 3, 4]
    assert forgetful_mesh.gaps == [] or forgetful_mesh.gaps[0].after == heard[-1].seq
    assert numbers(await take(1, events)) == [4]  # it had heard 2 and 3, and hears them once
    assert [gap.after for gap in forgetful_mesh.gaps] == [heard[-1].seq]
    assert min(event.seq for event in caught_up) > heard[-1].seq
    assert first.epoch == caught_up[0].epoch


async def test_a_redis_that_comes_back_empty_begins_a_new_epoch_and_publishes_again(
    forgetful_mesh, forgetful_redis
):
    events = forgetful_mesh.follow()
    await forgetful_mesh.publish(1, 2)
    before = await take(2, events)
    forgetful_redis.kill()
    forgetful_redis.start()
    await forgetful_mesh.publish(3)
    (after,) = await take(1, events)
    assert numbers([after]) == [3]
    assert after.epoch != before[0].epoch
    assert after.seq > before[-1].seq
    assert [gap.after for gap in forgetful_mesh.gaps] == [before[-1].seq]
    assert numbers(await take(3, forgetful_mesh.follow())) == [1, 2, 3]


async def test_a_restart_of_postgresql_loses_no_event(
    own_postgres, own_redis, mesh_secret, sample_migrations
):
    bootstrap(own_postgres.url, mesh_secret, ["sample"])
    dsn = service_dsn(own_postgres.url, "sample", mesh_secret)
    migrate.upgrade(dsn, sample_migrations)
    async with AsyncExitStack() as opened:
        settings = PoolSettings(max_size=4, reconnect_max_s=0.2)
        database = await opened.enter_async_context(Database(dsn, settings, service="sample"))
        mesh = Mesh(database, own_redis, opened)
        events = mesh.follow()
        await mesh.publish(1, 2)
        await take(2, events)
        await asyncio.to_thread(own_postgres.stop)
        await asyncio.to_thread(own_postgres.start)
        await mesh.publish(3)
        assert numbers(await take(1, events)) == [3]
