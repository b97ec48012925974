"""SQL on the preferences of users."""

from collections.abc import Sequence
from datetime import datetime

from service_kit.db.connection import Connection
from service_kit.db.reader import Reader
from task_service.notifications.domain import Choice, Preferences
from task_service.notifications.timing import Timing


async def get(reader: Reader, user_ids: Sequence[str]) -> dict[str, Preferences]:
    """The preferences of users; those who chose nothing have the defaults."""
    ids = list(user_ids)
    timings = """
        SELECT user_id, timezone, quiet, quiet_start, quiet_end, digest_every, digest_at, digest_weekday
        FROM task.notification_settings WHERE user_id = ANY(%s)"""
    choices = "SELECT user_id, kind, in_app, email FROM task.notification_choices WHERE user_id = ANY(%s)"
    timing_of = {row[0]: Timing(*row[1:]) for row in await reader.fetch_rows(timings, [ids])}
    choices_of: dict[str, dict[str, Choice]] = {}
    for user_id, kind, in_app, email in await reader.fetch_rows(choices, [ids]):
        choices_of.setdefault(user_id, {})[kind] = Choice(in_app, email)
    return {id: Preferences(timing_of.get(id, Timing()), choices_of.get(id, {})) for id in ids}


async def has_timing(reader: Reader, user_id: str) -> bool:
    """Whether the user chose a time zone, quiet hours or digests before."""
    query = "SELECT EXISTS (SELECT FROM task.notification_settings WHERE user_id = %s)"
    return await reader.fetch_value(query, [user_id])


async def put_timing(connection: Connection, user_id: str, timing: Timing) -> None:
    query = """
        INSERT INTO task.notification_settings (user_id, timezone, quiet, quiet_start, quiet_end,
            digest_every, digest_at, digest_weekday)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
        ON CONFLICT (user_id) DO UPDATE SET (timezone, quiet, quiet_start, quiet_end, digest_every, digest_at,
            digest_weekday) = (excluded.timezone, excluded.quiet, excluded.quiet_start, excluded.quiet_end,
            excluded.digest_every, excluded.digest_at, excluded.digest_weekday)"""
    quiet = [timing.quiet, timing.quiet_start, timing.quiet_end]
    digest = [timing.digest_every, timing.digest_at, timing.digest_weekday]
    await connection.execute(query, [user_id, timing.timezone, *quiet, *digest])


async def put_choice(connection: Connection, user_id: str, kind: str, choice: Choice) -> None:
    """Stores what a user chose for a kind; None keeps what is stored."""
    query = """
        INSERT INTO task.notification_choices AS stored (user_id, kind, in_app, email) VALUES (%s, %s, %s, %s)
        ON CONFLICT (user_id, kind) DO UPDATE SET (in_app, email)
            = (coalesce(excluded.in_app, stored.in_app), coalesce(excluded.email, stored.email))"""
    await connection.execute(query, [user_id, kind, choice.in_app, choice.email])


async def reschedule(
    connection: Connection, user_id: str, kind: str, mail_at: datetime | None, now: datetime
) -> None:
    """Lets the waiting e-mails about a kind follow new preferences. What is due is only taken back."""
    query = """
        UPDATE task.notifications SET mail_at = %(mail_at)s
        WHERE user_id = %(user_id)s AND kind = %(kind)s AND mail_id IS NULL
          AND (mail_at > %(now)s OR (mail_at IS NOT NULL AND %(mail_at)s::timestamptz IS NULL))"""
    values = {"mail_at": mail_at, "user_id": user_id, "kind": kind, "now": now}
    await connection.execute(query, values)
