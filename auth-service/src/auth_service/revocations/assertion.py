"""Writes revocations to Redis: right after the commit, and again whenever Redis may have lost them."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Final

from auth_service.revocations import repository as revocations
from auth_service.revocations.domain import Mark
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.redis.errors import RedisUnavailable
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux, Script

EVERY_S: Final = 2.0
_ASSERT: Final = Script(
    "local known = tonumber(redis.call('GET', KEYS[1]) or '-1') "
    "if known < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], ARGV[1]) end "
    "if redis.call('TTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('EXPIRE', KEYS[1], ARGV[2]) end"
)
_logger = logging.getLogger(__name__)


class Revocations:
    """The database is the source of truth, and Redis the copy that verifiers read.

    A revocation is stored in the transaction that causes it; then `assert_now` writes it to Redis. If Redis
    is down, or comes back empty or with an old snapshot, the loop writes it again.
    """

    def __init__(self, database: Database, redis: RedisMux, clock: Clock, keys: RedisKeys) -> None:
        self._database = database
        self._redis = redis
        self._clock = clock
        self._keys = keys
        self._sentinel = f"{keys.prefix}:revoked:sentinel"
        self._known_run = ""

    async def assert_now(self, marks: Sequence[Mark]) -> None:
        """Writes marks to Redis; if that fails, the loop writes them later."""
        try:
            await asyncio.gather(*(self._assert(mark) for mark in marks))
        except RedisUnavailable:
            _logger.warning("redis is down: %d revocations will be written later", len(marks))

    async def lift_now(self, marks: Sequence[Mark]) -> None:
        """Deletes marks from Redis."""
        try:
            for mark in marks:
                await self._redis.execute("DEL", mark.redis_key(self._keys))
        except RedisUnavailable:
            _logger.warning("redis is down: %d lifted revocations will expire by themselves", len(marks))

    async def reconcile(self) -> int:
        """Writes missing marks to Redis; all marks, if Redis may have lost some. Returns how many."""
        run = await self._run_of_redis()
        if run != self._known_run:
            async with self._database.transaction() as connection:
                await revocations.forget_assertions(connection, self._clock.now())
        count = 0
        while batch := await self._write_batch():
            count += batch
        if run != self._known_run:
            await self._redis.execute("SET", self._sentinel, run)
            self._known_run = run
        return count

    async def _write_batch(self) -> int:
        now = self._clock.now()
        async with self._database.read() as connection:
            marks = await revocations.unasserted(connection, now)
        if marks:
            await asyncio.gather(*(self._assert(mark) for mark in marks))
            async with self._database.transaction() as connection:
                await revocations.mark_asserted(connection, marks, now)
        return len(marks)

    async def _run_of_redis(self) -> str:
        """The id of the Redis process whose memory contains the marks; empty if they are gone."""
        sentinel = await self._redis.execute("GET", self._sentinel)
        info = (await self._redis.execute("INFO", "server")).decode()
        run = next((line[7:].strip() for line in info.splitlines() if line.startswith("run_id:")), "")
        if sentinel is None or sentinel.decode() != run:
            self._known_run = ""
        return run

    async def _assert(self, mark: Mark) -> None:
        left_s = int((mark.expires_at - self._clock.now()).total_seconds()) + 1
        if left_s > 0:
            await self._redis.run_script(_ASSERT, [mark.redis_key(self._keys)], [mark.dead_until, left_s])
