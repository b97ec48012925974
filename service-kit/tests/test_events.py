"""Events from a transaction to all readers: after the commit, in order, each once."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from redis.asyncio import Redis

from altsports.contract.model import EventMessage
from service_kit.db.database import Database
from service_kit.db.settings import PoolSettings
from service_kit.events.audience import SERVICES, Audience
from service_kit.events.outbox import append_events
from service_kit.events.reader import EventReader, Gap
from service_kit.events.relay import Relay
from service_kit.events.stream import UNREADABLE, Event, StreamKeys, entry_of
from service_kit.events.tags import EVERYTHING, tags_of_batch
from service_kit.redis.keys import RedisKeys
from service_kit.rpc.again import again
from service_kit.testing.toy_events import ClubFounded, NoteShared, WhisperSent
from service_kit.testing.waiting import eventually

NOON = datetime(2026, 11, 21, 12, 0, 0, 250_000, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures("toy_events")


async def append(connection, number: int) -> None:
    await append_events(connection, "sample", ClubFounded(club_id=str(number), number=number), time=NOON)


async def publish(database: Database, *numbers: int) -> None:
    for number in numbers:
        async with database.transaction() as connection:
            await append(connection, number)


async def take(count: int, events: AsyncGenerator[Event], *, within_s: float = 15) -> list[Event]:
    async with asyncio.timeout(within_s):
        return [await anext(events) for _ in range(count)]


def numbers(events: list[Event]) -> list[int]:
    return [event.data["number"] for event in events]


async def waiting_in(database: Database) -> int:
    async with database.read() as connection:
        return await connection.fetch_value("SELECT count(*) FROM sample.outbox WHERE published_at IS NULL")


@asynccontextmanager
async def running(relay: Relay):
    task = asyncio.create_task(relay.run())
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def mesh(database, redis_url, redis_prefix):
    """A running relay, and a factory of readers of its stream."""
    async with AsyncExitStack() as opened:
        await opened.enter_async_context(
            running(Relay(database, redis_url=redis_url, schema="sample", prefix=redis_prefix))
        )

        def follow(after: int | None = None, on_gap=None) -> AsyncGenerator[Event]:
            events = EventReader(redis_url, prefix=redis_prefix, on_gap=on_gap).follow(after)
            opened.push_async_callback(events.aclose)
            return events

        yield follow


async def test_an_event_reaches_the_reader_as_it_was_written(database, mesh):
    async with database.transaction() as connection:
        facts = {"name": "Žižkov", "members": [1, None, 2.5]}
        written = ClubFounded(club_id="club-1", number=7, facts=facts)
        (event_id,) = await append_events(connection, "sample", written, time=NOON)
    (event,) = await take(1, mesh(after=0))
    assert event == Event(
        id=event_id,
        seq=event.seq,
        epoch=event.epoch,
        type="club.founded",
        time=NOON,
        subject="club-1",
        data={"club_id": "club-1", "number": 7, "facts": facts, "stale": []},
        audience=SERVICES,
    )
    assert event.epoch
    assert event.seq < 2**53


async def test_an_event_carries_the_audience_that_its_message_names(database, mesh):
    team, whisper = (
        NoteShared(note_id="n1", organisation_id="o1", team_id="t1", number=1, timestamp=NOON),
        WhisperSent(user_id="ann", number=2, timestamp=NOON),
    )
    async with database.transaction() as connection:
        await append_events(connection, "sample", team, whisper, time=NOON)
    assert [event.audience for event in await take(2, mesh(after=0))] == [
        Audience(organisation="o1", permission="notes:read", team="t1"),
        Audience(user="ann"),
    ]


async def test_an_event_that_the_contract_does_not_know_is_refused_and_nothing_is_written(database):
    class ClubSold(EventMessage):
        """An event that is not in the contract."""

    strangers: list[Any] = [ClubSold(), {"type": "club.founded"}]
    for stranger in strangers:
        with pytest.raises(LookupError, match="is not an event of the contract"):
            async with database.transaction() as connection:
                await append_events(connection, "sample", ClubFounded(club_id="1"), stranger, time=NOON)
    assert await waiting_in(database) == 0


async def test_an_event_has_made_old_what_is_cached_of_it_when_it_can_be_read(
    database, mesh, redis_url, redis_prefix
):
    """No gateway runs here: the tag versions increase with the event, not when it is read."""
    events = mesh(after=0)
    names = ["altered", "club:club-1", "club", "clubs"]
    async with Redis.from_url(redis_url) as redis:
        for number in range(1, 21):
            async with database.transaction() as connection:
                founded = ClubFounded(club_id="club-1", stale=["altered"])
                await append_events(connection, "sample", founded, time=NOON)
            await take(1, events)
            counted = await redis.mget([RedisKeys(redis_prefix).tag(name) for name in names])
            assert counted == [str(number).encode()] * 4


def test_the_tags_of_very_many_events_are_one_for_everything():
    def body(number: int) -> bytes:
        tags = [f"game:{number}"]
        return orjson.dumps({"type": "game.over", "subject": str(number), "data": {"tags": tags}})

    assert tags_of_batch(map(body, range(2))) == ("game:0", "game:1")
    assert tags_of_batch(map(body, range(2_001))) == (EVERYTHING,)
    for unreadable in (
        b"{",
        b"[]",
        b'{"data": null}',
        b'{"data": {"tags": [[]]}}',
        b'{"data": {"tags": 1e999}}',
    ):
        assert tags_of_batch([body(0), unreadable]) == (EVERYTHING,)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"{}", b'{"id": "1", "type": "t", "time": "never", "subject": "", "data": {}}']
)
def test_an_entry_that_cannot_be_read_does_not_stop_the_readers(body: bytes):
    entry = entry_of(b"7-0", [b"epoch", b"e", b"previous", b"6", b"event", body])
    assert (entry.previous, entry.event.seq, entry.event.type) == (6, 7, UNREADABLE)
    assert entry.event.audience == SERVICES
    assert entry_of(b"8-0", [b"something", b"else"]).event.type == UNREADABLE


async def test_what_is_rolled_back_is_never_published(database, mesh):
    async def fail() -> None:
        async with database.transaction() as connection:
            await append(connection, 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    await publish(database, 2)
    assert numbers(await take(1, mesh(after=0))) == [2]


async def test_events_of_one_transaction_keep_their_order(database, mesh):
    async with database.transaction() as connection:
        for number in range(50):
            await append(connection, number)
    assert numbers(await take(50, mesh(after=0))) == list(range(50))


async def test_a_transaction_that_commits_late_loses_nothing(database, mesh):
    """The first writer gets the lower number and commits last: a reader of numbers would skip it."""
    events = mesh(after=0)
    first = asyncio.create_task(take(1, events))
    async with database.transaction() as slow:
        await append(slow, 1)
        await publish(database, 2)
        assert numbers(await first) == [2]
    assert numbers(await take(1, events)) == [1]


async def test_changes_of_the_same_row_are_published_in_the_order_of_the_writes(database, mesh):
    async with database.transaction() as connection:
        await connection.execute("INSERT INTO sample.clubs (id, name, extra) VALUES (1, 'Rovers', '0')")

    @again
    async def raise_by_one() -> None:
        async with database.transaction() as connection:
            number = await connection.fetch_value(
                "UPDATE sample.clubs SET extra = to_jsonb((extra #>> '{}')::int + 1) WHERE id = 1"
                " RETURNING (extra #>> '{}')::int"
            )
            await append(connection, number)

    await asyncio.gather(*(raise_by_one() for _ in range(60)))
    assert numbers(await take(60, mesh(after=0))) == list(range(1, 61))


async def test_an_idle_relay_publishes_within_milliseconds(database, mesh):
    events = mesh(after=0)
    await publish(database, 0)
    await take(1, events)
    seconds = []
    for number in range(1, 21):
        started = time.perf_counter()
        await publish(database, number)
        await take(1, events)
        seconds.append(time.perf_counter() - started)
    assert sorted(seconds)[10] < 0.1


async def test_a_reader_resumes_behind_the_last_event_it_saw(database, mesh):
    await publish(database, 1, 2, 3, 4)
    first = await take(2, mesh(after=0))
    assert numbers(await take(2, mesh(after=first[-1].seq))) == [3, 4]


async def test_a_new_reader_hears_only_what_comes(database, mesh):
    await publish(database, 1)
    await take(1, mesh(after=0))
    hearing = asyncio.create_task(take(1, mesh()))
    number = 1
    while not hearing.done():  # nobody can tell when the reader began to listen
        number += 1
        await publish(database, number)
    assert numbers(await hearing)[0] >= 2


async def test_two_readers_each_hear_everything(database, mesh):
    await publish(database, *range(10))
    one, other = await asyncio.gather(take(10, mesh(after=0)), take(10, mesh(after=0)))
    assert one == other


async def test_a_trimmed_stream_is_reported_as_a_gap(database, mesh, redis_url, redis_prefix):
    gaps: list[Gap] = []

    async def remember(gap: Gap) -> None:
        gaps.append(gap)

    await publish(database, 1, 2, 3)
    first, _, third = await take(3, mesh(after=0))
    async with Redis.from_url(redis_url) as redis:
        await redis.xtrim(StreamKeys(redis_prefix).stream, minid=f"{third.seq}-0", approximate=False)
    assert numbers(await take(1, mesh(after=first.seq, on_gap=remember))) == [3]
    assert gaps == [Gap(after=first.seq, before=third.seq, epoch=third.epoch)]


async def test_a_crash_between_publishing_and_marking_publishes_nothing_twice(database, mesh):
    await publish(database, 1, 2, 3)
    await take(3, mesh(after=0))

    async def all_marked() -> bool:
        return await waiting_in(database) == 0

    await eventually(all_marked)
    async with database.transaction() as connection:  # as if the relay had died before it marked them
        await connection.execute(
            "UPDATE sample.outbox SET published_at = NULL"
            " WHERE published_at = (SELECT max(published_at) FROM sample.outbox)"
        )
    await publish(database, 4)
    assert numbers(await take(4, mesh(after=0))) == [1, 2, 3, 4]


async def test_of_two_relays_one_publishes_and_the_other_takes_over(sample, redis_url, redis_prefix):
    async def relay_of(service: str, opened: AsyncExitStack) -> Database:
        database = Database(sample.dsn("sample"), PoolSettings(max_size=4), service=service)
        await opened.enter_async_context(database)
        await opened.enter_async_context(
            running(Relay(database, redis_url=redis_url, schema="sample", prefix=redis_prefix))
        )
        return database

    async with AsyncExitStack() as all_open:
        events = EventReader(redis_url, prefix=redis_prefix).follow(after=0)
        all_open.push_async_callback(events.aclose)
        async with AsyncExitStack() as first_open:
            first = await relay_of("first", first_open)
            await publish(first, 1)
            await take(1, events)
            second = await relay_of("second", all_open)
            await publish(second, *range(2, 20))
            assert numbers(await take(18, events)) == list(range(2, 20))
        await publish(second, 20)
        assert numbers(await take(1, events)) == [20]


async def test_a_relay_whose_session_is_killed_goes_on(database, mesh, admin):
    events = mesh(after=0)
    await publish(database, 1)
    await take(1, events)
    async with admin.read() as connection:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE locktype = 'advisory' AND datname = current_database()"
        )
    await publish(database, 2)
    assert numbers(await take(1, events)) == [2]


async def test_several_services_share_one_order(cloned, sample_migrations, redis_url, redis_prefix):
    """Two services publish into one stream: every reader sees the same one order, without a gap."""
    async with AsyncExitStack() as opened:
        databases = []
        for _ in range(2):
            clone = cloned("sample", migrations=sample_migrations)
            database = await opened.enter_async_context(Database(clone.dsn("sample"), service="sample"))
            databases.append(database)
            await opened.enter_async_context(
                running(Relay(database, redis_url=redis_url, schema="sample", prefix=redis_prefix))
            )
        events = EventReader(redis_url, prefix=redis_prefix).follow(after=0)
        opened.push_async_callback(events.aclose)
        await asyncio.gather(publish(databases[0], *range(30)), publish(databases[1], *range(100, 130)))
        heard = await take(60, events)
        assert [n for n in numbers(heard) if n < 100] == list(range(30))
        assert [n for n in numbers(heard) if n >= 100] == list(range(100, 130))
        assert [event.seq for event in heard] == sorted(event.seq for event in heard)


async def test_an_entry_that_somebody_else_added_is_not_read_again_and_again(
    database, mesh, redis_url, redis_prefix
):
    """XADD * continues the number of the last entry with -1, where ours end in -0."""
    early, gaps = mesh(after=0), []

    async def note(gap: Gap) -> None:
        gaps.append(gap)

    await publish(database, 1)
    assert numbers(await take(1, early)) == [1]
    async with Redis.from_url(redis_url) as redis:
        await redis.xadd(StreamKeys(redis_prefix).stream, {"event": "not JSON"})
    late = mesh(after=0, on_gap=note)
    assert [event.type for event in await take(2, late)][1] == UNREADABLE
    waiting = asyncio.gather(take(1, early), take(1, late))
    await asyncio.sleep(0.1)
    assert len(gaps) < 3
    await publish(database, 2)
    assert list(map(numbers, await waiting)) == [[2], [2]]


async def test_a_time_that_python_does_not_have_does_not_hold_up_other_events(database, mesh):
    events = mesh(after=0)
    async with database.transaction() as connection:
        for time in ("infinity", "-infinity", "20000-01-01"):
            await connection.execute(
                "INSERT INTO sample.outbox (type, subject, data, time) VALUES ('x', 'x', '{}', %s)", [time]
            )
        await append(connection, 4)
    assert (await take(4, events))[-1].data["number"] == 4
