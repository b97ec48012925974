"""SQL on mails, requests for mails, and links."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID, uuid4

from auth_service.mail.domain import CLAIM, Link, LinkKind, Mail, MailKind, NewMail
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

Status = Literal["waiting", "kept", "failed"]
RequestKind = Literal["verify_email", "reset_password"]
_MAIL: Final = (
    'id, to_address AS "to", kind, subject, body AS text, link_token, attempts, created_at, html,'
    " unsubscribe_url, user_id"
)
_LINK: Final = "kind, user_id, address, created_at, expires_at, used_at"
_WANTED: Final = (
    "(%(to)s::text IS NULL OR to_address = %(to)s) AND (%(kind)s::text IS NULL OR kind = %(kind)s)"
)


@dataclass(frozen=True, slots=True)
class Request:
    """A request for a mail to an address that may not belong to any account."""

    number: int
    kind: RequestKind
    address: str


async def add(
    connection: Connection, mail: NewMail, status: Status, now: datetime, *, id: UUID | None = None
) -> None:
    """Stores a mail. Nothing happens if there is one with this id."""
    content = [mail.to, mail.kind, mail.subject, mail.text, mail.html, mail.link_token, mail.unsubscribe_url]
    await connection.execute(
        "INSERT INTO auth.mails (id, to_address, kind, subject, body, html, link_token, unsubscribe_url,"
        " user_id, bulk, status, next_attempt_at, created_at)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING",
        [id or uuid4(), *content, mail.user_id, mail.kind == "notification", status, now, now],
    )


async def is_refused(reader: Reader, address: str, since: datetime) -> bool:
    """Whether the mail server of an address refused it, and did not accept anything afterwards."""
    return await reader.fetch_value(
        "SELECT coalesce(max(finished_at) FILTER (WHERE no_recipient)"
        " > coalesce(max(finished_at) FILTER (WHERE status = 'sent'), '-infinity'), false)"
        " FROM auth.mails WHERE to_address = %s AND finished_at > %s",
        [address, since],
    )


async def count_sent(connection: Connection, to: str, kind: MailKind, since: datetime) -> int:
    """Counts the mails of a kind to an address; simultaneous callers are counted in turn."""
    await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('auth.mails ' || %s, 0))", [to])
    return await connection.fetch_value(
        "SELECT count(*) FROM auth.mails WHERE to_address = %s AND kind = %s AND created_at > %s",
        [to, kind, since],
    )


async def claim_due(connection: Connection, now: datetime) -> Mail | None:
    """Claims the mail that is due the longest; no other sender gets it until the claim expires."""
    return await connection.fetch_one(
        Mail,
        "UPDATE auth.mails SET next_attempt_at = %s WHERE id = (SELECT id FROM auth.mails"
        " WHERE status = 'waiting' AND next_attempt_at <= %s"
        f" ORDER BY bulk, next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING {_MAIL}",
        [now + CLAIM, now],
    )


async def finish(
    connection: Connection, mail_id: UUID, now: datetime, *, failure: str | None, no_recipient: bool = False
) -> None:
    """Stores the outcome, and deletes the content because it may contain a link."""
    await connection.execute(
        "UPDATE auth.mails SET status = %s, failure = %s, no_recipient = %s, finished_at = %s, body = '',"
        " html = NULL, link_token = NULL, unsubscribe_url = NULL WHERE id = %s",
        ["sent" if failure is None else "failed", failure, no_recipient, now, mail_id],
    )


async def postpone(connection: Connection, mail_id: UUID, until: datetime) -> None:
    await connection.execute(
        "UPDATE auth.mails SET attempts = attempts + 1, next_attempt_at = %s WHERE id = %s",
        [until, mail_id],
    )


async def page(
    connection: Connection,
    to: str | None,
    kind: str | None,
    *,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> list[Mail]:
    """Lists the mails of the inbox, newest first."""
    before, id = after or (None, None)
    return await connection.fetch_all(
        Mail,
        f"SELECT {_MAIL} FROM auth.mails WHERE status = 'kept' AND {_WANTED}"
        " AND (%(before)s::timestamptz IS NULL"
        " OR (created_at, id) < (%(before)s::timestamptz, %(id)s::uuid))"
        " ORDER BY created_at DESC, id DESC LIMIT %(limit)s",
        {"to": to, "kind": kind, "before": before, "id": id, "limit": limit},
    )


async def count(connection: Connection, to: str | None, kind: str | None) -> int:
    return await connection.fetch_value(
        f"SELECT count(*) FROM auth.mails WHERE status = 'kept' AND {_WANTED}", {"to": to, "kind": kind}
    )


async def add_request(connection: Connection, kind: RequestKind, address: str, now: datetime) -> None:
    await connection.execute(
        "INSERT INTO auth.mail_requests (kind, address, requested_at) VALUES (%s, %s, %s)",
        [kind, address, now],
    )


async def take_request(connection: Connection) -> Request | None:
    """Takes the oldest request from the queue."""
    return await connection.fetch_one(
        Request,
        "DELETE FROM auth.mail_requests WHERE number = (SELECT number FROM auth.mail_requests"
        " ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING number, kind, address",
    )


async def drop_request(connection: Connection, number: int) -> None:
    await connection.execute("DELETE FROM auth.mail_requests WHERE number = %s", [number])


async def add_link(connection: Connection, token_hash: bytes, link: Link) -> None:
    await connection.execute(
        "INSERT INTO auth.links (token_hash, kind, user_id, address, created_at, expires_at)"
        " VALUES (%s, %s, %s, %s, %s, %s)",
        [token_hash, link.kind, link.user_id, link.address, link.created_at, link.expires_at],
    )


async def links_since(connection: Connection, user_id: UUID, kind: LinkKind, since: datetime) -> int:
    """Counts the links of a kind that an account got since the given time."""
    return await connection.fetch_value(
        "SELECT count(*) FROM auth.links WHERE user_id = %s AND kind = %s AND created_at > %s",
        [user_id, kind, since],
    )


async def find_link(reader: Reader, token_hash: bytes) -> Link | None:
    return await reader.fetch_one(Link, f"SELECT {_LINK} FROM auth.links WHERE token_hash = %s", [token_hash])


async def use_link(connection: Connection, token_hash: bytes, now: datetime) -> Link | None:
    """Uses up a link and returns it; None if it was used before or has expired."""
    return await connection.fetch_one(
        Link,
        "UPDATE auth.links SET used_at = %s"
        f" WHERE token_hash = %s AND used_at IS NULL AND expires_at > %s RETURNING {_LINK}",
        [now, token_hash, now],
    )


async def spoil_links(connection: Connection, user_id: UUID, now: datetime) -> None:
    """Invalidates the other links of an account that can change its password or address."""
    await connection.execute(
        "UPDATE auth.links SET used_at = %s"
        " WHERE user_id = %s AND used_at IS NULL AND kind <> 'verify_email'",
        [now, user_id],
    )


async def forget_old(connection: Connection, now: datetime) -> None:
    """Deletes expired links and old mails."""
    await connection.execute("DELETE FROM auth.links WHERE expires_at < %s", [now - timedelta(days=1)])
    await connection.execute(
        "DELETE FROM auth.mails WHERE created_at < %s AND status <> 'waiting'", [now - timedelta(days=7)]
    )


async def forget_address(connection: Connection, address: str) -> None:
    """Deletes the mails that an address has got, and those that were asked for it."""
    await connection.execute("DELETE FROM auth.mails WHERE to_address = %s", [address])
    await connection.execute("DELETE FROM auth.mail_requests WHERE address = %s", [address])
