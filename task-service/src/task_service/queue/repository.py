"""The state of the queue: the runs with `queued_at`, which wait for a worker or have one."""

from dataclasses import dataclass

from service_kit.db.connection import Connection


@dataclass(frozen=True, slots=True)
class QueueState:
    """The current state of the queue. `oldest_waiting_s` counts from the time a run entered the queue."""

    waiting: int
    doing: int
    failed: int
    oldest_waiting_s: float
    workers: int


async def state(connection: Connection, *, worker_lost_after_s: float) -> QueueState:
    """`failed` counts the runs that failed in the last day."""
    query = """
        SELECT count(*) FILTER (WHERE status = 'pending') AS waiting,
               count(*) FILTER (WHERE status = 'running') AS doing,
               (SELECT count(*) FROM task.runs
                 WHERE status = 'failed' AND completed_at > now() - interval '1 day') AS failed,
               coalesce(extract(epoch FROM now() - min(queued_at) FILTER (WHERE status = 'pending')), 0)
                   ::float8 AS oldest_waiting_s,
               (SELECT count(*) FROM task.workers
                 WHERE seen_at > now() - make_interval(secs => %s)) AS workers
        FROM task.runs WHERE status IN ('pending', 'running') AND queued_at IS NOT NULL"""
    state = await connection.fetch_one(QueueState, query, [worker_lost_after_s])
    return state or QueueState(0, 0, 0, 0.0, 0)
