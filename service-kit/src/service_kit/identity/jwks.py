"""The public keys of auth-service: kept while it is unavailable, and fetched again for an unknown key."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import jwt

from service_kit.clock.clocks import Clock
from service_kit.errors import DomainError
from service_kit.identity.credentials import CredentialsRefused

FetchJwks = Callable[[], Awaitable[dict[str, Any]]]
"""Fetches {"keys": [JWK, ...]}; raises a DomainError if auth-service does not answer."""

_logger = logging.getLogger(__name__)


class Jwks:
    """RS256 keys by `kid`.

    An unknown `kid` causes a fetch at most once per `retry_s`, so that invented ones cost nothing. The set is
    fetched again after `max_age_s`, and the last good set is kept while auth-service is unavailable.
    """

    def __init__(
        self, fetch: FetchJwks, clock: Clock, *, retry_s: float = 3.0, max_age_s: float = 300.0
    ) -> None:
        self._fetch = fetch
        self._clock = clock
        self._retry_s = retry_s
        self._max_age_s = max_age_s
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched_at = float("-inf")
        self._tried_at = float("-inf")
        self._lock = asyncio.Lock()
        self._refresh: asyncio.Task[None] | None = None

    async def key(self, kid: str) -> jwt.PyJWK:
        """Returns the key. Raises CredentialsRefused if there is none, Unavailable before the first fetch."""
        now = self._clock.now().timestamp()
        key = self._keys.get(kid)
        if key is None:
            await self._fetch_for(kid, now)
            key = self._keys.get(kid)
        elif not _is_within(self._max_age_s, now, self._fetched_at) and self._may_ask(now):
            self._refresh = asyncio.create_task(self._fetch_quietly(now), name="jwks-refresh")
        if key is None:
            raise CredentialsRefused("TOKEN_KEY_UNKNOWN")
        return key

    def _may_ask(self, now: float) -> bool:
        waits = _is_within(self._retry_s, now, self._tried_at)
        return not waits and (self._refresh is None or self._refresh.done())

    async def _fetch_for(self, kid: str, now: float) -> None:
        async with self._lock:
            if kid in self._keys or (self._keys and _is_within(self._retry_s, now, self._tried_at)):
                return
            if self._keys:
                await self._fetch_quietly(now)
            else:
                self._accept(await self._fetch(), now)

    async def _fetch_quietly(self, now: float) -> None:
        self._tried_at = now
        try:
            self._accept(await self._fetch(), now)
        except DomainError as error:
            _logger.warning("keeping the last signing keys: %s", error.reason)

    def _accept(self, document: dict[str, Any], now: float) -> None:
        self._keys = _rsa_keys(document)
        self._tried_at = self._fetched_at = now


def _is_within(seconds: float, now: float, then: float) -> bool:
    """Whether `then` is less than that long ago. A later time is from before the clock was put back."""
    return 0 <= now - then < seconds


def _rsa_keys(document: dict[str, Any]) -> dict[str, jwt.PyJWK]:
    """The RSA signing keys with a `kid`; all other keys of the set are ignored."""
    return {
        entry["kid"]: jwt.PyJWK(entry, algorithm="RS256")
        for entry in document.get("keys", [])
        if entry.get("kty") == "RSA" and entry.get("kid") and entry.get("use", "sig") == "sig"
    }
