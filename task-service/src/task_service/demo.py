"""What the examples of the contract name: a completed run and two files of the demo account."""

from typing import Final
from uuid import UUID

from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.files.store import FileStore
from task_service.files.demo import store_demo_files
from task_service.runs import repository as runs
from task_service.runs.domain import HOUSEKEEPING, Run

RUN: Final = UUID("957b72d3-886b-4c37-a14c-fec625b438cb")
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


async def store_demo(database: Database, store: FileStore, clock: Clock) -> None:
    """Stores the run and the files that the examples name."""
    await store_demo_run(database, clock)
    await store_demo_files(database, store, clock, _OWNER)


async def keep_demo(database: Database, store: FileStore, clock: Clock) -> None:
    """Restores the demo if it was stored: housekeeping deletes old runs, and an example deletes a file."""
    async with database.read() as connection:
        is_there = await runs.get(connection, RUN) is not None
    if is_there:
        await store_demo(database, store, clock)
