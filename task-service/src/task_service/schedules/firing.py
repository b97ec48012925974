"""Starts the runs of dates that have come: once for each date, regardless of the number of workers."""

from datetime import datetime
from uuid import uuid5

from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.logging import logs
from service_kit.runs.requests import RunRequest
from task_service.queue.limits import Queue
from task_service.runs.operations import enqueue
from task_service.schedules import repository as schedules
from task_service.schedules.domain import TaskSchedule, due_dates

log = logs.get_logger(__name__)


async def fire_due(database: Database, queue: Queue, clock: Clock) -> int:
    """Handles every date that has come; returns the number of runs that it started.

    The runs of a schedule and its next date are one commit under a lock of its row, so that workers cannot
    start a run twice, and a killed one neither loses nor repeats a date.
    """
    started = 0
    while True:
        async with database.transaction() as connection:
            schedule = await schedules.take_due(connection, clock.now())
            if schedule is None:
                return started
            started += await _fire(connection, queue, schedule, clock.now())


async def _fire(connection: Connection, queue: Queue, schedule: TaskSchedule, now: datetime) -> int:
    try:
        dates, next_at = due_dates(schedule, now), schedule.timing.next(now)
    except (ValueError, LookupError, OSError):  # a time zone that no longer exists
        log.exception("A schedule cannot be read and was paused", schedule=schedule.name)
        await schedules.set_paused(connection, schedule.id, paused=True, next_at=schedule.next_at, now=now)
        return 0
    run_id = None
    for date in dates:
        run_id = uuid5(schedule.id, date.isoformat())
        params = {**schedule.params, "scheduled_for": date.isoformat()}
        request = RunRequest(kind=schedule.kind, area=schedule.area, params=params)
        await enqueue(connection, queue, run_id, request, now)
        log.info("Schedule started a run", schedule=schedule.name, run_id=str(run_id), date=date.isoformat())
    if not dates:
        log.warning("A schedule skipped its missed dates", schedule=schedule.name)
    last_date = dates[-1] if dates else None
    await schedules.fired(connection, schedule.id, next_at=next_at, last_date=last_date, last_run_id=run_id)
    return len(dates)
