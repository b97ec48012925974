"""What processes share about the accounts of providers, through Redis: rates, and rate limits that were met.

Both belong to the account, so each process learns them from the others. Outages are not shared: they may be
those of one machine. Without Redis, each process goes by what it knows itself.
"""

import asyncio
from collections.abc import Sequence
from typing import Final, cast

from ai_service.models.routing.pace import Pace
from ai_service.models.routing.router import Member
from service_kit.logging import logs
from service_kit.process.loops import Loop
from service_kit.redis.errors import RedisUnavailable
from service_kit.redis.mux import RedisMux, Script

log = logs.get_logger(__name__)

_EVERY_S: Final = 1.0
_MICROSECONDS: Final = 1e6

# Times are microseconds. A place beyond the longest wait is not taken, and its wait is returned as negative.
_TURN: Final = Script("""
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local start = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
local wait = start - now
if wait > tonumber(ARGV[2]) then return -wait end
local after = start + tonumber(ARGV[1])
redis.call('SET', KEYS[1], string.format('%.0f', after), 'PX', math.ceil((after - now) / 1000))
return wait
""")

# Keeps the longer of what is known here and what others know, for each provider.
_LIMITS: Final = Script("""
local left = {}
for i, key in ipairs(KEYS) do
  left[i] = math.max(redis.call('PTTL', key), 0)
  local own = tonumber(ARGV[i])
  if own > left[i] then
    redis.call('SET', key, 1, 'PX', own)
    left[i] = own
  end
end
return left
""")


class SharedPace(Pace):
    """The line in front of a provider in which the requests of all processes wait."""

    def __init__(self, per_second: float, redis: RedisMux, key: str) -> None:
        super().__init__(per_second)
        self._redis = redis
        self._key = key

    async def turn(self, longest_s: float) -> bool:
        arguments = [round(self.interval_s * _MICROSECONDS), round(longest_s * _MICROSECONDS)]
        try:
            wait = cast("int", await self._redis.run_script(_TURN, [self._key], list(arguments)))
        except RedisUnavailable:
            return await super().turn(longest_s)
        seconds = abs(wait) / _MICROSECONDS
        if wait < 0:
            self.waits(seconds)
            return False
        self.waits(seconds + self.interval_s)
        await asyncio.sleep(seconds)
        return True


def share_paces(members: Sequence[Member], redis: RedisMux, prefix: str) -> None:
    """Lets the requests of all processes wait in one line for each provider with a rate."""
    for member in members:
        if member.pace is not None:
            member.pace = SharedPace(1 / member.pace.interval_s, redis, f"{prefix}:ai:pace:{member.name}")


class SharedLimits:
    """Tells each process of the rate limits that the others have met, within a second."""

    def __init__(self, members: Sequence[Member], redis: RedisMux, prefix: str) -> None:
        self._members = members
        self._redis = redis
        self._keys = [f"{prefix}:ai:limited:{member.name}" for member in self._members]

    async def share(self) -> None:
        """One exchange with Redis. Raises RedisUnavailable."""
        if not self._members:
            return
        own = [round(member.health.limited_for_s * 1000) for member in self._members]
        found = cast("list[int]", await self._redis.run_script(_LIMITS, list(self._keys), list(own)))
        for member, known, left in zip(self._members, own, found, strict=True):
            if left > known:
                member.health.limited(left / 1000)

    def loop(self) -> Loop:
        return Loop("rate limits of providers", self.share, every_s=_EVERY_S)
