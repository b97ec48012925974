"""What the contract's examples name: a completed run of the demo account, and two schedules."""

from typing import Final
from uuid import UUID

from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from task_service.runs import repository as runs
from task_service.runs.domain import HOUSEKEEPING, Run
from task_service.schedules import repository as schedules
from task_service.schedules.domain import Definition, declared_id
from task_service.schedules.operations import OWN_AREA
from task_service.schedules.timing import Timing

RUN: Final = UUID("957b72d3-886b-4c37-a14c-fec625b438cb")
SCHEDULES: Final = ("demo", "to delete")
"""The names of schedules in examples; the last one is deleted by an example."""

_OWNER: Final = "196c254c-a014-5f36-bb7b-496e4f7195f5"


async def store_demo_run(database: Database, clock: Clock) -> None:
    """Stores the demo run as just completed. The caller makes sure that this is not production."""
    now = clock.now()
    run = Run(
        id=RUN,
        kind=HOUSEKEEPING,
        status="completed",
        progress=100,
        attempts=1,
        user_id=_OWNER,
        request_id=None,
        result={"runs_deleted": 0, "jobs_deleted": 0},
        error=None,
        created_at=now,
        started_at=now,
        completed_at=now,
    )
    async with database.transaction() as connection:
        await runs.put_ended(connection, run)
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


async def keep_demo_run(database: Database, clock: Clock) -> None:
    """Refreshes the demo run if it exists, because housekeeping deletes runs that ended long ago."""
    async with database.read() as connection:
        is_there = await runs.get(connection, RUN) is not None
    if is_there:
        await store_demo_run(database, clock)
