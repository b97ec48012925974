"""SQL on the engine's tables that procrastinate does not provide."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from service_kit.db.connection import Connection

_FINAL_STATES: Final = "('succeeded', 'failed', 'cancelled', 'aborted')"


@dataclass(frozen=True, slots=True)
class QueueState:
    """The current state of the queue. `oldest_waiting_s` counts from the time a job could have started."""

    waiting: int
    doing: int
    failed: int
    oldest_waiting_s: float
    workers: int


async def state(connection: Connection, *, worker_lost_after_s: float) -> QueueState:
    """`failed` counts the runs that failed in the last day."""
    query = """
        SELECT count(*) FILTER (WHERE job.status = 'todo') AS waiting,
               count(*) FILTER (WHERE job.status = 'doing') AS doing,
               (SELECT count(*) FROM task.runs
                 WHERE status = 'failed' AND completed_at > now() - interval '1 day') AS failed,
               coalesce(extract(epoch FROM now() - min(coalesce(job.scheduled_at, event.at))
                   FILTER (WHERE job.status = 'todo' AND coalesce(job.scheduled_at, '-infinity') < now())
               ), 0)::float8 AS oldest_waiting_s,
               (SELECT count(*) FROM task.procrastinate_workers
                 WHERE last_heartbeat > now() - make_interval(secs => %s)) AS workers
        FROM task.procrastinate_jobs AS job
        LEFT JOIN task.procrastinate_events AS event
          ON event.job_id = job.id AND event.type = 'deferred'
        WHERE job.status IN ('todo', 'doing')"""
    state = await connection.fetch_one(QueueState, query, [worker_lost_after_s])
    return state or QueueState(0, 0, 0, 0.0, 0)


async def requeue_lost(connection: Connection, *, worker_lost_after_s: float) -> int:
    """Puts the jobs of silent workers back into the queue and wakes a worker; returns how many."""
    query = """
        WITH lost AS (
            SELECT job.id, job.queue_name FROM task.procrastinate_jobs AS job
            LEFT JOIN task.procrastinate_workers AS worker ON worker.id = job.worker_id
            WHERE job.status = 'doing'
              AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %s))
            FOR UPDATE OF job SKIP LOCKED)
        SELECT task.procrastinate_retry_job_v2(id, now(), NULL, NULL, NULL),
               pg_notify('procrastinate_queue_v1#' || queue_name,
                         json_build_object('type', 'job_inserted', 'job_id', id)::text)
        FROM lost"""
    return (await connection.execute(query, [worker_lost_after_s])).rowcount


async def delete_finished(connection: Connection, *, before: datetime, limit: int) -> int:
    """Deletes jobs that ended before the given time, with their events; returns how many."""
    query = f"""
        DELETE FROM task.procrastinate_jobs WHERE id IN (
            SELECT id FROM task.procrastinate_jobs AS job
            WHERE job.status IN {_FINAL_STATES} AND NOT EXISTS (
                SELECT FROM task.procrastinate_events AS event
                WHERE event.job_id = job.id AND event.at >= %s)
            LIMIT %s FOR UPDATE SKIP LOCKED)"""
    return (await connection.execute(query, [before, limit])).rowcount
