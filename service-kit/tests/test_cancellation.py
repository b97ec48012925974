"""Cancelled work ends, even if its answer arrives at the same time: loops rely on it to stop."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import aclosing
from typing import Any

import pytest

from service_kit.events.reader import EventReader
from service_kit.events.relay import Relay
from service_kit.redis.mux import RedisMux

MOMENTS = 12


async def ends_when_cancelled(work: Callable[[], Coroutine[Any, Any, Any]], *, rounds: int) -> None:
    """Cancels the work after each possible number of event loop iterations."""
    for turns in [turn for turn in range(MOMENTS) for _ in range(rounds)]:
        task = asyncio.create_task(work())
        for _ in range(turns):
            await asyncio.sleep(0)
        if task.cancel():
            async with asyncio.timeout(10):
                with pytest.raises(asyncio.CancelledError):
                    await task


async def test_a_cancelled_statement_never_answers(database):
    async def ask() -> None:
        async with database.read() as connection:
            await connection.fetch_value("SELECT 1")

    await ends_when_cancelled(ask, rounds=20)


async def test_a_cancelled_transaction_never_goes_on(database):
    async def write() -> None:
        async with database.transaction() as connection:
            await connection.execute("SELECT 1")

    await ends_when_cancelled(write, rounds=20)


async def test_a_cancelled_redis_command_never_answers(redis_url):
    async with RedisMux(redis_url) as redis:
        await ends_when_cancelled(lambda: redis.execute("PING"), rounds=50)


async def test_a_cancelled_relay_ends(database, redis_url, redis_prefix):
    relay = Relay(database, redis_url=redis_url, schema="sample", prefix=redis_prefix)
    await ends_when_cancelled(relay.run, rounds=5)


async def test_a_cancelled_reader_ends(redis_url, redis_prefix):
    async def follow() -> None:
        async with aclosing(EventReader(redis_url, prefix=redis_prefix).follow()) as events:
            async for _ in events:
                pass

    await ends_when_cancelled(follow, rounds=20)
