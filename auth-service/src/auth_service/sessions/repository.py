"""SQL on sessions."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from auth_service.sessions.domain import Lifetime, Session
from auth_service.users.affiliations import AFFILIATION, affiliation_of
from auth_service.users.domain import User
from auth_service.users.repository import USER, Profile
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_SESSION: Final = (
    "s.id, s.user_id, s.organisation_id, s.counter, s.rotated_at, s.token_issued_at, s.device, s.ip,"
    " s.created_at, s.last_used_at, s.ended_at, s.refreshes, s.refreshes_since"
)
_LIVE: Final = (
    "s.user_id = %(user)s AND s.ended_at IS NULL AND s.created_at > %(created_after)s"
    " AND s.last_used_at > %(used_after)s"
)


async def add(connection: Connection, session: Session) -> None:
    await connection.execute(
        "INSERT INTO auth.sessions (id, user_id, organisation_id, counter, rotated_at, token_issued_at,"
        " device, ip, created_at, last_used_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            *(session.id, session.user_id, session.organisation_id, session.counter, session.rotated_at),
            *(
                session.token_issued_at,
                session.device,
                session.ip,
                session.created_at,
                session.last_used_at,
            ),
        ],
    )


async def profile_of(connection: Connection, session_id: UUID) -> Profile | None:
    """Returns the account of a session with its affiliation, locked until the transaction ends."""
    return await connection.fetch_one(
        _profile,
        f"SELECT {USER}, a.* FROM auth.sessions s JOIN auth.users u ON u.id = s.user_id"
        f" LEFT JOIN LATERAL (SELECT {AFFILIATION} FROM auth.memberships m"
        " JOIN auth.organisations o ON o.id = m.organisation_id WHERE m.user_id = u.id"
        " AND m.status = 'active' AND m.organisation_id = s.organisation_id) a ON true"
        " WHERE s.id = %s FOR SHARE OF u",
        [session_id],
    )


async def lock(connection: Connection, session_id: UUID) -> Session | None:
    """Returns the session, locked until the transaction ends."""
    return await connection.fetch_one(
        Session, f"SELECT {_SESSION} FROM auth.sessions s WHERE s.id = %s FOR UPDATE", [session_id]
    )


async def find(connection: Connection, session_id: UUID) -> Session | None:
    return await connection.fetch_one(
        Session, f"SELECT {_SESSION} FROM auth.sessions s WHERE s.id = %s", [session_id]
    )


async def has_ended(connection: Connection, session_id: UUID) -> bool:
    """Whether a session was ended or deleted."""
    return not await connection.fetch_value(
        "SELECT EXISTS (SELECT FROM auth.sessions WHERE id = %s AND ended_at IS NULL)", [session_id]
    )


async def note_use(connection: Connection, session: Session) -> None:
    """Stores counter, times and address of a refreshed session."""
    await connection.execute(
        "UPDATE auth.sessions SET counter = %s, rotated_at = %s, token_issued_at = %s, ip = %s,"
        " last_used_at = %s, organisation_id = %s, refreshes = %s, refreshes_since = %s WHERE id = %s",
        [
            *(session.counter, session.rotated_at, session.token_issued_at, session.ip),
            *(session.last_used_at, session.organisation_id, session.refreshes, session.refreshes_since),
            session.id,
        ],
    )


async def end(connection: Connection, session_id: UUID, reason: str, now: datetime) -> bool:
    """Ends a session; returns False if it had already ended."""
    cursor = await connection.execute(
        "UPDATE auth.sessions SET ended_at = %s, end_reason = %s WHERE id = %s AND ended_at IS NULL",
        [now, reason, session_id],
    )
    return cursor.rowcount == 1


async def end_all(
    connection: Connection, user_id: UUID, reason: str, now: datetime, *, keep: UUID | None
) -> list[UUID]:
    """Ends the sessions of an account, optionally except one; returns their ids."""
    cursor = await connection.execute(
        "UPDATE auth.sessions SET ended_at = %s, end_reason = %s"
        " WHERE user_id = %s AND ended_at IS NULL AND id IS DISTINCT FROM %s RETURNING id",
        [now, reason, user_id, keep],
    )
    return [row[0] for row in await cursor.fetchall()]


async def end_every(connection: Connection, reason: str, now: datetime) -> int:
    """Ends the sessions of all accounts; returns their number."""
    cursor = await connection.execute(
        "UPDATE auth.sessions SET ended_at = %s, end_reason = %s WHERE ended_at IS NULL", [now, reason]
    )
    return cursor.rowcount


async def page(
    reader: Reader,
    user_id: UUID,
    lifetime: Lifetime,
    now: datetime,
    *,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> list[Session]:
    """Lists the active sessions of an account, last used first."""
    before, id = after or (None, None)
    params = _live_params(user_id, lifetime, now) | {"before": before, "id": id, "limit": limit}
    return await reader.fetch_all(
        Session,
        f"SELECT {_SESSION} FROM auth.sessions s WHERE {_LIVE} AND (%(before)s::timestamptz IS NULL"
        " OR (s.last_used_at, s.id) < (%(before)s::timestamptz, %(id)s::uuid))"
        " ORDER BY s.last_used_at DESC, s.id DESC LIMIT %(limit)s",
        params,
    )


async def count(reader: Reader, user_id: UUID, lifetime: Lifetime, now: datetime) -> int:
    return await reader.fetch_value(
        f"SELECT count(*) FROM auth.sessions s WHERE {_LIVE}", _live_params(user_id, lifetime, now)
    )


async def forget(connection: Connection, session_id: UUID) -> None:
    """Deletes a session."""
    await connection.execute("DELETE FROM auth.sessions WHERE id = %s", [session_id])


async def forget_old(connection: Connection, before: datetime) -> None:
    """Deletes sessions that cannot be refreshed any more."""
    await connection.execute("DELETE FROM auth.sessions WHERE last_used_at < %s", [before])


def _live_params(user_id: UUID, lifetime: Lifetime, now: datetime) -> dict[str, Any]:
    return {
        "user": user_id,
        "created_after": now - lifetime.absolute,
        "used_after": now - lifetime.idle,
    }


def _profile(**columns: Any) -> Profile:
    affiliation = affiliation_of(columns)
    return Profile(User(**columns), affiliation)
