"""All SQL on task.runs, except housekeeping's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, LiteralString
from uuid import UUID

from psycopg.types.json import Jsonb

from service_kit.db.connection import Connection
from service_kit.runs.requests import RunRequest
from task_service.runs.domain import MAX_ATTEMPTS, Claim, Run

_COLUMNS: Final = """
    id, kind, status, progress, attempts, user_id, request_id, result, error, created_at, started_at,
    completed_at"""
_VISIBLE: Final = """
    (%(user_id)s::text IS NULL OR user_id = %(user_id)s)
    AND (%(status)s::text IS NULL OR status = %(status)s)"""
_FENCED: Final = "id = %(run_id)s AND fence = %(fence)s AND status = 'running'"


async def get(connection: Connection, run_id: UUID) -> Run | None:
    return await connection.fetch_one(Run, f"SELECT {_COLUMNS} FROM task.runs WHERE id = %s", [run_id])


async def get_by_request(connection: Connection, user_id: str | None, request_id: str) -> Run | None:
    query = f"SELECT {_COLUMNS} FROM task.runs WHERE user_id IS NOT DISTINCT FROM %s AND request_id = %s"
    return await connection.fetch_one(Run, query, [user_id, request_id])


async def page(
    connection: Connection,
    *,
    user_id: str | None,
    status: str | None,
    after: Sequence[Any] | None,
    limit: int,
) -> list[Run]:
    """The runs of a user, or of all users (None), newest first; `after` is the sort key of the last row."""
    moment, run_id = after or (None, None)
    query = f"""
        SELECT {_COLUMNS} FROM task.runs
        WHERE {_VISIBLE}
          AND (%(moment)s::timestamptz IS NULL OR (created_at, id) < (%(moment)s, %(run_id)s::uuid))
        ORDER BY created_at DESC, id DESC LIMIT %(limit)s"""
    values = {"user_id": user_id, "status": status, "moment": moment, "run_id": run_id, "limit": limit}
    return await connection.fetch_all(Run, query, values)


async def count(connection: Connection, *, user_id: str | None, status: str | None) -> int:
    query = f"SELECT count(*) FROM task.runs WHERE {_VISIBLE}"
    return await connection.fetch_value(query, {"user_id": user_id, "status": status})


async def add(
    connection: Connection,
    *,
    run_id: UUID,
    kind: str,
    user_id: str | None,
    request_id: str | None,
    now: datetime,
) -> bool:
    """Returns False if this user already has a run with this request id."""
    query = """
        INSERT INTO task.runs (id, kind, status, user_id, request_id, created_at)
        VALUES (%s, %s, 'pending', %s, %s, %s)
        ON CONFLICT (user_id, request_id) WHERE request_id IS NOT NULL DO NOTHING"""
    cursor = await connection.execute(query, [run_id, kind, user_id, request_id, now])
    return cursor.rowcount == 1


async def put(connection: Connection, run_id: UUID, request: RunRequest, now: datetime) -> bool:
    """Stores the run of a request of a service. Returns False if it is already stored."""
    query = """
        INSERT INTO task.runs (id, area, kind, params, status, user_id, organisation_id, shared_with,
            priority, run_at, estimated_s, created_at)
        VALUES (%s, %s, %s, %s, 'pending', %s, %s, %s, %s, %s, %s, %s)
        ON CONFLICT (id) DO NOTHING"""
    what = [run_id, request.area, request.kind, Jsonb(request.params)]
    who = [request.user_id, request.organisation_id, list(request.shared_with)]
    when = [request.priority, request.run_at or now, request.estimated_s, now]
    return (await connection.execute(query, [*what, *who, *when])).rowcount == 1


async def put_ended(connection: Connection, run: Run) -> None:
    """Stores an ended run; if it exists, only updates its times."""
    query = f"""
        INSERT INTO task.runs ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        ON CONFLICT (id) DO UPDATE SET (created_at, started_at, completed_at)
            = (excluded.created_at, excluded.started_at, excluded.completed_at)"""
    facts = [run.id, run.kind, run.status, run.progress, run.attempts, run.user_id, run.request_id]
    outcome = [None if run.result is None else Jsonb(run.result), run.error]
    await connection.execute(query, [*facts, *outcome, run.created_at, run.started_at, run.completed_at])


async def set_job(connection: Connection, run_id: UUID, job_id: int) -> None:
    """Allows only this job of the engine to start the run."""
    await connection.execute("UPDATE task.runs SET job_id = %s WHERE id = %s", [job_id, run_id])


async def claim(connection: Connection, run_id: UUID, job_id: int, now: datetime) -> Claim | None:
    """Starts the run, or takes it over from a lost worker.

    Returns None if the job is not the run's, the run has ended, or its attempts are used up.
    """
    query = """
        UPDATE task.runs
        SET status = 'running', fence = fence + 1, attempts = attempts + 1, started_at = %(now)s
        WHERE id = %(run_id)s AND job_id = %(job_id)s AND status IN ('pending', 'running')
          AND attempts < %(most)s
        RETURNING id AS run_id, area, kind, params, user_id, organisation_id, fence, attempts, saved"""
    values = {"run_id": run_id, "job_id": job_id, "now": now, "most": MAX_ATTEMPTS}
    return await connection.fetch_one(Claim, query, values)


async def give_up(connection: Connection, run_id: UUID, job_id: int, error: str, now: datetime) -> bool:
    """Fails a run whose attempts are used up."""
    query = """
        UPDATE task.runs SET status = 'failed', fence = fence + 1, error = %s, completed_at = %s
        WHERE id = %s AND job_id = %s AND status = 'running' AND attempts >= %s"""
    cursor = await connection.execute(query, [error, now, run_id, job_id, MAX_ATTEMPTS])
    return cursor.rowcount == 1


async def save(connection: Connection, claim: Claim, *, progress: float, saved: dict[str, Any]) -> bool:
    """Saves the state to continue from; progress never decreases. Returns False if the claim is lost."""
    change = "progress = greatest(progress, %(progress)s), saved = %(saved)s"
    return await _write(connection, claim, change, progress=progress, saved=Jsonb(saved))


async def report(
    connection: Connection, claim: Claim, *, progress: float, message: str, partial: dict[str, Any] | None
) -> bool:
    """Stores what the handler reports; progress never decreases. Returns False if the claim is lost."""
    change = """progress = greatest(progress, %(progress)s), message = %(message)s,
        partial = coalesce(%(partial)s, partial)"""
    given = None if partial is None else Jsonb(partial)
    return await _write(connection, claim, change, progress=progress, message=message, partial=given)


async def complete(connection: Connection, claim: Claim, *, result: dict[str, Any], now: datetime) -> bool:
    change = "status = 'completed', progress = 100, result = %(result)s, error = NULL, completed_at = %(now)s"
    return await _write(connection, claim, change, result=Jsonb(result), now=now)


async def fail(connection: Connection, claim: Claim, *, error: str, now: datetime) -> bool:
    change = "status = 'failed', error = %(error)s, completed_at = %(now)s"
    return await _write(connection, claim, change, error=error, now=now)


async def retry(connection: Connection, claim: Claim, *, error: str) -> bool:
    return await _write(connection, claim, "status = 'pending', error = %(error)s", error=error)


async def hand_back(connection: Connection, claim: Claim) -> bool:
    """Returns the run to the queue without counting this start."""
    return await _write(connection, claim, "status = 'pending', attempts = attempts - 1")


async def _write(connection: Connection, claim: Claim, change: LiteralString, **values: Any) -> bool:
    query = f"UPDATE task.runs SET {change} WHERE {_FENCED}"
    given = {"run_id": claim.run_id, "fence": claim.fence, **values}
    return (await connection.execute(query, given)).rowcount == 1
