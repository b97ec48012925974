"""The SQL that cleans up task.runs."""

from datetime import datetime

from service_kit.db.connection import Connection


async def delete_results(connection: Connection, *, now: datetime, limit: int) -> int:
    """Deletes results that have expired; the runs stay, so that their users learn why. Returns how many."""
    query = """
        UPDATE task.runs SET result = NULL, partial = NULL, saved = '{}' WHERE id IN (
            SELECT id FROM task.runs
            WHERE expires_at <= %s AND (result IS NOT NULL OR partial IS NOT NULL OR saved <> '{}')
            LIMIT %s FOR UPDATE SKIP LOCKED)"""
    return (await connection.execute(query, [now, limit])).rowcount


async def delete_runs(connection: Connection, *, before: datetime, limit: int) -> int:
    """Deletes runs that ended before the given time, oldest first; returns how many."""
    query = """
        DELETE FROM task.runs WHERE id IN (
            SELECT id FROM task.runs WHERE completed_at < %s ORDER BY completed_at
            LIMIT %s FOR UPDATE SKIP LOCKED)"""
    return (await connection.execute(query, [before, limit])).rowcount
