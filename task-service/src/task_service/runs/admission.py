"""Who may enter the queue: at most a few runs of each user, so that one user cannot starve the others.

A run waits without a job until its time has come and its user has a free place. Places become free when a
run ends or waits for its next attempt; the transaction that frees one fills it. Runs that become due, and
whatever a killed process left, are admitted by the workers' loop within a second.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from task_service.queue.engine import Queue

_LOCKS: Final = int.from_bytes(b"admt")
_MOST_USERS: Final = 200


async def admit(connection: Connection, queue: Queue, user_id: str | None, now: datetime) -> int:
    """Gives jobs to the due runs of a user, as far as there are free places; returns how many.

    Work that nobody asked for has no limit.
    """
    if user_id is None:
        found = await connection.fetch_rows(_UNOWNED, [now])
    else:
        await connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCKS, user_id])
        places = {"user": user_id, "now": now, "per_user": queue.per_user}
        found = await connection.fetch_rows(_OWNED, places)
    for run_id, priority in found:
        await give_job(connection, queue, run_id, priority)
    return len(found)


async def give_job(connection: Connection, queue: Queue, run_id: UUID, priority: int) -> None:
    """Enqueues a job, and allows only this job to start the run."""
    job_id = await queue.enqueue(connection, run_id, priority=priority)
    await connection.execute("UPDATE task.runs SET job_id = %s WHERE id = %s", [job_id, run_id])


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


_DUE: Final = "status = 'pending' AND job_id IS NULL AND run_at <= %(now)s"
_OWNED: Final = f"""
    SELECT id, priority FROM task.runs WHERE user_id = %(user)s AND {_DUE}
    ORDER BY priority DESC, run_at, created_at, id
    LIMIT greatest(0, %(per_user)s - (
        SELECT count(*) FROM task.runs
         WHERE user_id = %(user)s AND status IN ('pending', 'running') AND job_id IS NOT NULL))
    FOR UPDATE SKIP LOCKED"""
_UNOWNED: Final = """
    SELECT id, priority FROM task.runs
    WHERE user_id IS NULL AND status = 'pending' AND job_id IS NULL AND run_at <= %s
    ORDER BY priority DESC, run_at, created_at, id LIMIT 500 FOR UPDATE SKIP LOCKED"""
_WAITING_USERS: Final = """
    SELECT user_id FROM task.runs AS waiting
    WHERE status = 'pending' AND job_id IS NULL AND run_at <= %s
    GROUP BY user_id
    HAVING user_id IS NULL OR %s > (
        SELECT count(*) FROM task.runs AS admitted
         WHERE admitted.user_id = waiting.user_id AND status IN ('pending', 'running') AND job_id IS NOT NULL)
    ORDER BY min(run_at) LIMIT %s"""
