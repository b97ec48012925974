"""The health of Redis: whether it accepts writes, has all revocations, and may evict what must stay."""

from service_kit.limits.refusals import RevocationsUnknown
from service_kit.redis.errors import RedisUnavailable
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux
from service_kit.rpc.diagnostics import CheckResult

SAFE_POLICY = "noeviction"


async def check_redis(redis: RedisMux, keys: RedisKeys) -> CheckResult:
    """The result of a health check; a Redis that refuses writes is as bad as none."""
    try:
        await redis.check_writes(keys.probe)
        await check_revocations(redis, keys)
        policy = await eviction_policy(redis)
    except RedisUnavailable as error:
        return {"status": "unhealthy", "error": error.problem, "recovery": error.fix}
    details = {"message": "Redis connection successful", "maxmemory_policy": policy}
    if policy == SAFE_POLICY:
        return {"status": "healthy", "details": details}
    return {
        "status": "limited",
        "details": details,
        "error": f"Redis may evict revocations and rate limits: its maxmemory-policy is {policy}",
        "recovery": f"Set maxmemory-policy {SAFE_POLICY} in Redis",
    }


async def check_revocations(redis: RedisMux, keys: RedisKeys) -> None:
    """Checks that Redis has all revocations. Raises RevocationsUnknown, RedisUnavailable."""
    if (await redis.execute("GET", keys.restored) or b"").decode() != redis.run_id:
        raise RevocationsUnknown


async def eviction_policy(redis: RedisMux) -> str:
    """The policy that applies: noeviction if the memory is not limited. Raises RedisUnavailable."""
    lines = (await redis.execute("INFO", "memory")).decode().splitlines()
    facts = {name: value for name, _, value in (line.partition(":") for line in lines)}
    return facts.get("maxmemory_policy", SAFE_POLICY) if facts.get("maxmemory", "0") != "0" else SAFE_POLICY
