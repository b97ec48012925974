"""The Redis keys of limits, quotas, usage and revocations; auth-service uses them, too.

A principal is the user id for a user and for the API keys of that user, and `ip:<address>` for an anonymous
caller. Months are written 202611, days 20261121, minutes 202611211530, all in UTC.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple


class Calendar(NamedTuple):
    """The month, day and minute of a time, as written in keys."""

    month: str
    day: str
    minute: str

    @classmethod
    def at(cls, now: datetime) -> "Calendar":
        return _calendar(int(now.timestamp() // 60))


@lru_cache(maxsize=4)
def _calendar(minutes: int) -> Calendar:
    text = f"{datetime.fromtimestamp(minutes * 60, UTC):%Y%m%d%H%M}"
    return Calendar(text[:6], text[:8], text)


@dataclass(frozen=True, slots=True)
class RedisKeys:
    """Key names under one prefix, so that two meshes can share a Redis."""

    prefix: str = "altsports"

    def revoked_session(self, session_id: str) -> str:
        """Epoch seconds: credentials of the session issued until then are revoked."""
        return f"{self.prefix}:revoked:session:{session_id}"

    def revoked_user(self, user_id: str) -> str:
        """Epoch seconds: credentials of the user issued until then are revoked."""
        return f"{self.prefix}:revoked:user:{user_id}"

    def revoked_key(self, api_key_id: str) -> str:
        """If it exists, the API key is revoked."""
        return f"{self.prefix}:revoked:key:{api_key_id}"

    @property
    def restored(self) -> str:
        """The run of Redis (its run_id) that has all revocations; auth-service writes it after them."""
        return f"{self.prefix}:revoked:sentinel"

    @property
    def probe(self) -> str:
        """Written by health checks, because a Redis that refuses writes still answers PING."""
        return f"{self.prefix}:probe"

    def window(self, bucket: str, window_s: int, principal: str) -> str:
        """Hash {used, end}: calls in the window, and its end in epoch milliseconds."""
        return f"{self.prefix}:limit:{bucket}:{window_s}:{principal}"

    def quota(self, principal: str, month: str) -> str:
        """Hash {api_calls, ai_tokens}: the usage of the month."""
        return f"{self.prefix}:quota:{principal}:{month}"

    def usage_of_day(self, principal: str, day: str) -> str:
        """Hash "<endpoint>|<ip>|admitted" or "...|refused" -> calls; "other" contains the excess."""
        return f"{self.prefix}:usage:day:{day}:{principal}"

    def usage_of_minute(self, minute: str) -> str:
        """Hash "<endpoint>|admitted" or "...|refused" -> calls of all callers."""
        return f"{self.prefix}:usage:minute:{minute}"

    def cached(self, key: str) -> str:
        """One cached answer."""
        return f"{self.prefix}:cache:{key}"

    @property
    def cache_budget(self) -> tuple[str, str]:
        """When the cached answers expire, and how many bytes they take: see `service_kit.redis.budget`."""
        return f"{self.prefix}:cache-expiries", f"{self.prefix}:cache-sizes"

    def tag(self, tag: str) -> str:
        """A version that changes when everything cached under the tag is invalidated."""
        return f"{self.prefix}:tag:{tag}"
