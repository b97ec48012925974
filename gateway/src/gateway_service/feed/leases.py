"""Counts connections over all gateways with leases, which are renewed while the client is connected."""

from typing import Final

from service_kit.errors import ResourceExhausted
from service_kit.redis.mux import RedisMux, Script

_TAKE: Final = Script("""
local key, place, most, length = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
if most > 0 and redis.call('ZCARD', key) >= most then return 0 end
redis.call('ZADD', key, now + length, place)
redis.call('PEXPIRE', key, length)
return 1
""")


class TooManyConnections(ResourceExhausted):
    """The user, or the address of an anonymous client, has the most connections allowed."""

    reason = "TOO_MANY_CONNECTIONS"


class Leases:
    """The leases of a dead gateway expire."""

    def __init__(self, redis: RedisMux, prefix: str, *, length_s: float) -> None:
        self._redis = redis
        self._prefix = prefix
        self._length_ms = int(length_s * 1000)

    async def take(self, holder: str, place: str, *, most: int) -> None:
        """Takes a lease. Raises TooManyConnections above `most` (0: no limit), RedisUnavailable."""
        taken = await self._redis.run_script(_TAKE, [self._key(holder)], [place, most, self._length_ms])
        if not taken:
            raise TooManyConnections(f"At most {most} connections are allowed at a time", retry_after_s=5)

    async def renew(self, holder: str, place: str) -> None:
        """Renews a lease. Raises RedisUnavailable."""
        await self.take(holder, place, most=0)

    async def give_back(self, holder: str, place: str) -> None:
        """Ends a lease. Raises RedisUnavailable."""
        await self._redis.execute("ZREM", self._key(holder), place)

    def _key(self, holder: str) -> str:
        return f"{self._prefix}:feed:connections:{holder}"
