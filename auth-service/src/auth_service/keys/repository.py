"""The only SQL on signing keys."""

from datetime import datetime
from typing import Final

from auth_service.keys.domain import SigningKey
from service_kit.db.connection import Connection

_KEY: Final = "kid, public_pem, sealed_private, source, created_at, signs_from, signs_until"


class SigningKeyRepository:
    """Signing keys."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def lock(self) -> None:
        """Nobody else changes the set until the transaction ends."""
        await self._connection.execute("SELECT pg_advisory_xact_lock(hashtext('auth.signing_keys'))")

    async def all(self) -> list[SigningKey]:
        """Newest first."""
        return await self._connection.fetch_all(
            SigningKey, f"SELECT {_KEY} FROM auth.signing_keys ORDER BY created_at DESC, kid"
        )

    async def add(self, key: SigningKey) -> None:
        await self._connection.execute(
            f"INSERT INTO auth.signing_keys ({_KEY}) VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                *(key.kid, key.public_pem, key.sealed_private, key.source),
                *(key.created_at, key.signs_from, key.signs_until),
            ],
        )

    async def schedule(self, key: SigningKey) -> None:
        """Stores from when until when a key signs."""
        await self._connection.execute(
            "UPDATE auth.signing_keys SET signs_from = %s, signs_until = %s WHERE kid = %s",
            [key.signs_from, key.signs_until, key.kid],
        )

    async def delete(self, kid: str) -> None:
        await self._connection.execute("DELETE FROM auth.signing_keys WHERE kid = %s", [kid])

    async def forget_private_halves(self, now: datetime) -> None:
        """A key that signs no more needs no private half."""
        await self._connection.execute(
            "UPDATE auth.signing_keys SET sealed_private = NULL"
            " WHERE signs_until <= %s AND sealed_private IS NOT NULL",
            [now],
        )
