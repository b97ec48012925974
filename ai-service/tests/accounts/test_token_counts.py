"""The count of AI tokens that the edges read follows the ledger, also through a loss of Redis."""

from collections.abc import AsyncIterator

import pytest

from ai_service.models.accounting import TokenCounts
from service_kit.limits.quotas import UsageLedger
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[RedisMux]:
    async with RedisMux(redis_url) as opened:
        yield opened


async def test_what_a_call_used_is_counted_where_the_edges_read_it(world, made, redis, redis_prefix):
    keys = RedisKeys(redis_prefix)
    ledger = UsageLedger(redis, world.clock, keys)
    counts = TokenCounts(world.database, ledger, world.clock)
    accounts = world.accounts(charge=counts.charge)
    for call_id in ("a", "b"):
        held = await accounts.reserve(made.purpose(call_id), made.worst(0, 100))
        await held.settle([made.attempt(1, 30)])
        await held.settle([made.attempt(1, 30)])
    assert (await ledger.month("ann")).ai_tokens == 60
    await redis.execute("DEL", keys.quota("ann", "202603"))
    await counts.restate()
    await counts.restate()
    assert (await ledger.month("ann")).ai_tokens == 60


async def test_a_call_is_booked_while_redis_is_down(world, made, redis_prefix):
    async with RedisMux("redis://localhost:1", timeout_s=0.1) as nowhere:
        ledger = UsageLedger(nowhere, world.clock, RedisKeys(redis_prefix))
        counts = TokenCounts(world.database, ledger, world.clock)
        accounts = world.accounts(charge=counts.charge)
        held = await accounts.reserve(made.purpose("a"), made.worst(0, 100))
        await held.settle([made.attempt(1, 30)])
    assert (await world.spending()).spent_tokens == 30
