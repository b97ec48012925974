"""All SQL on task.schedules."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb

from service_kit.db.connection import Connection
from service_kit.db.reader import Reader
from task_service.schedules.domain import Definition, TaskSchedule

_COLUMNS: Final = """
    id, name, area, kind, params, cron, interval_s, at, time_zone, anchor, catch_up, catch_up_limit, paused,
    declared_by, edited, next_at, last_date, last_run_id, created_at, updated_at"""


async def get(connection: Reader, schedule_id: UUID) -> TaskSchedule | None:
    query = f"SELECT {_COLUMNS} FROM task.schedules WHERE id = %s"
    return await connection.fetch_one(TaskSchedule, query, [schedule_id])


async def lock(connection: Connection, schedule_id: UUID) -> TaskSchedule | None:
    """The schedule, which nobody else can change or fire until the transaction ends."""
    query = f"SELECT {_COLUMNS} FROM task.schedules WHERE id = %s FOR UPDATE"
    return await connection.fetch_one(TaskSchedule, query, [schedule_id])


async def find(connection: Connection, name: str) -> TaskSchedule | None:
    query = f"SELECT {_COLUMNS} FROM task.schedules WHERE name = %s FOR UPDATE"
    return await connection.fetch_one(TaskSchedule, query, [name])


async def page(connection: Connection, *, after: Sequence[Any] | None, limit: int) -> list[TaskSchedule]:
    """The schedules by name; `after` is the name of the last row."""
    query = f"""
        SELECT {_COLUMNS} FROM task.schedules WHERE %(after)s::text IS NULL OR name > %(after)s
        ORDER BY name LIMIT %(limit)s"""
    return await connection.fetch_all(
        TaskSchedule, query, {"after": after[0] if after else None, "limit": limit}
    )


async def count(connection: Connection) -> int:
    return await connection.fetch_value("SELECT count(*) FROM task.schedules")


async def add(
    connection: Connection,
    definition: Definition,
    *,
    schedule_id: UUID,
    declared_by: str | None,
    next_at: datetime | None,
    now: datetime,
) -> bool:
    """Returns False if the name or the id is taken."""
    query = f"""
        INSERT INTO task.schedules ({_COLUMNS})
        VALUES (%(id)s, %(name)s, %(area)s, %(kind)s, %(params)s, %(cron)s, %(interval_s)s, %(at)s,
                %(time_zone)s, %(anchor)s, %(catch_up)s, %(catch_up_limit)s, false, %(declared_by)s, false,
                %(next_at)s, NULL, NULL, %(now)s, %(now)s)
        ON CONFLICT DO NOTHING"""
    values = {"id": schedule_id, "declared_by": declared_by, "next_at": next_at, "now": now}
    return (await connection.execute(query, {**_values_of(definition), **values})).rowcount == 1


async def change(
    connection: Connection,
    schedule_id: UUID,
    definition: Definition,
    *,
    edited: bool,
    next_at: datetime | None,
    now: datetime,
) -> None:
    query = """
        UPDATE task.schedules
        SET name = %(name)s, area = %(area)s, kind = %(kind)s, params = %(params)s, cron = %(cron)s,
            interval_s = %(interval_s)s, at = %(at)s, time_zone = %(time_zone)s, anchor = %(anchor)s,
            catch_up = %(catch_up)s, catch_up_limit = %(catch_up_limit)s, edited = %(edited)s,
            next_at = %(next_at)s, updated_at = %(now)s
        WHERE id = %(id)s"""
    values = {"id": schedule_id, "edited": edited, "next_at": next_at, "now": now}
    await connection.execute(query, {**_values_of(definition), **values})


async def set_paused(
    connection: Connection, schedule_id: UUID, *, paused: bool, next_at: datetime | None, now: datetime
) -> None:
    query = "UPDATE task.schedules SET paused = %s, next_at = %s, updated_at = %s WHERE id = %s"
    await connection.execute(query, [paused, next_at, now, schedule_id])


async def delete(connection: Connection, schedule_id: UUID) -> None:
    await connection.execute("DELETE FROM task.schedules WHERE id = %s", [schedule_id])


async def delete_undeclared(connection: Connection, area: str, names: Sequence[str]) -> None:
    """Deletes what the service declared before, except these names."""
    query = "DELETE FROM task.schedules WHERE declared_by = %s AND name <> ALL(%s)"
    await connection.execute(query, [area, list(names)])


async def area_of_kind(connection: Connection, kind: str) -> str | None:
    """The service that declares a schedule of this kind."""
    query = "SELECT area FROM task.schedules WHERE kind = %s AND declared_by IS NOT NULL LIMIT 1"
    return await connection.fetch_value(query, [kind])


async def declared_kinds(connection: Connection) -> list[str]:
    query = "SELECT DISTINCT kind FROM task.schedules WHERE declared_by IS NOT NULL ORDER BY kind"
    return [kind for (kind,) in await connection.fetch_rows(query)]


async def take_due(connection: Connection, now: datetime) -> TaskSchedule | None:
    """A schedule with a date that has come. Nobody else gets it until the transaction ends."""
    query = f"""
        SELECT {_COLUMNS} FROM task.schedules WHERE next_at <= %s AND NOT paused
        ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED"""
    return await connection.fetch_one(TaskSchedule, query, [now])


async def fired(
    connection: Connection,
    schedule_id: UUID,
    *,
    next_at: datetime | None,
    last_date: datetime | None,
    last_run_id: UUID | None,
) -> None:
    """Moves to the next date; a date or run that is None leaves the stored one."""
    query = """
        UPDATE task.schedules
        SET next_at = %s, last_date = coalesce(%s, last_date), last_run_id = coalesce(%s, last_run_id)
        WHERE id = %s"""
    await connection.execute(query, [next_at, last_date, last_run_id, schedule_id])


def _values_of(definition: Definition) -> dict[str, Any]:
    timing = definition.timing
    return {
        "name": definition.name,
        "area": definition.area,
        "kind": definition.kind,
        "params": Jsonb(dict(definition.params)),
        "cron": timing.cron,
        "interval_s": timing.interval_s,
        "at": timing.at,
        "time_zone": timing.time_zone,
        "anchor": timing.anchor,
        "catch_up": definition.catch_up,
        "catch_up_limit": definition.catch_up_limit,
    }
