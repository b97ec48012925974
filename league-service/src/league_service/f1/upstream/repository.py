"""SQL on the requests to the upstream: when the next one may be sent, and the answers as they came."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from service_kit.db.connection import Connection

MOST_AN_HOUR: Final = 500
_SPACING: Final = timedelta(milliseconds=250)
_NAME: Final = "f1"
_TAKE: Final = (
    "INSERT INTO league.upstreams (name, free_at) VALUES (%(name)s, clock_timestamp())"
    " ON CONFLICT (name) DO UPDATE SET free_at = greatest(upstreams.free_at + %(spacing)s, clock_timestamp())"
    " RETURNING extract(epoch FROM free_at - clock_timestamp())::float8 AS wait_s, not_before"
)
_RECENT: Final = "SELECT count(*)::int, min(asked_at) FROM league.upstream_answers WHERE asked_at > %s"
_STORE: Final = "INSERT INTO league.upstream_answers (asked_at, path, status, body) VALUES (%s, %s, %s, %s)"
_BLOCK: Final = "UPDATE league.upstreams SET not_before = %s WHERE name = %s"
_DELETE: Final = (
    "DELETE FROM league.upstream_answers WHERE id IN"
    " (SELECT id FROM league.upstream_answers WHERE asked_at < %s ORDER BY id LIMIT %s)"
)
_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """The seconds until a request may be sent, and until when nobody may ask, if the upstream said so."""

    wait_s: float
    not_before: datetime | None


async def take_slot(connection: Connection) -> Slot:
    """Takes the next place in the line; all processes stand in the same one."""
    found = await connection.fetch_one(Slot, _TAKE, {"name": _NAME, "spacing": _SPACING})
    assert found is not None
    return found


async def free_again_at(connection: Connection, now: datetime) -> datetime | None:
    """When the limit of requests an hour allows the next one; None if it allows one now."""
    ((count, oldest),) = await connection.fetch_rows(_RECENT, [now - _HOUR])
    return oldest + _HOUR if count >= MOST_AN_HOUR else None


async def store_answer(
    connection: Connection, path: str, status: int | None, body: bytes | None, now: datetime
) -> None:
    """Keeps an answer as it came."""
    await connection.execute(_STORE, [now, path, status, body])


async def block(connection: Connection, until: datetime) -> None:
    """Nobody asks the upstream before this time."""
    await connection.execute(_BLOCK, [until, _NAME])


async def delete_answers(connection: Connection, *, before: datetime, limit: int) -> int:
    """Deletes old answers; returns how many."""
    return (await connection.execute(_DELETE, [before, limit])).rowcount
