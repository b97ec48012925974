"""The multiplexed Redis client against a real Redis, and against servers that misbehave."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import hiredis
import pytest

from service_kit.redis.address import RedisAddress
from service_kit.redis.errors import RedisUnavailable
from service_kit.redis.mux import RedisMux, Script


@asynccontextmanager
async def opened(url: str, **options: Any) -> AsyncGenerator[RedisMux]:
    mux = RedisMux(url, **options)
    await mux.open()
    try:
        yield mux
    finally:
        await mux.close()


@asynccontextmanager
async def fake_redis(answer: bytes | None) -> AsyncGenerator[str]:
    """A server that accepts the connection, and then gives the same reply to every command, or none."""

    ended = asyncio.Event()
    handlers: list[asyncio.Task[None]] = []

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        handlers.append(asyncio.create_task(serve(reader, writer)))

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            await talk(reader, writer)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for reply in (b"+OK\r\n", b"$0\r\n\r\n"):  # to CLIENT SETNAME and INFO
            await reader.read(4096)
            writer.write(reply)
        while answer is not None and await reader.read(4096):
            writer.write(answer)
        await ended.wait()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    try:
        yield f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0"
    finally:
        ended.set()
        server.close()
        await asyncio.gather(*handlers)


async def test_many_tasks_get_their_own_replies_over_one_socket(redis_url: str) -> None:
    async with opened(redis_url, client_name="one-of-500") as mux:
        await asyncio.gather(*(mux.execute("SET", f"mux:{n}", n) for n in range(500)))
        values = await asyncio.gather(*(mux.execute("GET", f"mux:{n}") for n in range(500)))
        clients = await mux.execute("CLIENT", "LIST")
    assert values == [str(n).encode() for n in range(500)]
    assert clients.count(b"name=one-of-500") == 1


async def test_a_large_reply_arrives_whole(redis_url: str) -> None:
    async with opened(redis_url) as mux:
        await mux.execute("SET", "mux:large", b"x" * 3_000_000)
        assert len(await mux.execute("GET", "mux:large")) == 3_000_000
        await mux.execute("DEL", "mux:large")


async def test_a_refusal_of_redis_is_raised_to_its_own_task_only(redis_url: str) -> None:
    async with opened(redis_url) as mux:
        await mux.execute("SET", "mux:text", "text")
        refused, fine = await asyncio.gather(
            mux.execute("INCR", "mux:text"), mux.execute("GET", "mux:text"), return_exceptions=True
        )
    assert isinstance(refused, hiredis.ReplyError)
    assert fine == b"text"


async def test_a_cancelled_task_does_not_shift_the_replies_of_others(redis_url: str) -> None:
    async with opened(redis_url) as mux:
        await mux.execute("SET", "mux:kept", "kept")
        abandoned = asyncio.create_task(mux.execute("ECHO", "abandoned"))
        kept = asyncio.create_task(mux.execute("GET", "mux:kept"))
        await asyncio.sleep(0)
        abandoned.cancel()
        assert await kept == b"kept"


async def test_a_script_runs_though_redis_forgot_it(redis_url: str) -> None:
    script = Script("return {KEYS[1], ARGV[1]}")
    async with opened(redis_url) as mux:
        assert await mux.run_script(script, ["a"], ["b"]) == [b"a", b"b"]
        await mux.execute("SCRIPT", "FLUSH")
        assert await mux.run_script(script, ["a"], ["b"]) == [b"a", b"b"]


async def test_nothing_listening_fails_at_once_and_says_when_to_come_back() -> None:
    mux = RedisMux("unix:///nowhere/redis.sock")
    await mux.open(wait_s=0.05)
    with pytest.raises(RedisUnavailable) as refusal:
        await mux.execute("PING")
    await mux.close()
    assert (refusal.value.reason, refusal.value.retry_after_s) == ("REDIS_UNAVAILABLE", 1)
    assert not mux.connected


async def test_a_redis_that_stops_answering_fails_commands_within_the_timeout() -> None:
    async with fake_redis(None) as url, opened(url, timeout_s=0.1) as mux:
        async with asyncio.timeout(2):
            results = await asyncio.gather(*(mux.execute("PING") for _ in range(20)), return_exceptions=True)
    assert all(isinstance(result, RedisUnavailable) for result in results)


async def test_the_connection_comes_back_after_redis_dropped_it(redis_url: str) -> None:
    async with opened(redis_url) as mux, opened(redis_url) as other:
        own_id = await mux.execute("CLIENT", "ID")
        await other.execute("CLIENT", "KILL", "ID", own_id)
        async with asyncio.timeout(5):
            while await _client_id(mux) in {None, own_id}:  # noqa: ASYNC110 - bounded above
                await asyncio.sleep(0.01)
        assert await mux.execute("ECHO", "back") == b"back"


async def _client_id(mux: RedisMux) -> int | None:
    try:
        return await mux.execute("CLIENT", "ID")
    except RedisUnavailable:
        return None


async def test_a_redis_that_loads_its_data_counts_as_away() -> None:
    async with fake_redis(b"-LOADING Redis is loading the dataset in memory\r\n") as url, opened(url) as mux:
        with pytest.raises(RedisUnavailable):
            await mux.execute("PING")


async def test_garbage_from_the_server_ends_the_connection_and_not_the_process() -> None:
    async with fake_redis(b"?what\r\n") as url, opened(url) as mux:
        with pytest.raises(RedisUnavailable):
            await mux.execute("PING")


@pytest.mark.parametrize(
    ("url", "greeting"),
    [
        ("redis://host:6380/3", [("SELECT", 3)]),
        ("redis://:p%40ss@host", [("AUTH", "p@ss")]),
        ("rediss://ann:secret@host/0", [("AUTH", "ann", "secret")]),
        ("unix:///run/redis.sock?db=2&password=word", [("AUTH", "word"), ("SELECT", 2)]),
    ],
)
def test_the_url_says_how_to_log_in(url: str, greeting: list[tuple[str | int, ...]]) -> None:
    assert RedisAddress.parse(url).greeting("me") == [*greeting, ("CLIENT", "SETNAME", "me")]


def test_another_kind_of_url_is_refused_without_repeating_it() -> None:
    with pytest.raises(ValueError, match="redis://") as refusal:
        RedisAddress.parse("http://user:secret@host")
    assert "secret" not in str(refusal.value)
