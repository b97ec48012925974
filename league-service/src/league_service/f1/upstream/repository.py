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
_HOLD: Final = (
    "INSERT INTO league.upstreams (name, free_at, holder, held_until)"
    " VALUES (%(name)s, clock_timestamp(), %(holder)s, clock_timestamp() + %(for)s)"
    " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until"
    " WHERE upstreams.holder IS NULL OR upstreams.holder = excluded.holder"
    " OR upstreams.held_until < clock_timestamp()"
)
_LET_GO: Final = "UPDATE league.upstreams SET holder = NULL WHERE name = %s AND holder = %s"
_HELD_FOR: Final = timedelta(minutes=2)
"""Longer than a look takes; a run that is killed, and never tried again, holds it for so long."""

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


async def hold(connection: Connection, holder: str) -> bool:
    """Lets one run at a time look at results, so that none is asked for twice; False if another one does."""
    cursor = await connection.execute(_HOLD, {"name": _NAME, "holder": holder, "for": _HELD_FOR})
    return cursor.rowcount == 1


async def let_go(connection: Connection, holder: str) -> None:
    """The next run may look at results."""
    await connection.execute(_LET_GO, [_NAME, holder])


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
