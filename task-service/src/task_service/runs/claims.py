"""How workers take runs from the queue, and what they write to them: SQL on task.runs.

Every write names the start that it belongs to, by its fence and its id. Writes of several runs are one
statement for each kind of write; a write returns the change for the event, or None if the claim is lost.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, LiteralString
from uuid import UUID

import orjson

from service_kit.db.connection import Connection
from task_service.runs.changes import Change
from task_service.runs.domain import LOST, MAX_ATTEMPTS, Claim, Failure

_CHANGE: Final = """
    run.id, run.user_id, run.kind, run.status, run.progress, run.message, run.attempts, run.error,
    run.recovery, run.started_at, run.completed_at, run.fence"""
_GIVEN: Final = """
    given (run_id uuid, claim_id uuid, fence int, progress float8, message text, partial jsonb, saved jsonb,
        result jsonb, error text, reason text, recovery text[], waits_for text, run_at timestamptz,
        now timestamptz, expires_at timestamptz)"""
_FAILED: Final = "error = given.error, error_reason = given.reason, recovery = given.recovery"


@dataclass(frozen=True, slots=True)
class Write:
    """A change of a run that counts only while its claim holds.

    One that `ends` the attempt frees the run's place in the queue, one that `wakes` the workers leaves the
    run in it, and a silent one is not reported to the owner.
    """

    claim: Claim
    change: LiteralString
    row: bytes
    ends: bool = False
    wakes: bool = False
    silent: bool = False


async def take(connection: Connection, worker_id: UUID, now: datetime, *, most: int) -> list[Claim]:
    """Starts the next runs of the queue, the most urgent first.

    The commit need not be durable. A crash of PostgreSQL may forget it: the run is then pending again, and
    its next start has the same fence, but another id.
    """
    query = """
        UPDATE task.runs AS run
        SET status = 'running', fence = fence + 1, attempts = attempts + 1, started_at = %(now)s,
            worker_id = %(worker)s, claim_id = gen_random_uuid()
        FROM (SELECT id FROM task.runs WHERE status = 'pending' AND queued_at IS NOT NULL
              ORDER BY priority DESC, queued_at LIMIT %(most)s FOR UPDATE SKIP LOCKED) AS next
        WHERE run.id = next.id
        RETURNING run.id AS run_id, claim_id, area, kind, params, user_id, organisation_id, fence, attempts,
            waits, saved"""
    return await connection.fetch_all(Claim, query, {"worker": worker_id, "now": now, "most": most})


async def return_all_but(connection: Connection, worker_id: UUID, claim_ids: Collection[UUID]) -> int:
    """Returns the runs of this worker to the queue, except those of these claims; returns how many."""
    query = """
        UPDATE task.runs SET status = 'pending', fence = fence + 1, attempts = attempts - 1, worker_id = NULL
        WHERE status = 'running' AND queued_at IS NOT NULL AND worker_id = %s
          AND claim_id <> ALL(%s)"""
    return (await connection.execute(query, [worker_id, list(claim_ids)])).rowcount


async def requeue_lost(
    connection: Connection, *, worker_lost_after_s: float, now: datetime, expires_at: datetime
) -> list[Change]:
    """Takes the runs of silent workers from them; one whose attempts are used up fails. Returns the changes.

    The new fence refuses what a worker still writes that was only slow. While PostgreSQL was away, all
    workers were silent, so their silence counts from its start.
    """
    query = f"""
        WITH lost AS (
            SELECT run.id, run.attempts >= %(most)s AS is_over FROM task.runs AS run
            LEFT JOIN task.workers AS worker ON worker.id = run.worker_id
            WHERE run.status = 'running' AND run.queued_at IS NOT NULL
              AND (worker.id IS NULL OR greatest(worker.seen_at, pg_postmaster_start_time())
                   < now() - make_interval(secs => %(lost_after)s))
            ORDER BY run.id FOR UPDATE OF run SKIP LOCKED)
        UPDATE task.runs AS run
        SET status = CASE WHEN is_over THEN 'failed' ELSE 'pending' END, fence = fence + 1, worker_id = NULL,
            error = CASE WHEN is_over THEN %(error)s ELSE error END,
            error_reason = CASE WHEN is_over THEN %(reason)s ELSE error_reason END,
            recovery = CASE WHEN is_over THEN %(recovery)s ELSE recovery END,
            completed_at = CASE WHEN is_over THEN %(now)s::timestamptz END,
            expires_at = CASE WHEN is_over THEN %(expires_at)s::timestamptz END
        FROM lost WHERE run.id = lost.id
        RETURNING {_CHANGE}"""
    times = {"now": now, "expires_at": expires_at, "lost_after": worker_lost_after_s}
    failure = {"error": LOST.message, "reason": LOST.reason, "recovery": LOST.recovery}
    return await connection.fetch_all(Change, query, {"most": MAX_ATTEMPTS, **times, **failure})


async def lost(connection: Connection, held: Collection[Claim]) -> list[Claim]:
    """Those of the claims that another start has taken over, that were forgotten, or whose run has ended."""
    query = "SELECT claim_id, fence FROM task.runs WHERE id = ANY(%s) AND status = 'running'"
    going_on = set(await connection.fetch_rows(query, [[claim.run_id for claim in held]]))
    return [claim for claim in held if (claim.claim_id, claim.fence) not in going_on]


async def write(connection: Connection, writes: Sequence[Write]) -> dict[UUID, Change]:
    """Writes the changes of different runs; returns those whose claim holds, by run."""
    groups: dict[LiteralString, list[Write]] = {}
    for each in writes:
        groups.setdefault(each.change, []).append(each)
    changed: dict[UUID, Change] = {}
    for change, group in groups.items():
        query = f"""
            UPDATE task.runs AS run SET {change} FROM jsonb_to_recordset(%s::jsonb) AS {_GIVEN}
            WHERE run.id = given.run_id AND run.claim_id = given.claim_id AND run.fence = given.fence
              AND run.status = 'running'
            RETURNING {_CHANGE}"""
        found = await connection.fetch_all(Change, query, [_rows(group)])
        changed |= {each.id: each for each in found}
    return changed


def begin(claim: Claim) -> Write:
    """Reports the start to the owner of the run, in a durable commit."""
    return _write(claim, "status = 'running'")


def save(claim: Claim, *, progress: float, saved: dict[str, Any]) -> Write:
    """Saves the state to continue from; progress never decreases."""
    change = "progress = greatest(run.progress, given.progress), saved = given.saved"
    return _write(claim, change, silent=not progress, progress=progress, saved=saved)


def report(claim: Claim, *, progress: float, message: str, partial: dict[str, Any] | None) -> Write:
    """Stores what the handler reports; progress never decreases."""
    change = """progress = greatest(run.progress, given.progress), message = given.message,
        partial = coalesce(given.partial, run.partial)"""
    return _write(claim, change, progress=progress, message=message, partial=partial)


def complete(claim: Claim, *, result: dict[str, Any], now: datetime, keep: timedelta) -> Write:
    change = """status = 'completed', progress = 100, message = '', result = given.result, partial = NULL,
        error = NULL, error_reason = NULL, recovery = '{}', completed_at = given.now,
        expires_at = given.expires_at"""
    return _write(claim, change, ends=True, result=result, now=now, expires_at=now + keep)


def fail(claim: Claim, failure: Failure, *, now: datetime, keep: timedelta) -> Write:
    change = f"status = 'failed', {_FAILED}, completed_at = given.now, expires_at = given.expires_at"
    return _write(claim, change, ends=True, now=now, expires_at=now + keep, **_failed(failure))


def retry(claim: Claim, failure: Failure, *, run_at: datetime) -> Write:
    """Gives the place in the queue back until the next attempt."""
    change = f"status = 'pending', {_FAILED}, waits_for = NULL, queued_at = NULL, run_at = given.run_at"
    return _write(claim, change, ends=True, run_at=run_at, **_failed(failure))


def wait(claim: Claim, *, waits_for: str, run_at: datetime) -> Write:
    """The same without counting this start."""
    change = """status = 'pending', attempts = run.attempts - 1, waits = run.waits + 1,
        waits_for = given.waits_for, queued_at = NULL, run_at = given.run_at"""
    return _write(claim, change, ends=True, waits_for=waits_for, run_at=run_at)


def hand_back(claim: Claim) -> Write:
    """Returns the run to its place in the queue without counting this start."""
    change = "status = 'pending', attempts = run.attempts - 1, worker_id = NULL"
    return _write(claim, change, wakes=True)


def abandon(claim: Claim) -> Write:
    """Leaves the run to the sweep, as if this worker were lost."""
    return _write(claim, "worker_id = NULL", silent=True)


def _failed(failure: Failure) -> dict[str, Any]:
    return {"error": failure.message, "reason": failure.reason, "recovery": failure.recovery}


def _write(
    claim: Claim,
    change: LiteralString,
    *,
    ends: bool = False,
    wakes: bool = False,
    silent: bool = False,
    **values: Any,
) -> Write:
    """Raises TypeError for values that are not JSON, before other runs depend on them."""
    start = {"run_id": claim.run_id, "claim_id": claim.claim_id, "fence": claim.fence}
    row = orjson.dumps({**start, **values})
    return Write(claim, change, row, ends, wakes, silent)


def _rows(writes: Iterable[Write]) -> str:
    return f"[{','.join(write.row.decode() for write in writes)}]"
