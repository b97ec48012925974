"""All SQL on task.notifications, except that of e-mails."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson

from service_kit.db.connection import Connection
from service_kit.db.reader import Reader
from task_service.notifications.domain import Notification

COLUMNS: Final = (
    "id, user_id, kind, severity, title, body, steps, link, silent, created_at, read_at, mail_at, mail_id"
)
_SHOWN: Final = "user_id = %(user_id)s AND in_app AND deleted_at IS NULL"
_WANTED: Final = f"""
    {_SHOWN}
    AND (%(unread)s::boolean IS NULL OR (read_at IS NULL) = %(unread)s)
    AND (%(kind)s::text IS NULL OR kind = %(kind)s)
    AND (%(severity)s::text IS NULL OR severity = %(severity)s)"""
_NO_MAIL: Final = "mail_at = CASE WHEN mail_id IS NULL THEN NULL ELSE mail_at END"
"""What was read or deleted needs no e-mail any more."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which notifications of a user are wanted; None means any."""

    user_id: str
    unread: bool | None = None
    kind: str | None = None
    severity: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """A notification that was just stored."""

    id: UUID
    user_id: str
    in_app: bool
    silent: bool


async def lock(connection: Connection, user_ids: Sequence[str]) -> None:
    """Lets the changes of an inbox happen in turn, so that every event has the right number."""
    await connection.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('task.notifications ' || id, 0))"
        " FROM unnest(%s::text[]) AS given(id)",
        [sorted(user_ids)],
    )


async def add(connection: Connection, rows: Sequence[dict[str, Any]], now: datetime) -> list[Added]:
    """Stores those of the notifications that their users did not get before."""
    query = """
        INSERT INTO task.notifications (id, user_id, kind, key, severity, title, body, steps, link, in_app,
            silent, mail_at, created_at)
        SELECT id, user_id, kind, key, severity, title, body, steps, link, in_app, silent, mail_at, %s
        FROM jsonb_to_recordset(%s::jsonb) AS given (id uuid, user_id text, kind text, key text,
            severity text, title text, body text, steps jsonb, link text, in_app boolean, silent boolean,
            mail_at timestamptz)
        ON CONFLICT (user_id, kind, key) DO NOTHING RETURNING id, user_id, in_app, silent"""
    return await connection.fetch_all(Added, query, [now, orjson.dumps(rows).decode()])


async def put_example(connection: Connection, row: dict[str, Any], now: datetime) -> None:
    """Stores a notification of the demo, which was read, in its first state."""
    await connection.execute("DELETE FROM task.notifications WHERE id = %s", [row["id"]])
    await add(connection, [row], now)
    await connection.execute("UPDATE task.notifications SET read_at = %s WHERE id = %s", [now, row["id"]])


async def unread_counts(reader: Reader, user_ids: Sequence[str]) -> dict[str, int]:
    """The numbers of unread notifications, for users who have any."""
    query = """
        SELECT user_id, count(*) FROM task.notifications
        WHERE user_id = ANY(%s) AND in_app AND deleted_at IS NULL AND read_at IS NULL GROUP BY user_id"""
    return dict(await reader.fetch_rows(query, [list(user_ids)]))


async def unread_by_kind(reader: Reader, user_id: str) -> dict[str, int]:
    query = f"""
        SELECT kind, count(*) FROM task.notifications WHERE {_SHOWN} AND read_at IS NULL
        GROUP BY kind ORDER BY kind"""
    return dict(await reader.fetch_rows(query, {"user_id": user_id}))


async def find(reader: Reader, user_id: str, id: UUID) -> Notification | None:
    query = f"SELECT {COLUMNS} FROM task.notifications WHERE {_SHOWN} AND id = %(id)s"
    return await reader.fetch_one(Notification, query, {"user_id": user_id, "id": id})


async def page(
    reader: Reader, wanted: Filter, *, after: Sequence[Any] | None, limit: int
) -> list[Notification]:
    """The notifications of a user, newest first; `after` is the sort key of the last row."""
    before, id = after or (None, None)
    query = f"""
        SELECT {COLUMNS} FROM task.notifications
        WHERE {_WANTED}
          AND (%(before)s::timestamptz IS NULL OR (created_at, id) < (%(before)s, %(id)s::uuid))
        ORDER BY created_at DESC, id DESC LIMIT %(limit)s"""
    values = {"before": before, "id": id, "limit": limit}
    return await reader.fetch_all(Notification, query, _values(wanted) | values)


async def count(reader: Reader, wanted: Filter) -> int:
    query = f"SELECT count(*) FROM task.notifications WHERE {_WANTED}"
    return await reader.fetch_value(query, _values(wanted))


async def mark_read(connection: Connection, user_id: str, id: UUID, now: datetime) -> bool:
    """Returns False if it was read before, or does not exist."""
    query = f"""
        UPDATE task.notifications SET read_at = %(now)s, {_NO_MAIL}
        WHERE {_SHOWN} AND id = %(id)s AND read_at IS NULL"""
    return (await connection.execute(query, {"user_id": user_id, "id": id, "now": now})).rowcount == 1


async def mark_unread(connection: Connection, user_id: str, id: UUID) -> bool:
    """Returns False if it was unread before, or does not exist."""
    query = (
        f"UPDATE task.notifications SET read_at = NULL WHERE {_SHOWN} AND id = %(id)s AND read_at IS NOT NULL"
    )
    return (await connection.execute(query, {"user_id": user_id, "id": id})).rowcount == 1


async def mark_all_read(
    connection: Connection, user_id: str, *, until: datetime | None, kind: str | None, now: datetime
) -> int:
    """Returns how many were unread."""
    query = f"""
        UPDATE task.notifications SET read_at = %(now)s, {_NO_MAIL}
        WHERE {_SHOWN} AND read_at IS NULL
          AND (%(until)s::timestamptz IS NULL OR created_at <= %(until)s)
          AND (%(kind)s::text IS NULL OR kind = %(kind)s)"""
    values = {"user_id": user_id, "until": until, "kind": kind, "now": now}
    return (await connection.execute(query, values)).rowcount


async def delete(connection: Connection, user_id: str, id: UUID, now: datetime) -> bool:
    """Hides a notification and erases its text; the row stays, so that it is not sent again."""
    query = f"""
        UPDATE task.notifications SET deleted_at = %(now)s, title = '', body = '', steps = '[]', link = NULL,
            {_NO_MAIL}
        WHERE {_SHOWN} AND id = %(id)s"""
    return (await connection.execute(query, {"user_id": user_id, "id": id, "now": now})).rowcount == 1


async def was_deleted(reader: Reader, user_id: str, id: UUID) -> bool:
    """Whether the user deleted it."""
    query = "SELECT EXISTS (SELECT FROM task.notifications WHERE user_id = %s AND id = %s AND in_app)"
    return await reader.fetch_value(query, [user_id, id])


async def delete_old(connection: Connection, *, before: datetime, limit: int) -> int:
    """Deletes notifications that were created before the given time; returns how many."""
    query = """
        DELETE FROM task.notifications WHERE id IN (
            SELECT id FROM task.notifications WHERE created_at < %s ORDER BY created_at
            LIMIT %s FOR UPDATE SKIP LOCKED)"""
    return (await connection.execute(query, [before, limit])).rowcount


def _values(wanted: Filter) -> dict[str, Any]:
    return {
        "user_id": wanted.user_id,
        "unread": wanted.unread,
        "kind": wanted.kind,
        "severity": wanted.severity,
    }
