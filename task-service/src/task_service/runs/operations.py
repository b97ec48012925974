"""The operations on runs: start, read, list, cancel, retry, share."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from service_kit import paging
from service_kit.caller import Caller
from service_kit.db.connection import Connection
from service_kit.runs.requests import RunRequest
from task_service.errors import (
    NoOrganisation,
    RequestIdReused,
    TaskEnded,
    TaskHasNoResult,
    TaskNotFailed,
    TaskNotFinished,
    TaskNotFound,
    TaskResultExpired,
    UnknownTaskType,
)
from task_service.queue.limits import Queue
from task_service.runs import repository as runs
from task_service.runs.admission import admit
from task_service.runs.changes import Change, report_change
from task_service.runs.domain import AREA, STARTABLE_KINDS, Run
from task_service.runs.repository import Listing


@dataclass(frozen=True, slots=True)
class Page:
    """Some runs, the token of the next page (empty on the last one), and the number of runs on all pages."""

    runs: list[Run]
    next_page_token: str
    total_size: int


async def request_run(
    connection: Connection, queue: Queue, caller: Caller, *, kind: str, request_id: str | None, now: datetime
) -> Run:
    """Starts a run for a caller. Raises UnknownTaskType, RequestIdReused."""
    if kind not in STARTABLE_KINDS:
        known = ", ".join(sorted(STARTABLE_KINDS))
        raise UnknownTaskType(f"Tasks of type {kind!r} cannot be started; use one of: {known}", type=kind)
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
    run_id, request = uuid4(), RunRequest(kind, user_id=user_id)
    await enqueue(connection, queue, run_id, request, now, request_id=request_id)
    found = await runs.get(connection, run_id)
    if found is None:
        found = await runs.get_by_request(connection, user_id, request_id or "")
    if found is None:
        raise TaskNotFound("The task has just been deleted")
    if found.kind != kind:
        raise RequestIdReused(
            f"The request_id was already used for a task of type {found.kind!r}", request_id=request_id
        )
    return found


async def enqueue(
    connection: Connection,
    queue: Queue,
    run_id: UUID,
    request: RunRequest,
    now: datetime,
    *,
    request_id: str | None = None,
) -> bool:
    """Accepts a run. Returns False if it was accepted before.

    Features of this service call it in their own transactions; other services post EnqueueRun.
    """
    request = replace(request, area=request.area or AREA)
    queued = request.user_id is None and (request.run_at is None or request.run_at <= now)
    if not await runs.put(connection, run_id, request, now, queued=queued, request_id=request_id):
        return False
    if request.user_id is not None:
        state = Change(run_id, request.user_id, request.kind, "pending", 0, "", 0, None, [])
        await report_change(connection, state, now)
        await admit(connection, queue, request.user_id, now)
    return True


async def get_run(connection: Connection, caller: Caller, run_id: UUID) -> Run:
    """Returns a run that the caller owns or that is shared with it. Raises TaskNotFound."""
    return _seen(await runs.get(connection, run_id), caller, run_id)


async def get_result(connection: Connection, caller: Caller, run_id: UUID, now: datetime) -> Run:
    """Returns a completed run with its result.

    Raises TaskNotFound, TaskNotFinished, TaskHasNoResult, TaskResultExpired.
    """
    run = await get_run(connection, caller, run_id)
    if not run.has_ended:
        raise TaskNotFinished(
            f"The task is {run.status}; ask again when its status is completed", status=run.status
        )
    if run.status != "completed":
        what = "The task was cancelled" if run.status == "cancelled" else f"The task failed: {run.error}"
        raise TaskHasNoResult(what, recovery=[*run.recovery, "GetTaskStatus has its partial_result"])
    if run.has_expired(now) or run.result is None:
        expired_at = f"{run.expires_at or now:%Y-%m-%dT%H:%M:%SZ}"
        raise TaskResultExpired(
            f"The result expired at {expired_at}",
            recovery=["Start the task again"],
            expired_at=expired_at,
        )
    return run


async def list_runs(
    connection: Connection,
    caller: Caller,
    *,
    status: str | None = None,
    kind: str | None = None,
    shared: bool = False,
    page_size: int,
    page_token: str | None,
) -> Page:
    """Lists runs, newest first; administrators see those of all users. Raises paging.InvalidPageToken."""
    after = paging.decode(page_token, datetime, str) if page_token else None
    listing = Listing(status=status, kind=kind)
    if shared:
        listing = replace(
            listing, reader=caller.user_id or caller.principal, organisation=caller.organisation_id or None
        )
    elif not caller.has_role("admin"):
        listing = replace(listing, owner=caller.principal)
    found = await runs.page(connection, listing, after=after, limit=page_size + 1)
    shown = found[:page_size]
    token = paging.encode([shown[-1].created_at, str(shown[-1].id)]) if len(found) > page_size else ""
    return Page(shown, token, await runs.count(connection, listing))


async def cancel_run(
    connection: Connection,
    queue: Queue,
    caller: Caller,
    run_id: UUID,
    *,
    now: datetime,
    result_ttl: timedelta,
) -> None:
    """Cancels a run; its worker stops within a heartbeat. Raises TaskNotFound, TaskEnded."""
    run = _own(await runs.lock(connection, run_id), caller, run_id)
    if run.has_ended:
        raise TaskEnded("Cannot cancel completed task", status=run.status)
    await runs.cancel(connection, run_id, now=now, expires_at=now + result_ttl)
    await report_change(connection, Change.of(replace(run, status="cancelled")), now)
    await admit(connection, queue, run.user_id, now)


async def retry_run(connection: Connection, queue: Queue, caller: Caller, run_id: UUID, now: datetime) -> Run:
    """Starts a failed or cancelled run again, with new attempts. Raises TaskNotFound, TaskNotFailed."""
    run = _own(await runs.lock(connection, run_id), caller, run_id)
    if run.status not in ("failed", "cancelled"):
        raise TaskNotFailed(
            f"The task is {run.status}; only failed and cancelled tasks can be started again",
            status=run.status,
        )
    await runs.restart(connection, run_id, now=now)
    await admit(connection, queue, run.user_id, now)
    after = _own(await runs.get(connection, run_id), caller, run_id)
    await report_change(connection, Change.of(after), now)
    return after


async def share_run(
    connection: Connection, caller: Caller, run_id: UUID, *, user_ids: list[str], with_organisation: bool
) -> Run:
    """Sets who sees a run beside its owner. Raises TaskNotFound, NoOrganisation."""
    run = _own(await runs.lock(connection, run_id), caller, run_id)
    if with_organisation and not caller.organisation_id:
        raise NoOrganisation(
            "There is no organisation to share with: you act for none",
            recovery=["Switch to an organisation and share the task again"],
        )
    organisation = caller.organisation_id if with_organisation else None
    users = sorted(set(user_ids) - {""})
    await runs.share(connection, run_id, user_ids=users, organisation_id=organisation)
    return replace(run, shared_with=users, organisation_id=organisation)


def _own(run: Run | None, caller: Caller, run_id: UUID) -> Run:
    if run is None or not (caller.has_role("admin") or run.user_id == caller.principal):
        raise TaskNotFound("Task not found", task_id=run_id)
    return run


def _seen(run: Run | None, caller: Caller, run_id: UUID) -> Run:
    if run is not None:
        shares = run.organisation_id is not None and run.organisation_id == caller.organisation_id
        if shares or (caller.user_id and caller.user_id in run.shared_with):
            return run
    return _own(run, caller, run_id)
