"""The usage of a principal: reads it, and charges AI tokens once their number is known."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service_kit.clock.clocks import Clock
from service_kit.limits.refusals import next_month
from service_kit.redis.keys import Calendar, RedisKeys
from service_kit.redis.mux import RedisMux, Script

_CHARGE = Script(
    "local total = math.max(tonumber(redis.call('HGET', KEYS[1], 'ai_tokens')) or 0, tonumber(ARGV[1])) "
    "redis.call('HSET', KEYS[1], 'ai_tokens', string.format('%.0f', total)) "
    "if redis.call('TTL', KEYS[1]) < 0 then redis.call('EXPIRE', KEYS[1], ARGV[2]) end "
    "return total"
)
_KEEP_S = 70 * 86_400


@dataclass(frozen=True, slots=True)
class MonthlyUse:
    """The usage of a principal this month, and the time when counting restarts."""

    api_calls: int
    ai_tokens: int
    resets_at: datetime


@dataclass(frozen=True, slots=True)
class EndpointUse:
    """Calls of one endpoint from one address on one day."""

    endpoint: str
    ip: str
    admitted: int
    refused: int


class UsageLedger:
    """The counts of the gatekeeper. All methods raise RedisUnavailable if Redis is down."""

    def __init__(self, redis: RedisMux, clock: Clock, keys: RedisKeys) -> None:
        self._redis = redis
        self._clock = clock
        self._keys = keys

    async def month(self, principal: str) -> MonthlyUse:
        """The usage of the principal in the current month."""
        now = self._clock.now()
        key = self._keys.quota(principal, Calendar.at(now).month)
        calls, tokens = await self._redis.execute("HMGET", key, "api_calls", "ai_tokens")
        return MonthlyUse(int(calls or 0), int(tokens or 0), next_month(now))

    async def day(self, principal: str, day: datetime) -> list[EndpointUse]:
        """The calls of the principal on a day, by endpoint and address."""
        key = self._keys.usage_of_day(principal, Calendar.at(day).day)
        return _by_endpoint(await self._redis.execute("HGETALL", key))

    async def charge_tokens(self, principal: str, total: int, *, at: datetime | None = None) -> int:
        """Raises the count of AI tokens spent in the month of `at` to `total`; returns the count.

        The ai service stores what was spent and states the total. So a charge can be repeated or overtaken by
        a later one, and the count returns after Redis has lost it.
        """
        key = self._keys.quota(principal, Calendar.at(at or self._clock.now()).month)
        return int(await self._redis.run_script(_CHARGE, [key], [total, _KEEP_S]))


def _by_endpoint(flat: list[Any]) -> list[EndpointUse]:
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for field, count in zip(flat[::2], flat[1::2], strict=True):
        endpoint, _, rest = field.decode().partition("|")
        ip, _, outcome = rest.partition("|")
        counts.setdefault((endpoint, ip), {})[outcome or "admitted"] = int(count)
    return [
        EndpointUse(endpoint, ip, by.get("admitted", 0), by.get("refused", 0))
        for (endpoint, ip), by in sorted(counts.items())
    ]
