"""The operations on inboxes: notify users, list, mark, delete."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from altsports.contract.model import NoticeMessage
from altsports.contract.notices import load_notices
from altsports.task.v1.events_models import NotificationCreated, NotificationsChanged
from service_kit import paging
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader
from service_kit.events.outbox import append_events
from task_service.notifications import preferences_repository as preferences
from task_service.notifications import repository as notifications
from task_service.notifications.domain import Notification
from task_service.notifications.errors import NotificationNotFound
from task_service.notifications.repository import Filter

SCHEMA: Final = "task"


@dataclass(frozen=True, slots=True)
class Page:
    """Some notifications, the token of the next page (empty on the last one), and the numbers of all."""

    notifications: list[Notification]
    next_page_token: str
    total_size: int
    unread_count: int


async def notify(
    connection: Connection, notice: NoticeMessage, user_ids: Sequence[str], *, now: datetime
) -> int:
    """Notifies users who were not notified of it before, in the caller's transaction; returns how many.

    Call it last in a transaction: it locks the inboxes.
    """
    spec = load_notices().of(notice)
    text, users = spec.text_of(notice), list(dict.fromkeys(user_ids))
    await notifications.lock(connection, users)
    wishes = await preferences.get(connection, users)
    rows = [wish.row_of(spec, text, user_id, now) for user_id, wish in wishes.items()]
    added = await notifications.add(connection, rows, now)
    shown = [each for each in added if each.in_app]
    unread = await notifications.unread_counts(connection, [each.user_id for each in shown])
    events = [
        NotificationCreated(
            user_id=each.user_id,
            notification_id=str(each.id),
            kind=spec.kind,
            severity=spec.severity,
            title=text.title,
            silent=each.silent,
            unread_count=unread.get(each.user_id, 0),
            timestamp=now,
        )
        for each in shown
    ]
    await append_events(connection, SCHEMA, *events, time=now)
    return len(added)


async def list_notifications(reader: Reader, wanted: Filter, *, page_size: int, page_token: str) -> Page:
    """Lists notifications, newest first. Raises paging.InvalidPageToken."""
    after = paging.decode(page_token, datetime, str) if page_token else None
    found = await notifications.page(reader, wanted, after=after, limit=page_size + 1)
    shown = found[:page_size]
    token = paging.encode([shown[-1].created_at, str(shown[-1].id)]) if len(found) > page_size else ""
    unread = await _unread(reader, wanted.user_id)
    return Page(shown, token, await notifications.count(reader, wanted), unread)


async def get(reader: Reader, user_id: str, id: UUID) -> Notification:
    """Raises NotificationNotFound, also for a notification of another user."""
    found = await notifications.find(reader, user_id, id)
    if found is None:
        raise NotificationNotFound("Notification not found", notification_id=id)
    return found


async def mark(connection: Connection, user_id: str, id: UUID, *, read: bool, now: datetime) -> Notification:
    """Marks a notification as read or unread. Raises NotificationNotFound."""
    await notifications.lock(connection, [user_id])
    if read:
        changed = await notifications.mark_read(connection, user_id, id, now)
    else:
        changed = await notifications.mark_unread(connection, user_id, id)
    found = await get(connection, user_id, id)
    if changed:
        await _report(connection, user_id, "read" if read else "unread", now, id)
    return found


async def mark_all_read(
    connection: Connection, user_id: str, *, until: datetime | None, kind: str | None, now: datetime
) -> tuple[int, int]:
    """Returns how many are read now, and how many are still unread."""
    await notifications.lock(connection, [user_id])
    marked = await notifications.mark_all_read(connection, user_id, until=until, kind=kind, now=now)
    if marked:
        await _report(connection, user_id, "read", now)
    return marked, await _unread(connection, user_id)


async def delete(connection: Connection, user_id: str, id: UUID, now: datetime) -> None:
    """Deletes a notification; nothing happens if it was deleted before. Raises NotificationNotFound."""
    await notifications.lock(connection, [user_id])
    if await notifications.delete(connection, user_id, id, now):
        await _report(connection, user_id, "deleted", now, id)
    elif not await notifications.was_deleted(connection, user_id, id):
        raise NotificationNotFound("Notification not found", notification_id=id)


async def _report(
    connection: Connection, user_id: str, change: str, now: datetime, id: UUID | None = None
) -> None:
    event = NotificationsChanged(
        user_id=user_id,
        notification_id=str(id) if id else None,
        change=change,
        unread_count=await _unread(connection, user_id),
        timestamp=now,
    )
    await append_events(connection, SCHEMA, event, time=now)


async def _unread(reader: Reader, user_id: str) -> int:
    return (await notifications.unread_counts(reader, [user_id])).get(user_id, 0)
