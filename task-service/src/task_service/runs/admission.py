"""Who may enter the queue: at most a few runs of each user, so that one user cannot starve the others.

A run waits outside the queue until its time has come and its user has a free place. Places become free when a
run ends or waits for its next attempt; the transaction that frees one fills it. Runs that become due, and
whatever a killed process left, are admitted by the workers' loop within a second.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final, LiteralString

from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from task_service.queue.limits import CHANNEL, Queue

_LOCKS: Final = int.from_bytes(b"admt")
_MOST_USERS: Final = 200


async def admit(connection: Connection, queue: Queue, user_id: str | None, now: datetime) -> int:
    """Gives places in the queue to the due runs of a user, as far as there are free ones; returns how many.

    Work that nobody asked for has no limit.
    """
    if user_id is not None:
        return await admit_users(connection, queue, [user_id], now)
    return await connection.fetch_value(_ADMIT_UNOWNED, {"now": now, "channel": CHANNEL}) or 0


async def admit_users(connection: Connection, queue: Queue, user_ids: Collection[str], now: datetime) -> int:
    """The same for several users; all workers lock them in one order, so that none blocks another."""
    users = sorted(user_ids)
    await connection.execute(_LOCK_USERS, [_LOCKS, users])
    values = {"users": users, "now": now, "per_user": queue.per_user, "channel": CHANNEL}
    return await connection.fetch_value(_ADMIT_OWNED, values) or 0


async def wake_workers(connection: Connection) -> None:
    """After the commit, workers look for runs in the queue."""
    await connection.execute("SELECT pg_notify(%s, '')", [CHANNEL])


async def admit_due(database: Database, queue: Queue, clock: Clock) -> int:
    """Admits the due runs of all users; returns how many."""
    now = clock.now()
    async with database.read() as connection:
        users = await connection.fetch_rows(_WAITING_USERS, [now, queue.per_user, _MOST_USERS])
    admitted = 0
    for (user_id,) in users:
        async with database.transaction() as connection:
            admitted += await admit(connection, queue, user_id, now)
    return admitted


_DUE: Final = "status = 'pending' AND queued_at IS NULL AND run_at <= %(now)s"
_FIRST: Final = "ORDER BY priority DESC, run_at, created_at, id"
_LOCK_USERS: Final = "SELECT pg_advisory_xact_lock(%s, hashtext(name)) FROM unnest(%s::text[]) AS name"
_OWNED: Final = f"""
    SELECT first.* FROM unnest(%(users)s::text[]) AS owner (name), LATERAL (
        SELECT id, priority, run_at, created_at FROM task.runs WHERE user_id = owner.name AND {_DUE}
        {_FIRST}
        LIMIT greatest(0, %(per_user)s - (
            SELECT count(*) FROM task.runs
             WHERE user_id = owner.name AND status IN ('pending', 'running') AND queued_at IS NOT NULL))
        FOR UPDATE SKIP LOCKED) AS first"""
_UNOWNED: Final = f"""
    SELECT id, priority, run_at, created_at FROM task.runs WHERE user_id IS NULL AND {_DUE}
    {_FIRST} LIMIT 500 FOR UPDATE SKIP LOCKED"""


def _placed(due: LiteralString) -> LiteralString:
    return f"""
        WITH due AS ({due}),
        placed AS (
            UPDATE task.runs AS run SET queued_at = statement_timestamp() + nth * interval '1 microsecond'
            FROM (SELECT id, row_number() OVER ({_FIRST}) AS nth FROM due) AS next
            WHERE run.id = next.id RETURNING run.id)
        SELECT count(*), pg_notify(%(channel)s, '') FROM placed HAVING count(*) > 0"""


_ADMIT_OWNED: Final = _placed(_OWNED)
_ADMIT_UNOWNED: Final = _placed(_UNOWNED)
_WAITING_USERS: Final = """
    SELECT user_id FROM task.runs AS waiting
    WHERE status = 'pending' AND queued_at IS NULL AND run_at <= %s
    GROUP BY user_id
    HAVING user_id IS NULL OR %s > (
        SELECT count(*) FROM task.runs AS admitted
         WHERE admitted.user_id = waiting.user_id AND status IN ('pending', 'running')
           AND queued_at IS NOT NULL)
    ORDER BY min(run_at) LIMIT %s"""
