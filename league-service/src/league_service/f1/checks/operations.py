"""Plans the next look at the results: one run of the task service, at the first date that comes."""

from datetime import datetime
from typing import Final

from league_service.core.schema import SCHEMA
from league_service.f1.checks import repository
from league_service.f1.checks.domain import next_due
from service_kit.db.connection import Connection
from service_kit.runs.requests import RunRequest, enqueue_run

WATCH: Final = "watch_f1_results"
"""The kind of the runs that look at what is due."""


async def plan_next(connection: Connection, now: datetime, *, not_before: datetime | None = None) -> None:
    """Asks for the run of the next date, in the transaction that changes what is due.

    A second request for the same date finds the same run. `not_before` is when a failed look is repeated.
    """
    again_at = max(now, not_before or now)
    sessions = await repository.watched_sessions(connection, now)
    found = [due.at for session in sessions if (due := next_due(session.watched, now)) is not None]
    if not found:
        return
    run_at = min(date if date > now else again_at for date in found)
    key = run_at.isoformat()
    await enqueue_run(connection, SCHEMA, RunRequest(WATCH, run_at=run_at, unique_key=key))
