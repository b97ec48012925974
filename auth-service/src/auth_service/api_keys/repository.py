"""SQL on API keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from auth_service.api_keys.domain import ApiKey, NewSecret
from auth_service.users.affiliations import AFFILIATION, Affiliation, affiliation_of
from auth_service.users.domain import User
from auth_service.users.repository import USER
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_KEY: Final = (
    "k.id, k.user_id, k.organisation_id, k.name, k.scopes, k.created_at, k.expires_at, k.last_used_at,"
    " k.last_used_ip, k.rotated_at, k.revoked_at, s.prefix,"
    " (SELECT max(old.valid_until) FROM auth.api_key_secrets old WHERE old.api_key_id = k.id)"
    " AS old_key_expires_at"
)
_FROM: Final = "auth.api_keys k JOIN auth.api_key_secrets s ON s.api_key_id = k.id AND s.valid_until IS NULL"
_FOUND: Final = (
    "s.id AS credential_id, k.id AS api_key_id, s.digest, s.valid_until, k.scopes, k.expires_at,"
    " k.revoked_at, k.last_used_at"
)
_LIVE: Final = "k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > %(now)s)"


@dataclass(frozen=True, slots=True)
class Found:
    """A secret found by its prefix, with its key and account."""

    credential_id: UUID
    api_key_id: UUID
    digest: bytes
    valid_until: datetime | None
    scopes: tuple[str, ...]
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    user: User
    affiliation: Affiliation | None


async def add(connection: Connection, key: ApiKey, secret: NewSecret) -> None:
    await connection.execute(
        "INSERT INTO auth.api_keys (id, user_id, organisation_id, name, scopes, created_at, expires_at)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [
            *(key.id, key.user_id, key.organisation_id, key.name, list(key.scopes)),
            *(key.created_at, key.expires_at),
        ],
    )
    await add_secret(connection, key.id, secret, key.created_at)


async def add_secret(connection: Connection, api_key_id: UUID, secret: NewSecret, now: datetime) -> None:
    await connection.execute(
        "INSERT INTO auth.api_key_secrets (id, api_key_id, prefix, digest, created_at)"
        " VALUES (%s, %s, %s, %s, %s)",
        [uuid4(), api_key_id, secret.prefix, secret.digest, now],
    )


async def get(reader: Reader, api_key_id: UUID, user_id: UUID) -> ApiKey | None:
    """Returns a key of an account."""
    return await reader.fetch_one(
        _key, f"SELECT {_KEY} FROM {_FROM} WHERE k.id = %s AND k.user_id = %s", [api_key_id, user_id]
    )


async def lock(connection: Connection, api_key_id: UUID, user_id: UUID) -> ApiKey | None:
    """Returns a key of an account, locked until the transaction ends."""
    await connection.execute(
        "SELECT FROM auth.api_keys WHERE id = %s AND user_id = %s FOR UPDATE", [api_key_id, user_id]
    )
    return await get(connection, api_key_id, user_id)


async def page(
    reader: Reader,
    user_id: UUID,
    now: datetime,
    *,
    include_inactive: bool,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> list[ApiKey]:
    """Lists the keys of an account, newest first."""
    before, id = after or (None, None)
    return await reader.fetch_all(
        _key,
        f"SELECT {_KEY} FROM {_FROM} WHERE k.user_id = %(user)s AND (%(all)s OR ({_LIVE}))"
        " AND (%(before)s::timestamptz IS NULL"
        " OR (k.created_at, k.id) < (%(before)s::timestamptz, %(id)s::uuid))"
        " ORDER BY k.created_at DESC, k.id DESC LIMIT %(limit)s",
        {
            "user": user_id,
            "all": include_inactive,
            "now": now,
            "before": before,
            "id": id,
            "limit": limit,
        },
    )


async def count(reader: Reader, user_id: UUID, now: datetime, *, include_inactive: bool) -> int:
    return await reader.fetch_value(
        f"SELECT count(*) FROM auth.api_keys k WHERE k.user_id = %(user)s AND (%(all)s OR ({_LIVE}))",
        {"user": user_id, "all": include_inactive, "now": now},
    )


async def end_secrets(
    connection: Connection, api_key_id: UUID, now: datetime, *, current_until: datetime
) -> list[UUID]:
    """Ends the current secret at the given time and older ones now; returns those that have ended."""
    cursor = await connection.execute(
        "UPDATE auth.api_key_secrets SET valid_until = CASE WHEN valid_until IS NULL THEN %(until)s"
        " ELSE %(now)s END WHERE api_key_id = %(key)s AND (valid_until IS NULL OR valid_until > %(now)s)"
        " RETURNING id, valid_until",
        {"key": api_key_id, "now": now, "until": current_until},
    )
    return [id for id, until in await cursor.fetchall() if until <= now]


async def note_rotation(connection: Connection, api_key_id: UUID, now: datetime) -> None:
    await connection.execute("UPDATE auth.api_keys SET rotated_at = %s WHERE id = %s", [now, api_key_id])


async def revoke(connection: Connection, api_key_id: UUID, now: datetime) -> None:
    await connection.execute(
        "UPDATE auth.api_keys SET revoked_at = %s WHERE id = %s AND revoked_at IS NULL", [now, api_key_id]
    )


async def revoke_all(connection: Connection, user_id: UUID, now: datetime) -> list[UUID]:
    """Revokes the keys of an account; returns those that were not revoked before."""
    cursor = await connection.execute(
        "UPDATE auth.api_keys SET revoked_at = %s WHERE user_id = %s AND revoked_at IS NULL RETURNING id",
        [now, user_id],
    )
    return [row[0] for row in await cursor.fetchall()]


async def forget(connection: Connection, api_key_id: UUID) -> None:
    """Deletes a key with all its secrets."""
    await connection.execute("DELETE FROM auth.api_keys WHERE id = %s", [api_key_id])


async def credentials_of(connection: Connection, api_key_ids: Sequence[UUID]) -> list[UUID]:
    """Returns all secrets that keys have had."""
    cursor = await connection.execute(
        "SELECT id FROM auth.api_key_secrets WHERE api_key_id = ANY(%s)", [list(api_key_ids)]
    )
    return [row[0] for row in await cursor.fetchall()]


async def is_revoked(connection: Connection, credential_id: UUID) -> bool:
    """Whether the key of a secret is revoked or deleted."""
    return not await connection.fetch_value(
        "SELECT EXISTS (SELECT FROM auth.api_key_secrets s JOIN auth.api_keys k ON k.id = s.api_key_id"
        " WHERE s.id = %s AND k.revoked_at IS NULL)",
        [credential_id],
    )


async def live_credentials_of(connection: Connection, user_id: UUID) -> list[UUID]:
    """Returns all secrets of an account's keys that are not revoked."""
    cursor = await connection.execute(
        "SELECT s.id FROM auth.api_key_secrets s JOIN auth.api_keys k ON k.id = s.api_key_id"
        " WHERE k.user_id = %s AND k.revoked_at IS NULL",
        [user_id],
    )
    return [row[0] for row in await cursor.fetchall()]


