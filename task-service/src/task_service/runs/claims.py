"""SQL of the workers on task.runs: every write names the fence with which the worker started the run.

The writes return the change for the event, or None if the claim is lost.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final, LiteralString
from uuid import UUID

from psycopg.types.json import Jsonb

from service_kit.db.connection import Connection
from task_service.runs.changes import Change
from task_service.runs.domain import MAX_ATTEMPTS, Claim, Failure

_FENCED: Final = "id = %(run_id)s AND fence = %(fence)s AND status = 'running'"
_CHANGE: Final = """
    id, user_id, kind, status, progress, message, attempts, error, recovery, started_at, completed_at"""
_FAILED: Final = "error = %(message)s, error_reason = %(reason)s, recovery = %(recovery)s"


async def claim(connection: Connection, run_id: UUID, job_id: int, now: datetime) -> Claim | None:
    """Starts the run, or takes it over from a lost worker.

    Returns None if the job is not the run's, the run has ended, or its attempts are used up.
    """
    query = """
        UPDATE task.runs
        SET status = 'running', fence = fence + 1, attempts = attempts + 1, started_at = %(now)s
        WHERE id = %(run_id)s AND job_id = %(job_id)s AND status IN ('pending', 'running')
          AND attempts < %(most)s
        RETURNING id AS run_id, area, kind, params, user_id, organisation_id, progress, message, fence,
            attempts, waits, saved"""
    values = {"run_id": run_id, "job_id": job_id, "now": now, "most": MAX_ATTEMPTS}
    return await connection.fetch_one(Claim, query, values)


async def give_up(
    connection: Connection,
    run_id: UUID,
    job_id: int,
    failure: Failure,
    *,
    now: datetime,
    expires_at: datetime,
) -> Change | None:
    """Fails a run whose attempts are used up."""
    query = f"""
        UPDATE task.runs SET status = 'failed', fence = fence + 1, {_FAILED}, completed_at = %(now)s,
            expires_at = %(expires_at)s
        WHERE id = %(run_id)s AND job_id = %(job_id)s AND status = 'running' AND attempts >= %(most)s
        RETURNING {_CHANGE}"""
    values = {"run_id": run_id, "job_id": job_id, "now": now, "expires_at": expires_at, "most": MAX_ATTEMPTS}
    return await connection.fetch_one(Change, query, values | _failed(failure))


async def stopped(
    connection: Connection, starts: Collection[tuple[UUID, int]]
) -> Collection[tuple[UUID, int]]:
    """Those of the starts (run and fence) that another one has taken over, or whose run has ended."""
    query = "SELECT id, fence FROM task.runs WHERE id = ANY(%s) AND status = 'running'"
    going_on = await connection.fetch_rows(query, [[run_id for run_id, _ in starts]])
    return set(starts) - {(run_id, fence) for run_id, fence in going_on}


async def save(
    connection: Connection, claim: Claim, *, progress: float, saved: dict[str, Any]
) -> Change | None:
    """Saves the state to continue from; progress never decreases."""
    change = "progress = greatest(progress, %(progress)s), saved = %(saved)s"
    return await _write(connection, claim, change, progress=progress, saved=Jsonb(saved))


async def report(
    connection: Connection, claim: Claim, *, progress: float, message: str, partial: dict[str, Any] | None
) -> Change | None:
    """Stores what the handler reports; progress never decreases."""
    change = """progress = greatest(progress, %(progress)s), message = %(message)s,
        partial = coalesce(%(partial)s, partial)"""
    given = None if partial is None else Jsonb(partial)
    return await _write(connection, claim, change, progress=progress, message=message, partial=given)


async def complete(
    connection: Connection, claim: Claim, *, result: dict[str, Any], now: datetime, expires_at: datetime
) -> Change | None:
    change = """status = 'completed', progress = 100, message = '', result = %(result)s, partial = NULL,
        error = NULL, error_reason = NULL, recovery = '{}', completed_at = %(now)s,
        expires_at = %(expires_at)s"""
    return await _write(connection, claim, change, result=Jsonb(result), now=now, expires_at=expires_at)


async def fail(
    connection: Connection, claim: Claim, failure: Failure, *, now: datetime, expires_at: datetime
) -> Change | None:
    change = f"status = 'failed', {_FAILED}, completed_at = %(now)s, expires_at = %(expires_at)s"
    return await _write(connection, claim, change, now=now, expires_at=expires_at, **_failed(failure))


async def retry(connection: Connection, claim: Claim, failure: Failure, *, run_at: datetime) -> Change | None:
    """Gives the place in the queue back until the next attempt."""
    change = f"status = 'pending', {_FAILED}, waits_for = NULL, job_id = NULL, run_at = %(run_at)s"
    return await _write(connection, claim, change, run_at=run_at, **_failed(failure))


async def wait(connection: Connection, claim: Claim, *, waits_for: str, run_at: datetime) -> Change | None:
    """The same without counting this start."""
    change = """status = 'pending', attempts = attempts - 1, waits = waits + 1, waits_for = %(waits_for)s,
        job_id = NULL, run_at = %(run_at)s"""
    return await _write(connection, claim, change, waits_for=waits_for, run_at=run_at)


async def hand_back(connection: Connection, claim: Claim) -> Change | None:
    """Returns the run to the queue without counting this start."""
    return await _write(connection, claim, "status = 'pending', attempts = attempts - 1")


def _failed(failure: Failure) -> dict[str, Any]:
    return {"message": failure.message, "reason": failure.reason, "recovery": failure.recovery}


async def _write(connection: Connection, claim: Claim, change: LiteralString, **values: Any) -> Change | None:
    query = f"UPDATE task.runs SET {change} WHERE {_FENCED} RETURNING {_CHANGE}"
    given = {"run_id": claim.run_id, "fence": claim.fence, **values}
    return await connection.fetch_one(Change, query, given)
