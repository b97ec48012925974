"""A group of keys never takes more than its budget, and what expires first makes room."""

import uuid

import pytest

from service_kit.redis.budget import KEEP_WITHIN
from service_kit.redis.mux import RedisMux, Script

PUT = Script(
    KEEP_WITHIN
    + """
    local budget, keep_ms = tonumber(ARGV[3]), tonumber(ARGV[2])
    if not keep_within(budget, KEYS[2], KEYS[3], KEYS[1], #ARGV[1], keep_ms) then return 0 end
    redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
    return 1"""
)
BUDGET = 100_000


class Group:
    def __init__(self, redis: RedisMux) -> None:
        self._redis = redis
        self._name = f"group-{uuid.uuid4().hex}"

    async def put(self, name: str, size: int, *, keep_ms: int = 60_000) -> bool:
        keys = [f"{self._name}:{name}", f"{self._name}-expiries", f"{self._name}-sizes"]
        return bool(await self._redis.run_script(PUT, [*keys], [b"x" * size, keep_ms, BUDGET]))

    async def names(self) -> set[str]:
        found = await self._redis.execute("KEYS", f"{self._name}:*")
        return {name.decode().rpartition(":")[2] for name in found}

    async def total(self) -> int:
        return int(await self._redis.execute("HGET", f"{self._name}-sizes", "total"))


@pytest.fixture
async def group(redis_url: str):
    async with RedisMux(redis_url) as redis:
        yield Group(redis)


async def test_what_expires_first_makes_room(group):
    await group.put("early", 20_000, keep_ms=30_000)
    for number in range(20):
        assert await group.put(f"late-{number}", 10_000, keep_ms=60_000 + number * 1000)
        assert await group.total() <= BUDGET
    names = await group.names()
    assert "early" not in names
    assert names == {f"late-{number}" for number in range(20 - len(names), 20)}
    assert len(names) >= 8


async def test_a_key_written_again_counts_once(group):
    for _ in range(50):
        assert await group.put("same", 10_000)
    assert await group.total() < 12_000


async def test_a_key_too_large_for_the_group_is_not_kept(group):
    await group.put("small", 1000)
    assert not await group.put("large", BUDGET // 2)
    assert await group.names() == {"small"}


async def test_the_books_end_with_their_last_entry(group):
    await group.put("one", 1000, keep_ms=1)
    await group.put("two", 1000, keep_ms=60_000)
    await group.put("three", 1000, keep_ms=60_000)
    assert await group.total() < 3 * 1500
    left = await group._redis.execute("PTTL", f"{group._name}-sizes")
    assert 0 < left <= 60_000
