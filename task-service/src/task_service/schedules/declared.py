"""The schedules of the task service itself."""

from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from task_service.runs.domain import HOUSEKEEPING
from task_service.schedules.domain import Definition
from task_service.schedules.operations import OWN_AREA, declare
from task_service.schedules.timing import Timing
from task_service.settings import TaskSettings


async def declare_own(settings: TaskSettings, database: Database, clock: Clock) -> None:
    """Declares housekeeping; a date that was missed while no worker ran is made up for once."""
    now = clock.now()
    timing = Timing(
        cron=settings.housekeeping_schedule, interval_s=None, at=None, time_zone="UTC", anchor=now
    )
    housekeeping = Definition(name=HOUSEKEEPING, area=OWN_AREA, kind=HOUSEKEEPING, timing=timing)
    async with database.transaction() as connection:
        await declare(connection, OWN_AREA, [housekeeping], now=now)
