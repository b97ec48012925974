"""Writes revocations to Redis: right after the commit, and again whenever Redis may have lost them."""

import asyncio
import contextlib
import logging
import re
from collections.abc import Sequence
from typing import Final

from auth_service.revocations import repository as revocations
from auth_service.revocations.domain import Mark
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.redis.errors import RedisUnavailable
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux, Script

_EVERY_S: Final = 1.0
_EVICTED: Final = re.compile(rb"^evicted_keys:(\d+)", re.MULTILINE)
_ASSERT: Final = Script(
    "local known = tonumber(redis.call('GET', KEYS[1]) or '-1') "
    "if known < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], ARGV[1]) end "
    "if redis.call('TTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('EXPIRE', KEYS[1], ARGV[2]) end"
)
_logger = logging.getLogger(__name__)


class Revocations:
    """The database is the source of truth, and Redis the copy that verifiers read.

    A revocation is stored in the transaction that causes it; then `assert_now` writes it to Redis. If Redis
    is down, or comes back empty or with an old snapshot, or evicts keys, the loop writes it again. Verifiers
    accept no credentials unless the key `restored` names the run of Redis that they are connected to.
    """

    def __init__(self, database: Database, redis: RedisMux, clock: Clock, keys: RedisKeys) -> None:
        self._database = database
        self._redis = redis
        self._clock = clock
        self._keys = keys
        self._known = ("", 0)

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

    async def keep(self) -> None:
        """One round of the loop; while Redis is down, there is nothing to do."""
        if self._redis.connected:
            await self.reconcile()

    async def rest(self) -> None:
        """Waits for the next round, which is due regularly, and at once when Redis is back."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_EVERY_S):
                await self._redis.wait_for_connection()

    async def reconcile(self) -> int:
        """Writes missing marks to Redis; all marks, if Redis may have lost some. Returns how many."""
        state = await self._state_of_redis()
        if state != self._known:
            async with self._database.transaction() as connection:
                await revocations.forget_assertions(connection, self._clock.now())
        count = 0
        while batch := await self._write_batch():
            count += batch
        if state != self._known:
            await self._redis.execute("SET", self._keys.restored, state[0])
            self._known = state
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

    async def _state_of_redis(self) -> tuple[str, int]:
        """The run of Redis, and the number of keys it has evicted. If either changes, marks may be lost."""
        run = self._redis.run_id
        restored = await self._redis.execute("GET", self._keys.restored)
        if restored is None or restored.decode() != run:
            self._known = ("", 0)
        evicted = _EVICTED.search(await self._redis.execute("INFO", "stats"))
        return run, int(evicted[1]) if evicted else 0

    async def _assert(self, mark: Mark) -> None:
        left_s = int((mark.expires_at - self._clock.now()).total_seconds()) + 1
        if left_s > 0:
            await self._redis.run_script(_ASSERT, [mark.redis_key(self._keys)], [mark.dead_until, left_s])
