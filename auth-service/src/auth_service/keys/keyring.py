"""The signing keys in memory, the same in every replica within a second."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from auth_service.keys import repository as signing_keys
from auth_service.keys.domain import SigningKey, active_key, published
from auth_service.keys.operations import KeyRules, ensure_keys, forget_old_keys, rotate
from auth_service.keys.pem import KeyPair, generate, is_readable, jwk_of, unseal
from auth_service.sessions.access_tokens import SigningPair
from auth_service.units import Units
from service_kit.errors import Unavailable
from service_kit.logging import logs

TIDY_EVERY_S: Final = 300.0
log = logs.get_logger(__name__)


class NoSigningKey(Unavailable):
    """The keys are not loaded yet."""

    reason = "NO_SIGNING_KEY"


class Keyring:
    """Loops reload the keys every second, so that every replica follows a rotation, and tidy them."""

    def __init__(
        self,
        units: Units,
        rules: KeyRules,
        *,
        configured: KeyPair | None = None,
        longest_use: timedelta = timedelta(days=90),
        make_pair: Callable[[], KeyPair] = generate,
    ) -> None:
        self._units = units
        self._rules = rules
        self._configured = configured
        self._longest_use = longest_use
        self._make_pair = make_pair
        self._keys: list[SigningKey] = []
        self._pairs: dict[str, SigningPair] = {}
        self._readable: dict[str, bool] = {}

    async def open(self) -> None:
        """Creates the first keys if there are none, and loads the keys."""
        spares = [await asyncio.to_thread(self._make_pair) for _ in range(2)]
        async with self._units.transaction() as unit:
            await ensure_keys(unit, self._rules, self._configured, spares)
        await self.reload()

    async def reload(self) -> None:
        """Loads the keys; private keys are decrypted once."""
        async with self._units.database.read() as connection:
            keys = [key for key in await signing_keys.load_all(connection) if self._is_readable(key)]
        for key in keys:
            if key.kid not in self._pairs and key.sealed_private is not None:
                private = unseal(key.sealed_private, key.kid, self._rules.sealing_key)
                if private is not None:
                    self._pairs[key.kid] = SigningPair(key.kid, private)
        known = {key.kid for key in keys}
        self._pairs = {kid: pair for kid, pair in self._pairs.items() if kid in known}
        self._keys = keys

    def _is_readable(self, key: SigningKey) -> bool:
        """False for a damaged row, so that the other keys stay in use."""
        if key.kid not in self._readable:
            self._readable[key.kid] = is_readable(key.public_pem)
            if not self._readable[key.kid]:
                log.error("A signing key cannot be read and is not used", kid=key.kid)
        return self._readable[key.kid]

    @property
    def is_ready(self) -> bool:
        """Whether keys are loaded."""
        return bool(self._pairs)

    def signing_pair(self) -> SigningPair:
        """The key that currently signs. Raises NoSigningKey before the keys are loaded."""
        usable = [key for key in self._keys if key.kid in self._pairs]
        key = active_key(usable, self._units.clock.now())
        if key is None:
            raise NoSigningKey("No signing key is ready", retry_after_s=1)
        return self._pairs[key.kid]

    def jwks(self) -> list[dict[str, str]]:
        """The public keys as JWKs. Raises NoSigningKey before the keys are loaded."""
        keys = published(self._keys, self._units.clock.now(), self._rules.token_lifetime)
        if not keys:
            raise NoSigningKey("No signing key is ready", retry_after_s=1)
        return [jwk_of(key.public_pem, key.kid) for key in keys]

    def all(self) -> list[SigningKey]:
        """The published keys, newest first."""
        return published(self._keys, self._units.clock.now(), self._rules.token_lifetime)

    @property
    def token_lifetime(self) -> timedelta:
        return self._rules.token_lifetime

    async def rotate(self, reason: str | None) -> SigningKey:
        """Activates the next key. Raises RotationPending."""
        spare = await asyncio.to_thread(self._make_pair)
        async with self._units.transaction() as unit:
            successor = await rotate(unit, self._rules, spare, reason)
        await self.reload()
        return successor

    async def tidy(self) -> None:
        """Rotates a generated key that has signed long enough, and deletes obsolete keys."""
        now = self._units.clock.now()
        active = active_key(self._keys, now)
        if active is not None and active.source == "generated" and active.signs_from is not None:
            nobody_did = not any(key.signs_from is not None and key.signs_from > now for key in self._keys)
            if now - active.signs_from > self._longest_use and nobody_did:
                await self.rotate("age")
        async with self._units.transaction() as unit:
            await forget_old_keys(unit, self._rules.token_lifetime)
