"""Stores answers in the cache and invalidates them; the gatekeeper reads them in its one step."""

from typing import Final

from gateway_service.cache.entry import Entry
from gateway_service.cache.payload import Payload
from service_kit.events.tags import TAG_KEPT_S
from service_kit.lru import Lru
from service_kit.redis.budget import KEEP_WITHIN
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import Argument, RedisMux, Script

_MOST_REMEMBERED: Final = 1024
_JUST_STORED_S: Final = 1.0

_STORE = Script(
    KEEP_WITHIN
    + """
    -- KEYS entry, expiries, sizes, tags...
    -- ARGV the entry, milliseconds to keep it, bytes for all entries, the tag versions it is true for...
    for index = 4, #KEYS do
      if (redis.call('GET', KEYS[index]) or '-') ~= ARGV[index] then return 0 end
    end
    local budget, keep_ms = tonumber(ARGV[3]), tonumber(ARGV[2])
    if not keep_within(budget, KEYS[2], KEYS[3], KEYS[1], #ARGV[1], keep_ms) then return 0 end
    redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
    return 1"""
)
_PURGE = Script(
    """-- KEYS tags  ARGV seconds to keep a version, longer than any entry lives
    for _, key in ipairs(KEYS) do
      redis.call('INCR', key)
      redis.call('EXPIRE', key, ARGV[1])
    end
    return #KEYS"""
)


class CacheStore:
    """At most `budget` bytes of answers; those that expire first make room.

    A tag is a version number. Purging increments it, so nothing is searched, and an answer that was computed
    while its facts changed is never stored. All methods raise RedisUnavailable.
    """

    def __init__(self, redis: RedisMux, keys: RedisKeys, *, budget: int) -> None:
        self._redis = redis
        self._keys = keys
        self._budget = budget
        self._latest: Lru[str, Entry] = Lru(_MOST_REMEMBERED)
        """What was stored last, without its payload."""

    def has(self, key: str, entry: Entry) -> bool:
        """Whether an equal answer was stored within the last second, so that it need not be stored again."""
        latest = self._latest.get(key)
        return (
            latest is not None
            and latest.payload.etag == entry.payload.etag
            and latest.versions == entry.versions
            and 0 <= entry.made_at - latest.made_at < min(_JUST_STORED_S, entry.fresh_s / 10)
        )

    async def store(
        self, key: str, tags: tuple[str, ...], versions: tuple[bytes | None, ...], entry: Entry
    ) -> bool:
        """Stores an entry unless one of its tags was purged since the versions were read."""
        keys: list[Argument] = [self._keys.cached(key), *self._keys.cache_budget, *map(self._keys.tag, tags)]
        keep_ms = int((entry.fresh_s + entry.stale_s) * 1000)
        arguments: list[Argument] = [entry.pack(), keep_ms, self._budget]
        arguments += (version or b"-" for version in versions)
        is_stored = bool(await self._redis.run_script(_STORE, keys, arguments))
        if is_stored:
            self._latest.put(key, entry._replace(payload=Payload(b"", etag=entry.payload.etag)))
        return is_stored

    async def read(self, key: str) -> Entry | None:
        """The entry, fresh or not."""
        blob = await self._redis.execute("GET", self._keys.cached(key))
        return None if blob is None else Entry.unpack(blob)

    async def purge(self, tags: tuple[str, ...]) -> None:
        """Invalidates everything stored under the tags."""
        if tags:
            await self._redis.run_script(_PURGE, list(map(self._keys.tag, tags)), [TAG_KEPT_S])
