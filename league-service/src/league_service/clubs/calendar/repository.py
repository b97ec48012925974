"""SQL on the addresses of calendars, and on what calendars show beyond the occasions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, LiteralString
from uuid import UUID

from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_NOTED_EVERY: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Feed:
    """The address of a member's calendar."""

    id: UUID
    organisation_id: UUID
    user_id: str
    created_at: datetime
    last_read_at: datetime | None


_COLUMNS: Final = "f.id, f.organisation_id, f.user_id, f.created_at, f.last_read_at"
_OF_MEMBER: Final[LiteralString] = (
    f"SELECT {_COLUMNS} FROM clubs.calendar_feeds f WHERE f.organisation_id = %s AND f.user_id = %s"
)
_BY_HASH: Final[LiteralString] = f"SELECT {_COLUMNS} FROM clubs.calendar_feeds f WHERE f.token_hash = %s"
_STORE: Final = (
    "INSERT INTO clubs.calendar_feeds (id, organisation_id, user_id, token_hash, created_at)"
    " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (organisation_id, user_id) DO UPDATE SET id = excluded.id,"
    " token_hash = excluded.token_hash, created_at = excluded.created_at, last_read_at = NULL"
)
_DELETE: Final = "DELETE FROM clubs.calendar_feeds WHERE organisation_id = %s AND user_id = %s"
_END: Final = "DELETE FROM clubs.calendar_feeds WHERE id = %s"
_NOTE: Final = (
    "UPDATE clubs.calendar_feeds SET last_read_at = %s WHERE id = %s AND (last_read_at IS NULL"
    " OR last_read_at < %s)"
)


async def of_member(reader: Reader, organisation: str, user_id: str) -> Feed | None:
    return await reader.fetch_one(Feed, _OF_MEMBER, [organisation, user_id])


async def by_hash(reader: Reader, token_hash: bytes) -> Feed | None:
    return await reader.fetch_one(Feed, _BY_HASH, [token_hash])


async def store(
    connection: Connection, id: UUID, organisation: str, user_id: str, token_hash: bytes, now: datetime
) -> None:
    """Stores the address of a member in place of an earlier one."""
    await connection.execute(_STORE, [id, organisation, user_id, token_hash, now])


async def delete(connection: Connection, organisation: str, user_id: str) -> None:
    await connection.execute(_DELETE, [organisation, user_id])


async def end(connection: Connection, feed_id: UUID) -> None:
    """Deletes the address of somebody who is no member any more."""
    await connection.execute(_END, [feed_id])


async def note_read(connection: Connection, feed_id: UUID, now: datetime) -> None:
    """Stores that a calendar was read, at most once an hour."""
    await connection.execute(_NOTE, [now, feed_id, now - _NOTED_EVERY])


def is_worth_noting(feed: Feed, now: datetime) -> bool:
    return feed.last_read_at is None or feed.last_read_at < now - _NOTED_EVERY
