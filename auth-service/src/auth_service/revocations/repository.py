"""SQL on revocations."""

from collections.abc import Sequence
from datetime import datetime

from auth_service.revocations.domain import Kind, Mark
from service_kit.db.connection import Connection

_MARK = "kind, id, dead_until, least(expires_at, '9999-12-30') AS expires_at"  # Python has no infinity


async def record(connection: Connection, marks: Sequence[Mark], now: datetime) -> None:
    """Stores marks in the transaction that revokes; a later mark for the same id wins."""
    if not marks:
        return
    columns = zip(*((m.kind, m.id, m.dead_until, m.expires_at) for m in marks), strict=True)
    await connection.execute(
        "INSERT INTO auth.revocations (kind, id, dead_until, expires_at, created_at)"
        " SELECT kind, id, dead_until, expires_at, %s FROM"
        " unnest(%s::text[], %s::text[], %s::bigint[], %s::timestamptz[])"
        " AS mark (kind, id, dead_until, expires_at)"
        " ON CONFLICT (kind, id) DO UPDATE SET"
        " dead_until = greatest(revocations.dead_until, excluded.dead_until),"
        " expires_at = greatest(revocations.expires_at, excluded.expires_at), asserted_at = NULL",
        [now, *map(list, columns)],
    )


async def lift(connection: Connection, kind: Kind, ids: Sequence[str]) -> None:
    """Deletes marks of credentials that are valid again."""
    await connection.execute(
        "DELETE FROM auth.revocations WHERE kind = %s AND id = ANY(%s)", [kind, list(ids)]
    )


async def unasserted(connection: Connection, now: datetime) -> list[Mark]:
    """Returns marks that Redis does not have yet, up to a thousand."""
    return await connection.fetch_all(
        Mark,
        f"SELECT {_MARK} FROM auth.revocations WHERE expires_at > %s AND asserted_at IS NULL LIMIT 1000",
        [now],
    )


async def forget_assertions(connection: Connection, now: datetime) -> None:
    """Marks all unexpired revocations as missing in Redis."""
    await connection.execute(
        "UPDATE auth.revocations SET asserted_at = NULL WHERE expires_at > %s AND asserted_at IS NOT NULL",
        [now],
    )


async def mark_asserted(connection: Connection, marks: Sequence[Mark], now: datetime) -> None:
    """Stores that Redis has these marks, except those renewed in the meantime."""
    columns = zip(*((m.kind, m.id, m.dead_until) for m in marks), strict=True)
    await connection.execute(
        "UPDATE auth.revocations r SET asserted_at = %s FROM"
        " unnest(%s::text[], %s::text[], %s::bigint[]) AS mark (kind, id, dead_until)"
        " WHERE (r.kind, r.id, r.dead_until) = (mark.kind, mark.id, mark.dead_until)",
        [now, *map(list, columns)],
    )


async def forget_expired(connection: Connection, now: datetime) -> None:
    await connection.execute("DELETE FROM auth.revocations WHERE expires_at <= %s", [now])
