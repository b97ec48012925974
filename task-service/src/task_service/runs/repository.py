"""SQL that reads task.runs, accepts runs, and changes them on behalf of users."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb

from service_kit.db.connection import Connection
from service_kit.runs.requests import RunRequest
from task_service.queue.limits import CHANNEL
from task_service.runs.domain import Run, Surroundings

_LISTED: Final = """
    id, area, kind, status, progress, message, attempts, waits_for, queued_at, user_id, organisation_id,
    shared_with, request_id, error, error_reason, recovery, estimated_s, created_at, run_at, started_at,
    completed_at, expires_at, fence"""
_COLUMNS: Final = f"{_LISTED}, partial, result"
_SHORT: Final = f"{_LISTED}, NULL::jsonb AS partial, NULL::jsonb AS result"
_VISIBLE: Final = """
    (%(owner)s::text IS NULL OR user_id = %(owner)s)
    AND (%(reader)s::text IS NULL OR user_id IS DISTINCT FROM %(reader)s
         AND (shared_with @> ARRAY[%(reader)s::text] OR organisation_id = %(organisation)s))
    AND (%(status)s::text IS NULL OR status = %(status)s)
    AND (%(kind)s::text IS NULL OR kind = %(kind)s)"""


@dataclass(frozen=True, slots=True)
class Listing:
    """Which runs to list: those of `owner` (None: of all), or those that others share with `reader`."""

    owner: str | None = None
    reader: str | None = None
    organisation: str | None = None
    status: str | None = None
    kind: str | None = None

    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


async def get(connection: Connection, run_id: UUID) -> Run | None:
    return await connection.fetch_one(Run, f"SELECT {_COLUMNS} FROM task.runs WHERE id = %s", [run_id])


async def lock(connection: Connection, run_id: UUID) -> Run | None:
    """The run, which nobody else changes until the transaction ends."""
    query = f"SELECT {_COLUMNS} FROM task.runs WHERE id = %s FOR UPDATE"
    return await connection.fetch_one(Run, query, [run_id])


async def get_by_request(connection: Connection, user_id: str | None, request_id: str) -> Run | None:
    query = f"SELECT {_COLUMNS} FROM task.runs WHERE user_id IS NOT DISTINCT FROM %s AND request_id = %s"
    return await connection.fetch_one(Run, query, [user_id, request_id])


async def page(
    connection: Connection, listing: Listing, *, after: Sequence[Any] | None, limit: int
) -> list[Run]:
    """Runs without their results, newest first; `after` is the sort key of the last row."""
    moment, run_id = after or (None, None)
    query = f"""
        SELECT {_SHORT} FROM task.runs
        WHERE {_VISIBLE}
          AND (%(moment)s::timestamptz IS NULL OR (created_at, id) < (%(moment)s, %(run_id)s::uuid))
        ORDER BY created_at DESC, id DESC LIMIT %(limit)s"""
    values = {**listing.values(), "moment": moment, "run_id": run_id, "limit": limit}
    return await connection.fetch_all(Run, query, values)


async def count(connection: Connection, listing: Listing) -> int:
    query = f"SELECT count(*) FROM task.runs WHERE {_VISIBLE}"
    return await connection.fetch_value(query, listing.values())


async def surroundings(connection: Connection, run: Run, *, worker_lost_after_s: float) -> Surroundings:
    """What a pending run waits for."""
    query = """
        SELECT (SELECT count(*) FROM task.runs
                 WHERE user_id = %(user)s AND status IN ('pending', 'running') AND queued_at IS NOT NULL
               ) AS admitted,
               (SELECT count(*) FROM task.runs AS other JOIN task.runs AS own ON own.id = %(run)s
                 WHERE other.status = 'pending' AND other.queued_at IS NOT NULL
                   AND (-other.priority, other.queued_at) < (-own.priority, own.queued_at)) AS ahead,
               (SELECT count(*) FROM task.workers
                 WHERE seen_at > now() - make_interval(secs => %(lost)s)) AS workers"""
    values = {"user": run.user_id, "run": run.id, "lost": worker_lost_after_s}
    return await connection.fetch_one(Surroundings, query, values) or Surroundings(0, 0, 0)


async def put(
    connection: Connection,
    run_id: UUID,
    request: RunRequest,
    now: datetime,
    *,
    queued: bool,
    request_id: str | None = None,
) -> bool:
    """Stores a new run, at once in the queue or not. Returns False if its id, or request id, is stored."""
    query = """
        WITH stored AS (
            INSERT INTO task.runs (id, area, kind, params, status, user_id, organisation_id, shared_with,
                priority, run_at, estimated_s, request_id, created_at, queued_at)
            VALUES (%s, %s, %s, %s, 'pending', %s, %s, %s, %s, %s, %s, %s, %s,
                CASE WHEN %s THEN clock_timestamp() END)
            ON CONFLICT DO NOTHING RETURNING queued_at)
        SELECT count(*), pg_notify(%s, '') FROM stored GROUP BY queued_at"""
    what = [run_id, request.area, request.kind, Jsonb(request.params)]
    who = [request.user_id, request.organisation_id, list(request.shared_with)]
    when = [request.priority, request.run_at or now, request.estimated_s, request_id, now, queued]
    return bool(await connection.fetch_value(query, [*what, *who, *when, CHANNEL]))


async def put_example(connection: Connection, run: Run) -> None:
    """Stores a run of the demo in exactly this state."""
    query = """
        INSERT INTO task.runs (id, area, kind, status, progress, attempts, user_id, result, error,
            error_reason, recovery, created_at, run_at, started_at, completed_at, expires_at)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        ON CONFLICT (id) DO UPDATE SET
            (status, progress, attempts, result, error, error_reason, recovery, queued_at, shared_with,
             created_at, run_at, started_at, completed_at, expires_at)
            = (excluded.status, excluded.progress, excluded.attempts, excluded.result, excluded.error,
               excluded.error_reason, excluded.recovery, NULL, '{}', excluded.created_at, excluded.run_at,
               excluded.started_at, excluded.completed_at, excluded.expires_at)"""
    what = [run.id, run.area, run.kind, run.status, run.progress, run.attempts, run.user_id]
    outcome = [
        None if run.result is None else Jsonb(run.result),
        run.error,
        run.error_reason,
        run.recovery,
    ]
    times = [run.created_at, run.run_at, run.started_at, run.completed_at, run.expires_at]
    await connection.execute(query, [*what, *outcome, *times])


async def cancel(connection: Connection, run_id: UUID, *, now: datetime, expires_at: datetime) -> None:
    """Ends a run; the new fence refuses what its worker still writes."""
    query = """
        UPDATE task.runs SET status = 'cancelled', fence = fence + 1, completed_at = %s, expires_at = %s
        WHERE id = %s"""
    await connection.execute(query, [now, expires_at, run_id])


async def restart(connection: Connection, run_id: UUID, *, now: datetime) -> None:
    """Makes an ended run pending again; what it saved stays."""
    query = """
        UPDATE task.runs SET status = 'pending', fence = fence + 1, attempts = 0, waits = 0, waits_for = NULL,
            queued_at = NULL, worker_id = NULL, run_at = %s, error = NULL, error_reason = NULL,
            recovery = '{}', started_at = NULL, completed_at = NULL, expires_at = NULL
        WHERE id = %s"""
    await connection.execute(query, [now, run_id])


async def share(
    connection: Connection, run_id: UUID, *, user_ids: list[str], organisation_id: str | None
) -> None:
    query = "UPDATE task.runs SET shared_with = %s, organisation_id = %s WHERE id = %s"
    await connection.execute(query, [user_ids, organisation_id, run_id])
