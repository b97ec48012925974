"""Verifies API keys through auth-service, and caches the results for a few seconds."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from service_kit.clock.clocks import Clock
from service_kit.errors import Unauthenticated, Unavailable
from service_kit.identity.credentials import CredentialsRefused, Identity
from service_kit.lru import Lru

KEY_START = "alt_"
_LONGEST_KEY = 256

ResolveApiKey = Callable[[str], Awaitable[Identity]]
"""Resolves `alt_<prefix>_<secret>` in auth-service. Raises Unauthenticated with the reason (such as
API_KEY_EXPIRED, API_KEY_REVOKED, API_KEY_ROTATED, API_KEY_UNKNOWN), or Unavailable."""


@dataclass(frozen=True, slots=True)
class _Answer:
    identity: Identity | None
    reason: str
    known_at: float


class ApiKeyVerifier:
    """Turns API keys into identities; concurrent requests for one key share one call.

    A result is fresh for `fresh_s`. While auth-service is unavailable, a positive result is used for `kept_s`
    more; revocations still apply, because the gatekeeper checks them at every request.
    """

    def __init__(
        self,
        resolve: ResolveApiKey,
        clock: Clock,
        *,
        fresh_s: float = 5.0,
        kept_s: float = 300.0,
        remembered: int = 10_000,
    ) -> None:
        self._resolve = resolve
        self._clock = clock
        self._fresh_s = fresh_s
        self._kept_s = kept_s
        self._answers: Lru[bytes, _Answer] = Lru(remembered)
        self._asking: dict[bytes, asyncio.Future[_Answer]] = {}

    def knows(self, key: str) -> bool:
        """Whether the key was valid when it was last resolved; then it was not made up."""
        answer = self._answers.get(_digest(key))
        return answer is not None and answer.identity is not None

    async def verify(self, key: str) -> Identity:
        """Returns the identity. Raises CredentialsRefused for an invalid key, or Unavailable."""
        if not key.startswith(KEY_START) or len(key) > _LONGEST_KEY or not key.isascii():
            raise CredentialsRefused("API_KEY_UNKNOWN")
        now = self._clock.now().timestamp()
        digest = _digest(key)
        answer = self._answers.get(digest)
        # An answer from the future was given before the clock was put back.
        if answer is None or not 0 <= now - answer.known_at <= self._fresh_s:
            answer = await self._ask_again(key, digest, answer, now)
        if answer.identity is None:
            raise CredentialsRefused(answer.reason)
        if answer.identity.expires_at <= now:
            raise CredentialsRefused("API_KEY_EXPIRED")
        return answer.identity

    async def _ask_again(self, key: str, digest: bytes, old: _Answer | None, now: float) -> _Answer:
        try:
            return await self._ask_once(key, digest, now)
        except Unavailable:
            if old is None or old.identity is None or now - old.known_at > self._kept_s:
                raise
            return old

    async def _ask_once(self, key: str, digest: bytes, now: float) -> _Answer:
        asking = self._asking.get(digest)
        if asking is None:
            asking = asyncio.ensure_future(self._ask(key, digest, now))
            self._asking[digest] = asking
            asking.add_done_callback(lambda _: self._asking.pop(digest, None))
        return await asyncio.shield(asking)

    async def _ask(self, key: str, digest: bytes, now: float) -> _Answer:
        try:
            answer = _Answer(await self._resolve(key), "", now)
        except Unauthenticated as error:
            answer = _Answer(None, error.reason, now)
        self._answers.put(digest, answer)
        return answer


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()
