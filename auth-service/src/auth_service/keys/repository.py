"""SQL on signing keys."""

from datetime import datetime
from typing import Final

from auth_service.keys.domain import SigningKey
from service_kit.db.connection import Connection

_KEY: Final = "kid, public_pem, sealed_private, source, created_at, signs_from, signs_until"


async def lock(connection: Connection) -> None:
    """Locks the set of keys until the transaction ends."""
    await connection.execute("SELECT pg_advisory_xact_lock(hashtext('auth.signing_keys'))")


async def load_all(connection: Connection) -> list[SigningKey]:
    """Returns all keys, newest first."""
    return await connection.fetch_all(
        SigningKey, f"SELECT {_KEY} FROM auth.signing_keys ORDER BY created_at DESC, kid"
    )


async def add(connection: Connection, key: SigningKey) -> None:
    await connection.execute(
        f"INSERT INTO auth.signing_keys ({_KEY}) VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [
            *(key.kid, key.public_pem, key.sealed_private, key.source),
            *(key.created_at, key.signs_from, key.signs_until),
        ],
    )


async def schedule(connection: Connection, key: SigningKey) -> None:
    """Stores the period in which a key signs."""
    await connection.execute(
        "UPDATE auth.signing_keys SET signs_from = %s, signs_until = %s WHERE kid = %s",
        [key.signs_from, key.signs_until, key.kid],
    )


async def delete(connection: Connection, kid: str) -> None:
    await connection.execute("DELETE FROM auth.signing_keys WHERE kid = %s", [kid])


async def forget_private_halves(connection: Connection, now: datetime) -> None:
    """Deletes the private keys that do not sign any more."""
    await connection.execute(
        "UPDATE auth.signing_keys SET sealed_private = NULL"
        " WHERE signs_until <= %s AND sealed_private IS NOT NULL",
        [now],
    )
