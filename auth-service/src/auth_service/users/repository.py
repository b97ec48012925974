"""SQL on accounts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, LiteralString
from uuid import UUID

from auth_service.users.affiliations import ACTIVE_AFFILIATION, Affiliation, affiliation_of
from auth_service.users.domain import User
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

USER: Final = (
    "u.id, u.username, u.email, u.email_verified, u.full_name, u.user_type, u.role, u.tier, u.is_active,"
    " u.avatar_url, u.timezone, u.locale, u.tokens_dead_until, u.created_at, u.updated_at, u.last_login_at"
)
_PROFILE: Final = f"SELECT {USER}, a.* FROM auth.users u LEFT JOIN LATERAL {ACTIVE_AFFILIATION} a ON true"
_CHANGEABLE: Final[dict[str, LiteralString]] = {
    "full_name": "full_name = %s",
    "avatar_url": "avatar_url = %s",
    "timezone": "timezone = %s",
    "locale": "locale = %s",
    "role": "role = %s",
    "tier": "tier = %s",
    "is_active": "is_active = %s",
    "email_verified": "email_verified = %s",
    "username": "username = %s, username_key = lower(%s)",
}


@dataclass(frozen=True, slots=True)
class Profile:
    """An account with its affiliation in the organisation it acts for."""

    user: User
    affiliation: Affiliation | None


@dataclass(frozen=True, slots=True)
class Stored:
    """An account with its password hash; None if no password was ever set."""

    user: User
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class UserFilter:
    """A filter of accounts; None means any."""

    query: str | None = None
    role: str | None = None
    tier: str | None = None
    is_active: bool | None = None


async def profile(reader: Reader, user_id: UUID, organisation_id: UUID | None) -> Profile | None:
    """Returns the account with its affiliation in the given, or its first, organisation."""
    return await reader.fetch_one(
        _profile, f"{_PROFILE} WHERE u.id = %(id)s", {"id": user_id, "organisation": organisation_id}
    )


async def lock(connection: Connection, user_id: UUID) -> Stored | None:
    """Returns the account, locked until the transaction ends."""
    return await connection.fetch_one(
        _stored, f"SELECT {USER}, u.password_hash FROM auth.users u WHERE u.id = %s FOR UPDATE", [user_id]
    )


async def find(reader: Reader, user_id: UUID) -> Stored | None:
    return await reader.fetch_one(
        _stored, f"SELECT {USER}, u.password_hash FROM auth.users u WHERE u.id = %s", [user_id]
    )


async def ids_after(reader: Reader, after: str, *, limit: int) -> list[str]:
    """The ids of active accounts, in the order of their texts."""
    found = await reader.fetch_value(
        "SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM (SELECT id::text FROM auth.users"
        " WHERE is_active AND id::text > %s ORDER BY id::text LIMIT %s) AS page(id)",
        [after, limit],
    )
    return list(found)


async def administrators(reader: Reader) -> list[str]:
    """The ids of active administrators."""
    found = await reader.fetch_value(
        "SELECT coalesce(array_agg(id::text ORDER BY id), '{}') FROM auth.users"
        " WHERE is_active AND role = 'admin'"
    )
    return list(found)


async def deleted_among(reader: Reader, ids: list[str]) -> list[str]:
    """Those of the ids that no account has."""
    found = await reader.fetch_value(
        "SELECT coalesce(array_agg(given.id), '{}') FROM unnest(%s::text[]) AS given(id)"
        " WHERE NOT EXISTS (SELECT FROM auth.users AS u WHERE u.id::text = given.id)",
        [ids],
    )
    return list(found)


async def usernames_of(reader: Reader, ids: list[str]) -> dict[str, str]:
    """The login names of those of the ids that are accounts."""
    rows = await reader.fetch_rows(
        "SELECT u.id::text, u.username FROM auth.users AS u WHERE u.id::text = ANY(%s)", [ids]
    )
    return dict(rows)


async def find_login(reader: Reader, name: str) -> Stored | None:
    """Returns the account with this address or login name in lower case; names do not contain @."""
    column: LiteralString = "email" if "@" in name else "username_key"
    return await reader.fetch_one(
        _stored, f"SELECT {USER}, u.password_hash FROM auth.users u WHERE u.{column} = %s", [name]
    )


async def add(connection: Connection, user: User, password_hash: str | None) -> bool:
    """Adds an account; returns False if the address or the login name is in use."""
    cursor = await connection.execute(
        "INSERT INTO auth.users (id, email, username, username_key, password_hash, email_verified,"
        " full_name, user_type, role, tier, created_at, updated_at)"
        " VALUES (%s, %s, %s, lower(%s), %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        [
            *(user.id, user.email, user.username, user.username, password_hash, user.email_verified),
            *(user.full_name, user.user_type, user.role, user.tier, user.created_at, user.updated_at),
        ],
    )
    return cursor.rowcount == 1


async def email_exists(connection: Connection, email: str) -> bool:
    return await connection.fetch_value("SELECT EXISTS (SELECT FROM auth.users WHERE email = %s)", [email])


async def email_is_proven(connection: Connection, email: str) -> bool:
    """Whether the address belongs to an account that verified it."""
    return await connection.fetch_value(
        "SELECT EXISTS (SELECT FROM auth.users WHERE email = %s AND email_verified)", [email]
    )


async def set_aside(connection: Connection, user_id: UUID) -> None:
    """Takes the address and the login name from an account that is about to be deleted."""
    await connection.execute(
        "UPDATE auth.users SET email = id::text, username = id::text, username_key = id::text WHERE id = %s",
        [user_id],
    )


async def change(connection: Connection, user_id: UUID, facts: dict[str, Any], now: datetime) -> None:
    """Changes facts by column; raises UniqueViolation on uq_users_username_key for a login name in use."""
    parts: list[LiteralString] = [_CHANGEABLE[name] for name in facts]
    values = [[value, value] if name == "username" else [value] for name, value in facts.items()]
    await connection.execute(
        f"UPDATE auth.users SET {', '.join([*parts, 'updated_at = %s'])} WHERE id = %s",
        [*(value for pair in values for value in pair), now, user_id],
    )


async def set_password(connection: Connection, user_id: UUID, password_hash: str, now: datetime) -> None:
    await connection.execute(
        "UPDATE auth.users SET password_hash = %s, updated_at = %s WHERE id = %s",
        [password_hash, now, user_id],
    )


async def confirm_email(connection: Connection, user_id: UUID, email: str, now: datetime) -> None:
    """Stores the confirmed address; raises UniqueViolation on uq_users_email if another account uses it."""
    await connection.execute(
        "UPDATE auth.users SET email = %s, email_verified = true, updated_at = %s WHERE id = %s",
        [email, now, user_id],
    )


async def note_login(connection: Connection, user_id: UUID, now: datetime, *, new_hash: str | None) -> None:
    """Stores the time of the login, and a new hash if any."""
    await connection.execute(
        "UPDATE auth.users SET last_login_at = %s, password_hash = coalesce(%s, password_hash) WHERE id = %s",
        [now, new_hash, user_id],
    )


async def kill_tokens(connection: Connection, user_id: UUID, now: int) -> int:
    """Revokes every access token issued until now; returns the time of the revocation in epoch seconds.

    Tokens may carry an issue time in the next second, so the latest issued token is also covered.
    """
    return await connection.fetch_value(
        "UPDATE auth.users SET tokens_dead_until = greatest(tokens_dead_until, %s,"
        " (SELECT max(s.token_issued_at) FROM auth.sessions s WHERE s.user_id = users.id))"
        " WHERE id = %s RETURNING tokens_dead_until",
        [now, user_id],
    )


async def kill_every_token(connection: Connection, now: datetime, expires_at: datetime) -> None:
    """Revokes the access tokens of all accounts issued until now; no token outlives `expires_at`."""
    await connection.execute(
        "WITH killed AS (UPDATE auth.users SET tokens_dead_until ="
        " greatest(tokens_dead_until, ceil(extract(epoch FROM %(now)s::timestamptz))::bigint)"
        " RETURNING id, tokens_dead_until)"
        " INSERT INTO auth.revocations (kind, id, dead_until, expires_at, created_at)"
        " SELECT 'user', id::text, tokens_dead_until, %(expires_at)s, %(now)s FROM killed"
        " ON CONFLICT (kind, id) DO UPDATE SET dead_until = excluded.dead_until,"
        " expires_at = excluded.expires_at, asserted_at = NULL",
        {"now": now, "expires_at": expires_at},
    )


async def admin_addresses(connection: Connection) -> list[str]:
    """The addresses of the administrators, at most ten."""
    cursor = await connection.execute(
        "SELECT email FROM auth.users WHERE role = 'admin' ORDER BY created_at, id LIMIT 10"
    )
    return [row[0] for row in await cursor.fetchall()]


async def delete(connection: Connection, user_id: UUID) -> list[UUID]:
    """Deletes the account with everything that belongs to it, and organisations without other members.

    Returns these organisations.
    """
    rows = await connection.fetch_rows(
        "DELETE FROM auth.organisations o WHERE EXISTS"
        " (SELECT FROM auth.memberships m WHERE m.organisation_id = o.id AND m.user_id = %(id)s)"
        " AND NOT EXISTS"
        " (SELECT FROM auth.memberships m WHERE m.organisation_id = o.id AND m.user_id <> %(id)s)"
        " RETURNING o.id",
        {"id": user_id},
    )
    await connection.execute("DELETE FROM auth.users WHERE id = %s", [user_id])
    return [row[0] for row in rows]


async def note_maker(connection: Connection, user_id: UUID, organisation_id: UUID) -> None:
    """Notes which organisation made an account."""
    await connection.execute("UPDATE auth.users SET made_by = %s WHERE id = %s", [organisation_id, user_id])


async def other_admins(connection: Connection, user_id: UUID) -> int:
    """Counts, and locks until the transaction ends, the other active administrators."""
    cursor = await connection.execute(
        "SELECT id FROM auth.users WHERE role = 'admin' AND is_active AND id <> %s ORDER BY id FOR UPDATE",
        [user_id],
    )
    return len(await cursor.fetchall())


async def page(
    connection: Connection, wanted: UserFilter, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[User]:
    """Lists accounts, newest first."""
    where, params = _where(wanted)
    if after is not None:
        where, params = f"{where} AND (u.created_at, u.id) < (%s, %s)", [*params, *after]
    return await connection.fetch_all(
        User,
        f"SELECT {USER} FROM auth.users u WHERE {where} ORDER BY u.created_at DESC, u.id DESC LIMIT %s",
        [*params, limit],
    )


async def count(connection: Connection, wanted: UserFilter) -> int:
    where, params = _where(wanted)
    return await connection.fetch_value(f"SELECT count(*) FROM auth.users u WHERE {where}", params)


def _where(wanted: UserFilter) -> tuple[LiteralString, list[Any]]:
    parts: list[tuple[LiteralString, list[Any]]] = [("true", [])]
    if wanted.query:
        text = wanted.query.lower()
        parts.append(
            (
                "(strpos(u.email, %s) > 0 OR strpos(u.username_key, %s) > 0"
                " OR strpos(lower(coalesce(u.full_name, '')), %s) > 0)",
                [text, text, text],
            )
        )
    if wanted.role is not None:
        parts.append(("u.role = %s", [wanted.role]))
    if wanted.tier is not None:
        parts.append(("u.tier = %s", [wanted.tier]))
    if wanted.is_active is not None:
        parts.append(("u.is_active = %s", [wanted.is_active]))
    return " AND ".join(text for text, _ in parts), [value for _, values in parts for value in values]


def _profile(**columns: Any) -> Profile:
    affiliation = affiliation_of(columns)
    return Profile(User(**columns), affiliation)


def _stored(*, password_hash: str | None, **columns: Any) -> Stored:
    return Stored(User(**columns), password_hash)
