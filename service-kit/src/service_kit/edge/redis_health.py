"""The health of Redis: whether it accepts writes, and whether it may evict what must stay."""

from service_kit.redis.errors import RedisUnavailable
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux
from service_kit.rpc.diagnostics import CheckResult

_SAFE = "noeviction"


async def check_redis(redis: RedisMux, keys: RedisKeys) -> CheckResult:
    """The result of a health check; a Redis that refuses writes is as bad as none."""
    try:
        await redis.check_writes(keys.probe)
        policy = await eviction_policy(redis)
    except RedisUnavailable as error:
        return {"status": "unhealthy", "error": error.problem, "recovery": error.fix}
    details = {"message": "Redis connection successful", "maxmemory_policy": policy}
    if policy == _SAFE:
        return {"status": "healthy", "details": details}
    return {
        "status": "limited",
        "details": details,
        "error": f"Redis may evict revocations and rate limits: its maxmemory-policy is {policy}",
        "recovery": f"Set maxmemory-policy {_SAFE} in Redis",
    }


async def eviction_policy(redis: RedisMux) -> str:
    """The policy that applies: noeviction if the memory is not limited. Raises RedisUnavailable."""
    lines = (await redis.execute("INFO", "memory")).decode().splitlines()
    facts = {name: value for name, _, value in (line.partition(":") for line in lines)}
    return facts.get("maxmemory_policy", _SAFE) if facts.get("maxmemory", "0") != "0" else _SAFE
