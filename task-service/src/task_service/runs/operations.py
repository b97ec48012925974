"""The operations on runs: start one, get one, list them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from service_kit import paging
from service_kit.caller import Caller
from service_kit.db.connection import Connection
from service_kit.runs.requests import RunRequest
from task_service.errors import RequestIdReused, RunNotFound, UnknownRunKind
from task_service.queue.engine import Queue
from task_service.runs import repository as runs
from task_service.runs.domain import STARTABLE_KINDS, Run


@dataclass(frozen=True, slots=True)
class Page:
    """Some runs, the token of the next page (empty on the last one), and the number of runs on all pages."""

    runs: list[Run]
    next_page_token: str
    total_size: int


async def request_run(
    connection: Connection, queue: Queue, caller: Caller, *, kind: str, request_id: str | None, now: datetime
) -> Run:
    """Starts a run for a caller. Raises UnknownRunKind, RequestIdReused."""
    if kind not in STARTABLE_KINDS:
        known = ", ".join(sorted(STARTABLE_KINDS))
        raise UnknownRunKind(f"Runs of kind {kind!r} cannot be started; use one of: {known}", kind=kind)
    owner = None if caller.kind == "service" else caller.principal
    return await start_run(connection, queue, kind=kind, user_id=owner, request_id=request_id, now=now)


async def start_run(
    connection: Connection,
    queue: Queue,
    *,
    kind: str,
    user_id: str | None,
    request_id: str | None,
    now: datetime,
) -> Run:
    """Returns the run of this request: a new, queued one or the existing one. Raises RequestIdReused."""
    run_id = uuid4()
    if await runs.add(connection, run_id=run_id, kind=kind, user_id=user_id, request_id=request_id, now=now):
        await runs.set_job(connection, run_id, await queue.enqueue(connection, run_id))
        found = await runs.get(connection, run_id)
    else:
        found = await runs.get_by_request(connection, user_id, request_id or "")
    if found is None:
        raise RunNotFound("The run has just been deleted")
    if found.kind != kind:
        raise RequestIdReused(
            f"The request_id was already used for a run of kind {found.kind!r}", request_id=request_id
        )
    return found


async def enqueue(
    connection: Connection, queue: Queue, run_id: UUID, request: RunRequest, now: datetime
) -> bool:
    """Accepts the run that a service asks for. Returns False if it was accepted before."""
    if not await runs.put(connection, run_id, request, now):
        return False
    job_id = await queue.enqueue(connection, run_id, priority=request.priority, run_at=request.run_at)
    await runs.set_job(connection, run_id, job_id)
    return True


async def get_run(connection: Connection, caller: Caller, run_id: UUID) -> Run:
    """Returns a run. Raises RunNotFound, also for another user's run."""
    run = await runs.get(connection, run_id)
    if run is None or not (caller.has_role("admin") or run.user_id == caller.principal):
        raise RunNotFound("Run not found", run_id=run_id)
    return run


async def list_runs(
    connection: Connection, caller: Caller, *, status: str | None, page_size: int, page_token: str | None
) -> Page:
    """Lists runs, newest first; administrators see those of all users. Raises paging.InvalidPageToken."""
    after = paging.decode(page_token, datetime, str) if page_token else None
    user_id = None if caller.has_role("admin") else caller.principal
    found = await runs.page(connection, user_id=user_id, status=status, after=after, limit=page_size + 1)
    shown = found[:page_size]
    token = paging.encode([shown[-1].created_at, str(shown[-1].id)]) if len(found) > page_size else ""
    return Page(shown, token, await runs.count(connection, user_id=user_id, status=status))
