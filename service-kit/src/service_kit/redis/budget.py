"""Bounds the memory that a group of keys may use, in a Redis that evicts nothing.

Revocations and rate limits live in the same Redis, so it must not evict keys, and what may be forgotten
(cached answers, stored answers of idempotency keys) must not fill it. Each group has two keys of its own:
when its entries expire, and how many bytes they take.
"""

from typing import Final

KEEP_WITHIN: Final = """
local function keep_within(budget, expiries, sizes, key, bytes, keep_ms)
  -- Makes room for a key that is about to be written: the entries of the group that expire first go.
  -- Returns false for a key that is too large for the group.
  bytes = bytes + 3 * #key + 300
  if bytes > budget / 4 then return false end
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local total = tonumber(redis.call('HGET', sizes, 'total') or '0')
  local function forget(name)
    total = total - tonumber(redis.call('HGET', sizes, name) or '0')
    redis.call('HDEL', sizes, name)
    redis.call('ZREM', expiries, name)
  end
  forget(key)
  local expired = redis.call('ZRANGEBYSCORE', expiries, '-inf', now, 'LIMIT', 0, 100)
  for _, name in ipairs(expired) do forget(name) end
  while total + bytes > budget do
    local first = redis.call('ZRANGE', expiries, 0, 0)[1]
    if not first then total = 0 break end
    forget(first)
    redis.call('DEL', first)
  end
  redis.call('ZADD', expiries, now + keep_ms, key)
  redis.call('HSET', sizes, key, bytes, 'total', total + bytes)
  local longest = math.max(keep_ms, redis.call('PTTL', sizes))
  redis.call('PEXPIRE', sizes, longest)
  redis.call('PEXPIRE', expiries, longest)
  return true
end
"""
"""A function for the scripts that write such keys."""
