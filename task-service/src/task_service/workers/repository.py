"""All SQL on task.workers, and the figures of runs that operators look at."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_FORGOTTEN: Final = "interval '1 hour'"


@dataclass(frozen=True, slots=True)
class Report:
    """What a worker says about itself. The counts are attempts since its start."""

    id: UUID
    host: str
    pid: int
    stopping: bool
    concurrency: int
    active: list[UUID]
    processed: int
    completed: int
    failed: int
    retried: int


@dataclass(frozen=True, slots=True)
class Worker(Report):
    """A worker as operators see it."""

    started_at: datetime
    seen_at: datetime
    lost: bool


@dataclass(frozen=True, slots=True)
class Active:
    """A run that a worker works on."""

    id: UUID
    kind: str
    progress: float
    attempts: int
    started_at: datetime | None


@dataclass(frozen=True, slots=True)
class Depth:
    """How many runs wait, and for what."""

    queued: int
    held_back: int
    scheduled: int
    running: int
    oldest_queued_s: float


@dataclass(frozen=True, slots=True)
class KindFigures:
    """The runs of one kind: those that are open, and those that ended within the window."""

    kind: str
    pending: int
    running: int
    completed: int
    failed: int
    cancelled: int
    retries: int
    mean_duration_s: float | None
    p95_duration_s: float | None


@dataclass(frozen=True, slots=True)
class Minute:
    """How many runs ended in a minute."""

    minute_at: datetime
    completed: int
    failed: int


async def put(connection: Connection, report: Report) -> None:
    query = """
        INSERT INTO task.workers (id, host, pid, stopping, concurrency, active, processed, completed, failed,
            retried, started_at, seen_at)
        VALUES (%(id)s, %(host)s, %(pid)s, %(stopping)s, %(concurrency)s, %(active)s, %(processed)s,
            %(completed)s, %(failed)s, %(retried)s, now(), now())
        ON CONFLICT (id) DO UPDATE
        SET (stopping, active, processed, completed, failed, retried, seen_at)
            = (excluded.stopping, excluded.active, excluded.processed, excluded.completed, excluded.failed,
               excluded.retried, now())"""
    await connection.execute(query, asdict(report))


async def delete(connection: Connection, worker_id: UUID) -> None:
    await connection.execute("DELETE FROM task.workers WHERE id = %s", [worker_id])


async def forget_lost(connection: Connection) -> None:
    """Deletes workers that have been silent for an hour."""
    await connection.execute(f"DELETE FROM task.workers WHERE seen_at < now() - {_FORGOTTEN}")


async def alive(reader: Reader, *, lost_after_s: float) -> int:
    query = "SELECT count(*) FROM task.workers WHERE seen_at > now() - make_interval(secs => %s)"
    return await reader.fetch_value(query, [lost_after_s])


async def seen(reader: Reader, *, lost_after_s: float) -> list[Worker]:
    """The workers that were seen within the last hour, longest running first."""
    query = f"""
        SELECT id, host, pid, stopping, concurrency, active, processed, completed, failed, retried,
            started_at, seen_at, seen_at < now() - make_interval(secs => %s) AS lost
        FROM task.workers WHERE seen_at > now() - {_FORGOTTEN} ORDER BY started_at, id"""
    return await reader.fetch_all(Worker, query, [lost_after_s])


async def active_runs(reader: Reader, run_ids: list[UUID]) -> list[Active]:
    query = """
        SELECT id, kind, progress, attempts, started_at FROM task.runs
        WHERE id = ANY(%s) AND status = 'running' ORDER BY started_at, id"""
    return await reader.fetch_all(Active, query, [run_ids])


async def depth(reader: Reader, now: datetime) -> Depth:
    query = """
        SELECT count(*) FILTER (WHERE status = 'pending' AND queued_at IS NOT NULL) AS queued,
            count(*) FILTER (WHERE status = 'pending' AND queued_at IS NULL AND run_at <= %(now)s)
                AS held_back,
            count(*) FILTER (WHERE status = 'pending' AND queued_at IS NULL AND run_at > %(now)s)
                AS scheduled,
            count(*) FILTER (WHERE status = 'running') AS running,
            coalesce(extract(epoch FROM %(now)s - min(greatest(run_at, created_at))
                FILTER (WHERE status = 'pending' AND queued_at IS NOT NULL)), 0)::float8 AS oldest_queued_s
        FROM task.runs WHERE status IN ('pending', 'running')"""
    found = await reader.fetch_one(Depth, query, {"now": now})
    return found or Depth(0, 0, 0, 0, 0.0)


async def figures(reader: Reader, since: datetime) -> list[KindFigures]:
    """The figures by kind, most frequent first."""
    query = """
        SELECT kind,
            count(*) FILTER (WHERE status = 'pending') AS pending,
            count(*) FILTER (WHERE status = 'running') AS running,
            count(*) FILTER (WHERE status = 'completed') AS completed,
            count(*) FILTER (WHERE status = 'failed') AS failed,
            count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
            coalesce(sum(greatest(attempts - 1, 0)) FILTER (WHERE completed_at IS NOT NULL), 0)::int
                AS retries,
            avg(extract(epoch FROM completed_at - started_at)) FILTER (WHERE status = 'completed')::float8
                AS mean_duration_s,
            percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM completed_at - started_at))
                FILTER (WHERE status = 'completed') AS p95_duration_s
        FROM task.runs WHERE status IN ('pending', 'running') OR completed_at > %s
        GROUP BY kind ORDER BY count(*) DESC, kind"""
    return await reader.fetch_all(KindFigures, query, [since])


async def timeline(reader: Reader, since: datetime) -> list[Minute]:
    query = """
        SELECT date_trunc('minute', completed_at) AS minute_at,
            count(*) FILTER (WHERE status = 'completed') AS completed,
            count(*) FILTER (WHERE status = 'failed') AS failed
        FROM task.runs WHERE completed_at > %s GROUP BY 1 ORDER BY 1"""
    return await reader.fetch_all(Minute, query, [since])
