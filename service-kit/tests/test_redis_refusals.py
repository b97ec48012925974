"""A Redis that answers but refuses commands is as bad as none, and says why."""

import hiredis
import pytest

from service_kit.edge.redis_health import check_redis
from service_kit.redis.errors import RedisUnavailable, refusal_of
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux, Script
from service_kit.testing.redis_server import RedisServer
from service_kit.testing.restored import mark_restored
from service_kit.testing.waiting import eventually

KEYS = RedisKeys("refusals")
WRITE = Script("return redis.call('SET', KEYS[1], ARGV[1])")
REASONS = {"replica": "REDIS_READ_ONLY", "memory": "REDIS_OUT_OF_MEMORY", "disk": "REDIS_CANNOT_SAVE"}


@pytest.mark.parametrize("cause", REASONS)
async def test_refused_writes_are_an_outage_with_a_reason(own_redis: RedisServer, cause: str) -> None:
    async with RedisMux(own_redis.url) as redis:
        await mark_restored(redis, KEYS)
        assert await redis.run_script(WRITE, ["a"], [1]) == b"OK"
        own_redis.refuse_writes(cause)
        for attempt in (redis.execute("SET", "a", 2), redis.run_script(WRITE, ["a"], [2])):
            with pytest.raises(RedisUnavailable) as refused:
                await attempt
            assert (refused.value.reason, refused.value.kind) == (REASONS[cause], "unavailable")
            assert refused.value.retry_after_s
        found = await check_redis(redis, KEYS)
        assert found.get("status") == "unhealthy"
        assert found.get("error") != "Redis does not answer"
        assert found.get("recovery")
        assert await redis.execute("GET", "a") == b"1"
        own_redis.accept_writes()
        assert (await check_redis(redis, KEYS)).get("status") == "healthy"


async def test_a_connection_refused_for_the_state_of_redis_says_so_too(own_redis: RedisServer) -> None:
    own_redis.refuse_writes("replica")
    mux = RedisMux(own_redis.url, first=("INCR", "a"))
    await mux.open(wait_s=0.05)

    async def reason() -> str:
        with pytest.raises(RedisUnavailable) as refused:
            await mux.execute("GET", "a")
        return refused.value.reason

    async def is_known() -> bool:
        return await reason() == "REDIS_READ_ONLY"

    try:
        assert await eventually(is_known)
        own_redis.kill()
        own_redis.start()
        await mux._ready.wait()
        assert await mux.execute("GET", "a") == b"1"
    finally:
        await mux.close()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("READONLY You can't write against a read only replica.", "REDIS_READ_ONLY"),
        ("READONLY You can't write. script: 8ca1, on @user_script:35.", "REDIS_READ_ONLY"),
        ("MISCONF Errors writing to the AOF file: No space left on device", "REDIS_CANNOT_SAVE"),
        ("OOM command not allowed when used memory > 'maxmemory'.", "REDIS_OUT_OF_MEMORY"),
        (
            "ERR Error running script (call to f_8ca1): @user_script:7: @user_script: 7: -OOM command",
            "REDIS_OUT_OF_MEMORY",
        ),
        ("LOADING Redis is loading the dataset in memory", "REDIS_LOADING"),
        ("MASTERDOWN Link with MASTER is down", "REDIS_LACKS_REPLICAS"),
        ("NOREPLICAS Not enough good replicas to write.", "REDIS_LACKS_REPLICAS"),
        ("BUSY Redis is busy running a script.", "REDIS_BUSY"),
        ("NOAUTH Authentication required.", "REDIS_ACCESS_DENIED"),
        ("NOPERM this user has no permissions to run the 'set' command", "REDIS_ACCESS_DENIED"),
        ("ERR max number of clients reached", "REDIS_TOO_MANY_CLIENTS"),
        ("CLUSTERDOWN Hash slot not served", "REDIS_UNAVAILABLE"),
        ("WRONGTYPE Operation against a key holding the wrong kind of value", None),
        ("BUSYGROUP Consumer Group name already exists", None),
        ("ERR Error running script (call to f_8ca1): @user_script:7: attempt to index a nil value", None),
        ("NOSCRIPT No matching script.", None),
    ],
)
def test_the_state_of_redis_is_told_apart_from_a_wrong_command(text: str, reason: str | None) -> None:
    refusal = refusal_of(hiredis.ReplyError(text))
    assert (refusal.reason if refusal else None) == reason


async def test_a_redis_that_may_evict_is_limited(own_redis: RedisServer) -> None:
    async with RedisMux(own_redis.url) as redis:
        await mark_restored(redis, KEYS)
        await redis.execute("CONFIG", "SET", "maxmemory-policy", "volatile-ttl")
        assert (await check_redis(redis, KEYS)).get("status") == "healthy"
        await redis.execute("CONFIG", "SET", "maxmemory", "100mb")
        found = await check_redis(redis, KEYS)
    assert found.get("status") == "limited"
    assert "volatile-ttl" in str(found.get("error"))
