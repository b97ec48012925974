"""A schedule of runs: its rules, and which of its dates start a run; no I/O, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal
from uuid import NAMESPACE_URL, UUID, uuid5

import orjson
from cronsim import CronSim, CronSimError

from task_service.errors import InvalidTaskSchedule
from task_service.schedules.timing import Timing
from task_service.time_zones import objection_to

CatchUp = Literal["skip", "once", "all"]
PUNCTUAL: Final = timedelta(minutes=1)
"""A date that is this late counts as missed."""

SHOWN_DATES: Final = 5
_MOST_PARAM_BYTES: Final = 16_384
_CRON_FIELDS: Final = 5
_CRON_HELP: Final = "use five fields: minute, hour, day, month, weekday, such as 30 3 * * MON-FRI"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a schedule starts, and when."""

    name: str
    area: str
    kind: str
    timing: Timing
    catch_up: CatchUp = "once"
    catch_up_limit: int = 10
    params: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class TaskSchedule:
    """A stored schedule. `next_at` is the first date that has not been handled; None if none is left."""

    id: UUID
    name: str
    area: str
    kind: str
    params: dict[str, Any]
    cron: str | None
    interval_s: int | None
    at: datetime | None
    time_zone: str
    anchor: datetime
    catch_up: CatchUp
    catch_up_limit: int
    paused: bool
    declared_by: str | None
    edited: bool
    next_at: datetime | None
    last_date: datetime | None
    last_run_id: UUID | None
    created_at: datetime
    updated_at: datetime

    @property
    def timing(self) -> Timing:
        return Timing(self.cron, self.interval_s, self.at, self.time_zone, self.anchor)

    @property
    def status(self) -> str:
        if self.paused:
            return "paused"
        return "ended" if self.next_at is None else "active"


def declared_id(name: str) -> UUID:
    """The id of a declared schedule: the same in every installation."""
    return uuid5(NAMESPACE_URL, f"altsports:schedule:{name}")


def check_timing(timing: Timing, now: datetime) -> None:
    """Raises InvalidTaskSchedule at the field that is wrong, or if the schedule has no date in the future."""
    given = {"cron": timing.cron, "interval_s": timing.interval_s, "once_at": timing.at}
    stated = [name for name, value in given.items() if value is not None]
    if len(stated) != 1:
        raise InvalidTaskSchedule.at("cron", "State exactly one of cron, interval_s and once_at")
    objection = objection_to(timing.time_zone)
    if objection is not None:
        raise InvalidTaskSchedule.at("time_zone", objection)
    if timing.cron is not None:
        _check_cron(timing.cron)
    if timing.next(now) is None:
        what = "has no date in the next 50 years" if timing.cron else "must be in the future"
        raise InvalidTaskSchedule.at(stated[0], f"{stated[0]} {what}")


def _check_cron(cron: str) -> None:
    if len(cron.split()) != _CRON_FIELDS:
        raise InvalidTaskSchedule.at(
            "cron", f"The cron expression has {len(cron.split())} fields; {_CRON_HELP}"
        )
    try:
        CronSim(cron, datetime(2000, 1, 1, tzinfo=UTC))
    except CronSimError as error:
        raise InvalidTaskSchedule.at("cron", f"{error} in the cron expression; {_CRON_HELP}") from None


def due_dates(schedule: TaskSchedule, now: datetime) -> list[datetime]:
    """The dates up to now that start a run, in order; all other dates up to now are dropped."""
    if schedule.next_at is None:
        return []
    most = schedule.catch_up_limit if schedule.catch_up == "all" else 1
    dates = schedule.timing.latest(schedule.next_at, now, most)
    if schedule.catch_up == "skip":
        return [date for date in dates if now - date < PUNCTUAL]
    return dates


def check_params(params: Mapping[str, Any]) -> None:
    """Raises InvalidTaskSchedule if the parameters are too long: every task and every list has a copy."""
    length = len(orjson.dumps(params))
    if length > _MOST_PARAM_BYTES:
        text = f"The parameters have {length:,} bytes as JSON; they can have at most {_MOST_PARAM_BYTES:,}"
        raise InvalidTaskSchedule.at("params", text)
