"""The operations on schedules: create, change, pause, delete, and declare those of a service."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from service_kit import paging
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader
from task_service.errors import (
    TaskScheduleDeclared,
    TaskScheduleExists,
    TaskScheduleNotFound,
    UnknownTaskType,
)
from task_service.runs.domain import STARTABLE_KINDS
from task_service.schedules import repository as schedules
from task_service.schedules.domain import Definition, TaskSchedule, check_params, check_timing, declared_id
from task_service.schedules.timing import Timing

OWN_AREA = "task"


@dataclass(frozen=True, slots=True)
class Page:
    """Some schedules, the token of the next page (empty on the last one), and the number on all pages."""

    schedules: list[TaskSchedule]
    next_page_token: str
    total_size: int


async def list_schedules(connection: Connection, *, page_size: int, page_token: str | None) -> Page:
    """Lists schedules by name. Raises paging.InvalidPageToken."""
    after = paging.decode(page_token, str) if page_token else None
    found = await schedules.page(connection, after=after, limit=page_size + 1)
    shown = found[:page_size]
    token = paging.encode([shown[-1].name]) if len(found) > page_size else ""
    return Page(shown, token, await schedules.count(connection))


async def get(connection: Reader, schedule_id: UUID) -> TaskSchedule:
    """Raises TaskScheduleNotFound."""
    return _found(await schedules.get(connection, schedule_id), schedule_id)


async def create(connection: Connection, definition: Definition, *, now: datetime) -> TaskSchedule:
    """Creates a schedule, or returns the equal one that exists.

    Raises InvalidTaskSchedule, UnknownTaskType, TaskScheduleExists.
    """
    definition = replace(definition, area=await _area_of(connection, definition.kind))
    existing = await schedules.find(connection, definition.name)
    if existing is not None:
        if existing.declared_by is None and _is_same(existing, definition):
            return existing
        raise _exists(definition.name)
    check_timing(definition.timing, now)
    check_params(definition.params)
    schedule_id = uuid4()
    next_at = definition.timing.next(now)
    if not await schedules.add(
        connection, definition, schedule_id=schedule_id, declared_by=None, next_at=next_at, now=now
    ):
        raise _exists(definition.name)
    return await get(connection, schedule_id)


async def update(
    connection: Connection,
    schedule_id: UUID,
    *,
    timing: dict[str, Any],
    facts: dict[str, Any],
    now: datetime,
) -> TaskSchedule:
    """Changes a schedule; `timing` has the given fields of its timing, `facts` the other ones.

    Raises TaskScheduleNotFound, InvalidTaskSchedule, TaskScheduleExists, TaskScheduleDeclared.
    """
    schedule = _found(await schedules.lock(connection, schedule_id), schedule_id)
    definition = replace(_definition_of(schedule), **facts)
    if definition.name != schedule.name:
        if schedule.declared_by is not None:
            raise TaskScheduleDeclared(
                f"The {schedule.declared_by} service declares the name {schedule.name!r}"
            )
        if await schedules.find(connection, definition.name) is not None:
            raise _exists(definition.name)
    check_params(definition.params)
    next_at = schedule.next_at
    if timing:
        definition = replace(definition, timing=_changed(schedule.timing, timing, now))
        if definition.timing != schedule.timing:
            check_timing(definition.timing, now)
            next_at = definition.timing.next(now)
    edited = schedule.declared_by is not None
    await schedules.change(connection, schedule_id, definition, edited=edited, next_at=next_at, now=now)
    return await get(connection, schedule_id)


async def set_paused(
    connection: Connection, schedule_id: UUID, *, paused: bool, now: datetime
) -> TaskSchedule:
    """Pauses or resumes; a resumed schedule continues with its next date. Raises TaskScheduleNotFound."""
    schedule = _found(await schedules.lock(connection, schedule_id), schedule_id)
    if schedule.paused != paused:
        next_at = schedule.next_at if paused else schedule.timing.next(now)
        await schedules.set_paused(connection, schedule_id, paused=paused, next_at=next_at, now=now)
    return await get(connection, schedule_id)


async def delete(connection: Connection, schedule_id: UUID) -> None:
    """Raises TaskScheduleNotFound, TaskScheduleDeclared."""
    schedule = _found(await schedules.lock(connection, schedule_id), schedule_id)
    if schedule.declared_by is not None:
        raise TaskScheduleDeclared(
            f"The {schedule.declared_by} service declares this schedule, so it would come back",
            recovery=["Pause the schedule instead."],
        )
    await schedules.delete(connection, schedule_id)


async def declare(
    connection: Connection, area: str, definitions: Sequence[Definition], *, now: datetime
) -> None:
    """Stores all schedules of a service, and deletes those that it no longer has.

    An unchanged schedule keeps its next date, so that missed dates are made up for. What an administrator
    changed stays. Raises InvalidTaskSchedule, TaskScheduleExists.
    """
    for definition in definitions:
        check_timing(definition.timing, now)
        next_at = definition.timing.next(now)
        schedule_id = declared_id(definition.name)
        added = await schedules.add(
            connection, definition, schedule_id=schedule_id, declared_by=area, next_at=next_at, now=now
        )
        if not added:
            await _declare_again(connection, area, definition, now=now)
    await schedules.delete_undeclared(connection, area, [definition.name for definition in definitions])


async def _declare_again(connection: Connection, area: str, definition: Definition, *, now: datetime) -> None:
    stored = await schedules.find(connection, definition.name)
    if stored is None or stored.declared_by != area:
        raise _exists(definition.name)
    if stored.edited or _is_same(stored, definition):
        return
    is_same_time = _without_anchor(stored.timing) == _without_anchor(definition.timing)
    if is_same_time:
        definition = replace(definition, timing=stored.timing)
    next_at = stored.next_at if is_same_time else definition.timing.next(now)
    await schedules.change(connection, stored.id, definition, edited=False, next_at=next_at, now=now)


async def _area_of(connection: Connection, kind: str) -> str:
    if kind in STARTABLE_KINDS:
        return OWN_AREA
    area = await schedules.area_of_kind(connection, kind)
    if area is None:
        known = ", ".join(sorted(STARTABLE_KINDS | set(await schedules.declared_kinds(connection))))
        raise UnknownTaskType(f"Runs of kind {kind!r} cannot be scheduled; use one of: {known}", kind=kind)
    return area


def _changed(timing: Timing, given: dict[str, Any], now: datetime) -> Timing:
    """The timing with the given fields. One of cron, interval_s and at replaces the other two."""
    if not given.keys() - {"time_zone"}:
        return replace(timing, **given)
    nothing: dict[str, Any] = {"cron": None, "interval_s": None, "at": None}
    return replace(timing, **{**nothing, "anchor": now, **given})


def _definition_of(schedule: TaskSchedule) -> Definition:
    return Definition(
        name=schedule.name,
        area=schedule.area,
        kind=schedule.kind,
        timing=schedule.timing,
        catch_up=schedule.catch_up,
        catch_up_limit=schedule.catch_up_limit,
        params=schedule.params,
    )


def _is_same(stored: TaskSchedule, definition: Definition) -> bool:
    own = _definition_of(stored)
    return replace(own, timing=_without_anchor(own.timing)) == replace(
        definition, timing=_without_anchor(definition.timing)
    )


def _without_anchor(timing: Timing) -> Timing:
    return replace(timing, anchor=datetime.min)  # noqa: DTZ901 - it is only compared


def _found(schedule: TaskSchedule | None, schedule_id: UUID) -> TaskSchedule:
    if schedule is None:
        raise TaskScheduleNotFound("Schedule not found", schedule_id=schedule_id)
    return schedule


def _exists(name: str) -> TaskScheduleExists:
    return TaskScheduleExists(f"There is another schedule named {name!r}; choose another name", name=name)
