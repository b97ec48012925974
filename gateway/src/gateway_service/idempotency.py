"""Idempotency-Key: repeated requests with the same key get the same answer."""

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256

import orjson

from gateway_service.edge.exchange import Exchange
from gateway_service.sealing import Seals
from service_kit.edge.answer import Answer
from service_kit.edge.asgi import Header
from service_kit.errors import Conflict, ValidationFailed
from service_kit.limits.addresses import address_bucket
from service_kit.redis.budget import KEEP_WITHIN
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import Argument, RedisMux, Script

KEPT_S = 86_400
_HEADER = b"idempotency-key"
_KEY = re.compile(rb"[\x21-\x7e]{1,255}\Z")
_LOCK_MARGIN_S = 10.0
_MOST_BYTES = 4 * 1024 * 1024

_CLAIM = Script(
    """-- KEYS record, people  ARGV fingerprint of the request, token of this attempt, lock in milliseconds
    local found = redis.call('HMGET', KEYS[1], 'fingerprint', 'answer', 'people')
    local people = redis.call('GET', KEYS[2]) or '0'
    if not found[1] then
      redis.call('HSET', KEYS[1], 'fingerprint', ARGV[1], 'token', ARGV[2], 'people', people)
      redis.call('PEXPIRE', KEYS[1], ARGV[3])
      return {'claimed', false, 0}
    end
    if found[1] ~= ARGV[1] then return {'other', false, 0} end
    if found[2] and (found[3] or '0') ~= people then
      redis.call('HSET', KEYS[1], 'answer', '')
      return {'forgotten', false, 0}
    end
    return {found[2] and 'answered' or 'running', found[2], redis.call('PTTL', KEYS[1])}"""
)
_FINISH = Script(
    KEEP_WITHIN
    + """
    -- KEYS record, expiries, sizes  ARGV token, answer, seconds to keep it, bytes for all of the caller
    if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
    keep_within(tonumber(ARGV[4]), KEYS[2], KEYS[3], KEYS[1], #ARGV[2], ARGV[3] * 1000)
    redis.call('HSET', KEYS[1], 'answer', ARGV[2])
    return redis.call('EXPIRE', KEYS[1], ARGV[3])"""
)
_ABANDON = Script(
    """-- KEYS record  ARGV token
    if redis.call('HGET', KEYS[1], 'token') == ARGV[1] then return redis.call('DEL', KEYS[1]) end
    return 0"""
)


class IdempotencyKeyInvalid(ValidationFailed):
    """The key is not 1 to 255 visible ASCII characters."""

    reason = "IDEMPOTENCY_KEY_INVALID"


class IdempotencyKeyReused(ValidationFailed):
    """The key was already used with another request."""

    reason = "IDEMPOTENCY_KEY_REUSED"


class RequestInProgress(Conflict):
    """The first request with this key is still running."""

    reason = "REQUEST_IN_PROGRESS"


REPLAYED: Header = (b"idempotency-replayed", b"true")
"""Marks the answer to an earlier request with the same key."""


def key_of(exchange: Exchange) -> str | None:
    """The key of a request, if it has one. Raises IdempotencyKeyInvalid."""
    key = exchange.headers.get(_HEADER)
    if key is None:
        return None
    if not _KEY.match(key):
        raise IdempotencyKeyInvalid.at(
            ["header", "Idempotency-Key"],
            "Input should be 1 to 255 visible ASCII characters",
            type="key_invalid",
        )
    return key.decode()


def key_reused() -> IdempotencyKeyReused:
    """The error for a key that was already used with another request."""
    words = "The key was already used with another request"
    return IdempotencyKeyReused.at(["header", "Idempotency-Key"], words, type="key_reused")


@dataclass(frozen=True, slots=True)
class Claim:
    """An attempt that holds a key until it finishes, is abandoned, or its lock expires."""

    record: str
    token: str
    key: str


class IdempotencyKeys:
    """Stores keys in Redis, so that all gateways know them and a dead one does not block them for long.

    The answers of one caller take at most 4 MiB; then the oldest ones go before their time. When a club
    forgets a player, the answers of all its members go, because any of them may describe the person.
    """

    def __init__(self, redis: RedisMux, keys: RedisKeys, seals: Seals) -> None:
        self._redis = redis
        self._keys = keys
        self._seals = seals

    async def claim(
        self, exchange: Exchange, operation: str, body: bytes, *, timeout_s: float
    ) -> Claim | Answer | None:
        """Returns None without a key, the earlier answer, or a claim that must be finished or abandoned.

        Raises IdempotencyKeyInvalid, IdempotencyKeyReused, RequestInProgress, RedisUnavailable.
        """
        text = key_of(exchange)
        if text is None:
            return None
        key = text.encode()
        claim = Claim(self._record(exchange, key), secrets.token_hex(16), text)
        parts = (operation.encode(), exchange.path.encode(), exchange.query, body)
        fingerprint = self._seals.fingerprint(*parts)
        lock_ms = int((timeout_s + _LOCK_MARGIN_S) * 1000)
        state, stored, left_ms = await self._redis.run_script(
            _CLAIM, [claim.record, self._people(exchange)], [fingerprint, claim.token, lock_ms]
        )
        if state == b"claimed":
            return claim
        if state == b"other":
            raise key_reused()
        if state == b"running":
            raise RequestInProgress("The first request with this key is still running", retry_after_s=1)
        answer = None if state == b"forgotten" else self._seals.open(key, claim.record, stored)
        if answer is None:
            words = "The stored answer cannot be read any more: look at the row, or use another key"
            raise IdempotencyKeyReused.at(["header", "Idempotency-Key"], words, type="key_reused")
        return _replayed(answer, left_ms // 1000)

    async def finish(self, claim: Claim, answer: Answer) -> None:
        """Stores the answer for repetitions of the request."""
        headers = [[name.decode(), value.decode("latin-1")] for name, value in answer.headers]
        head = orjson.dumps({"status": answer.status, "headers": headers})
        text = b"%d:%b%b" % (len(head), head, answer.body)
        stored = self._seals.seal(claim.key.encode(), claim.record, text)
        group = claim.record.rpartition(":")[0]
        keys: list[Argument] = [claim.record, f"{group}:expiries", f"{group}:sizes"]
        await self._redis.run_script(_FINISH, keys, [claim.token, stored, KEPT_S, _MOST_BYTES])

    async def abandon(self, claim: Claim) -> None:
        """Releases the key without an answer, so that the request can be retried."""
        await self._redis.run_script(_ABANDON, [claim.record], [claim.token])

    def _people(self, exchange: Exchange) -> str:
        """The version of the people of the caller's club, as when an event invalidates cached answers."""
        return self._keys.tag(f"people:{exchange.identity.caller.organisation_id}")

    def _record(self, exchange: Exchange, key: bytes) -> str:
        owner = exchange.identity.principal or f"ip:{address_bucket(exchange.ip)}"
        return f"{self._keys.prefix}:sealed-idempotency:{owner}:{sha256(key).hexdigest()[:32]}"


def expiry_header(seconds: int) -> Header:
    """The header with the seconds for which the answer is kept."""
    return (b"idempotency-expires", b"%d" % seconds)


def _replayed(stored: bytes, left_s: int) -> Answer:
    length, _, rest = stored.partition(b":")
    head = orjson.loads(rest[: int(length)])
    headers = [(name.encode(), value.encode("latin-1")) for name, value in head["headers"]]
    headers += [REPLAYED, expiry_header(left_s)]
    return Answer(head["status"], rest[int(length) :], headers)