async def find(reader: Reader, prefix: str) -> Found | None:
    """Returns the secret with this prefix, with its account's affiliation in the key's organisation."""
    return await reader.fetch_one(
        _found,
        f"SELECT {_FOUND}, {USER}, a.*"
        " FROM auth.api_key_secrets s JOIN auth.api_keys k ON k.id = s.api_key_id"
        " JOIN auth.users u ON u.id = k.user_id"
        f" LEFT JOIN LATERAL (SELECT {AFFILIATION} FROM auth.memberships m"
        " JOIN auth.organisations o ON o.id = m.organisation_id WHERE m.user_id = u.id"
        " AND m.status = 'active' AND m.organisation_id = k.organisation_id) a ON true"
        " WHERE s.prefix = %s",
        [prefix],
    )


async def note_use(connection: Connection, api_key_id: UUID, ip: str | None, now: datetime) -> None:
    await connection.execute(
        "UPDATE auth.api_keys SET last_used_at = %s, last_used_ip = %s WHERE id = %s",
        [now, ip, api_key_id],
    )


def _key(*, scopes: list[str], **columns: Any) -> ApiKey:
    return ApiKey(scopes=tuple(scopes), **columns)


def _found(
    *,
    credential_id: UUID,
    api_key_id: UUID,
    digest: bytes,
    valid_until: datetime | None,
    scopes: list[str],
    expires_at: datetime | None,
    revoked_at: datetime | None,
    last_used_at: datetime | None,
    **columns: Any,
) -> Found:
    affiliation = affiliation_of(columns)
    return Found(
        credential_id,
        api_key_id,
        digest,
        valid_until,
        tuple(scopes),
        expires_at,
        revoked_at,
        last_used_at,
        User(**columns),
        affiliation,
    )
