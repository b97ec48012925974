"""What the contract's examples name: tasks that are completed, waiting and failed, and two schedules."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.demo import DEMO_USER
from task_service.runs import repository as runs
from task_service.runs.domain import AREA, HOUSEKEEPING, Run
from task_service.schedules import repository as schedules
from task_service.schedules.domain import Definition, declared_id
from task_service.schedules.operations import OWN_AREA
from task_service.schedules.timing import Timing

COMPLETED: Final = UUID("957b72d3-886b-4c37-a14c-fec625b438cb")
WAITING: Final = UUID("1c1f9f5e-6f2e-4a53-9a51-7f1f5b3f2d10")
FAILED: Final = UUID("2d8a3c64-0b7d-4a1e-8f43-9c0a7be14c22")
SCHEDULES: Final = ("demo", "to delete")
"""The names of schedules in examples; the last one is deleted by an example."""


async def store_demo_tasks(database: Database, clock: Clock) -> None:
    """Stores what the examples name in its first state. The caller makes sure that this is not production."""
    now = clock.now()
    async with database.transaction() as connection:
        for run in _tasks(now):
            await runs.put_example(connection, run)
        for name in SCHEDULES:
            monthly = Timing(cron="0 4 1 * *", interval_s=None, at=None, time_zone="UTC", anchor=now)
            await schedules.add(
                connection,
                Definition(name, OWN_AREA, HOUSEKEEPING, monthly),
                schedule_id=declared_id(name),
                declared_by=None,
                next_at=monthly.next(now),
                now=now,
            )


def _tasks(now: datetime) -> list[Run]:
    completed = _completed(now)
    unfinished = replace(completed, progress=0, result=None, expires_at=None)
    waiting = replace(
        unfinished,
        id=WAITING,
        status="pending",
        attempts=0,
        run_at=now + timedelta(days=365),
        started_at=None,
        completed_at=None,
    )
    failed = replace(
        unfinished,
        id=FAILED,
        status="failed",
        error="The database does not answer",
        error_reason="DATABASE_UNAVAILABLE",
        recovery=["Retry the task in a few minutes"],
    )
    return [completed, waiting, failed]


def _completed(now: datetime) -> Run:
    return Run(
        id=COMPLETED,
        area=AREA,
        kind=HOUSEKEEPING,
        status="completed",
        progress=100,
        message="",
        partial=None,
        attempts=1,
        waits_for=None,
        queued_at=None,
        user_id=DEMO_USER,
        organisation_id=None,
        shared_with=[],
        request_id=None,
        result={"results_deleted": 0, "runs_deleted": 0, "notifications_deleted": 0},
        error=None,
        error_reason=None,
        recovery=[],
        estimated_s=None,
        created_at=now,
        run_at=now,
        started_at=now,
        completed_at=now,
        expires_at=now + timedelta(days=365),
    )


async def keep_demo_tasks(database: Database, clock: Clock) -> None:
    """Restores the demo tasks if they were ever stored: they grow old, and examples change them."""
    async with database.read() as connection:
        is_there = await runs.get(connection, COMPLETED) is not None
    if is_there:
        await store_demo_tasks(database, clock)
