"""Does what auth-service does for verifiers: marks the revocations in Redis as complete."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from service_kit.redis.errors import RedisUnavailable
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux


@asynccontextmanager
async def revocations_restored(url: str, prefix: str) -> AsyncGenerator[None]:
    """Marks them now, and again whenever Redis has restarted."""
    async with RedisMux(url, client_name="restored") as redis:
        await mark_restored(redis, RedisKeys(prefix))
        keeper = asyncio.create_task(_keep_marking(redis, RedisKeys(prefix)))
        try:
            yield
        finally:
            keeper.cancel()
            await asyncio.wait([keeper])


async def mark_restored(redis: RedisMux, keys: RedisKeys) -> None:
    """Marks them once. Raises RedisUnavailable."""
    await redis.execute("SET", keys.restored, redis.run_id)


async def _keep_marking(redis: RedisMux, keys: RedisKeys) -> None:
    while True:
        await redis.wait_for_connection()
        with contextlib.suppress(RedisUnavailable):
            await mark_restored(redis, keys)
