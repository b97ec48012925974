"""Writes rows of a noun: rules, references, keys, versions and hooks, in the caller's transaction."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid4, uuid5

import orjson

from league_service.clubs.engine.access import Access, access_of
from league_service.clubs.engine.fixed import check_fixed
from league_service.clubs.engine.hooks import Row, Write
from league_service.clubs.engine.plan import Plan
from league_service.clubs.engine.reading import get_row, shown
from league_service.clubs.engine.references import check_references
from league_service.clubs.errors import VersionMismatch
from service_kit.db.connection import Connection
from service_kit.errors import ValidationFailed, Violation

_REQUESTS: Final = UUID("5a8ac1f0-64f5-4d4e-b9f5-0d8a47a4d2a5")


class Change(NamedTuple):
    """A change of a row."""

    record_id: str
    versions: Sequence[int]
    """The versions on which it is based."""
    stated: Row
    """Fields that it does not write, as it states them."""
    change: Callable[[Row], Row]


class Writer:
    """Writes rows of all nouns."""

    def __init__(self, plans: Mapping[str, Plan]) -> None:
        self._plans = plans

    async def create(self, write: Write, plan: Plan, given: Row) -> tuple[tuple[Any, ...], list[str]]:
        """Stores a row; returns it as the caller sees it, and warnings. The same request_id makes one row."""
        access = access_of(write.caller, write.now)
        request_id = given.pop("request_id", "")
        after = plan.read(given)
        after |= {"version": 1, "created_at": write.now, "updated_at": write.now, "archived_at": None}
        after["id"] = _id_of(write, plan, request_id, given)
        warnings = await self._check(write, plan, access, None, after)
        if not await store_new(write.connection, plan, access.organisation, after, write.now):
            stored = await self._made_before(write.connection, plan, access, after["id"])
            return (await shown(write.connection, plan, write.caller, access, [stored]))[0], warnings
        return await self._finish(write, plan, access, None, after), warnings

    async def _made_before(
        self, connection: Connection, plan: Plan, access: Access, record_id: str
    ) -> tuple[Any, ...]:
        """The row of a repeated request. If it has changed since, the caller must be allowed to see it."""
        stored = await get_row(connection, plan, access._replace(teams=None), record_id)
        unchanged = plan.row(stored)["version"] == 1
        return stored if unchanged else await get_row(connection, plan, access, record_id)

    async def change(self, write: Write, plan: Plan, asked: "Change") -> tuple[tuple[Any, ...], list[str]]:
        """Changes a row; returns it as the caller sees it, and warnings.

        A change that changes nothing keeps the version.

        Raises RecordNotFound, VersionMismatch, ValidationFailed, UnknownReference.
        """
        access = access_of(write.caller, write.now)
        before = plan.row(await get_row(write.connection, plan, access, asked.record_id, lock=True))
        for version in asked.versions:
            check_version(plan, before, version)
        if asked.stated:
            await check_fixed(write, plan, before, asked.stated)
        after = asked.change(dict(before))
        warnings = await self._check(write, plan, access, before, after)
        if after != before:
            after |= {"version": before["version"] + 1, "updated_at": write.now}
            names = ("id", "version", "archived_at")
            parameters = {**access.parameters, **plan.parameters(after), "now": write.now}
            await write.connection.execute(plan.update, parameters | {name: after[name] for name in names})
            await _store_children(write.connection, plan, access.organisation, before, after)
            return await self._finish(write, plan, access, before, after), warnings
        rows = await shown(write.connection, plan, write.caller, access, [plan.ordered(after)])
        return rows[0], warnings

    async def delete(self, write: Write, plan: Plan, record_id: str, expected: int | None) -> None:
        """Deletes a row. Raises RecordNotFound, VersionMismatch, and ForeignKeyViolation if rows name it."""
        access = access_of(write.caller, write.now)
        before = plan.row(await get_row(write.connection, plan, access, record_id, lock=True))
        check_version(plan, before, expected)
        await write.connection.execute(plan.delete, {**access.parameters, "id": record_id})
        if plan.hooks.after_write is not None:
            await plan.hooks.after_write(write, before, None)

    async def _check(
        self, write: Write, plan: Plan, access: Access, before: Row | None, after: Row
    ) -> list[str]:
        problems: list[Violation] = [
            {
                "loc": [problem.field] if isinstance(problem.field, str) else list(problem.field),
                "msg": problem.message,
                "type": "value_error",
            }
            for problem in plan.hooks.check(after)
        ]
        if problems:
            raise ValidationFailed(violations=problems)
        await check_references(write.connection, self._plans, plan, access, before, after)
        warnings = list(plan.hooks.warn(after)) if plan.hooks.warn is not None else []
        if plan.hooks.before_write is not None:
            warnings += await plan.hooks.before_write(write, before, after)
        return warnings

    async def _finish(
        self, write: Write, plan: Plan, access: Access, before: Row | None, after: Row
    ) -> tuple[Any, ...]:
        if plan.hooks.after_write is not None:
            await plan.hooks.after_write(write, before, after)
        rows = await shown(write.connection, plan, write.caller, access, [plan.ordered(after)])
        return rows[0]


async def store_new(connection: Connection, plan: Plan, organisation: str, row: Row, now: datetime) -> bool:
    """Stores a new row with its lists, without any check. Returns False if its id is taken."""
    parameters = {**plan.parameters(row), "organisation": organisation, "id": row["id"], "now": now}
    if not await connection.fetch_rows(plan.insert, parameters):
        return False
    await _store_children(connection, plan, organisation, None, row)
    return True


async def _store_children(
    connection: Connection, plan: Plan, organisation: str, before: Row | None, after: Row
) -> None:
    own = {"organisation": organisation, "id": after["id"]}
    for child in plan.children:
        if before is not None:
            if before[child.field] == after[child.field]:
                continue
            await connection.execute(plan.children_delete(child), own)
        rows: Sequence[Row] = [
            {**own, "position": at, **{c.name: c.stored(item[c.name]) for c in child.columns}}
            for at, item in enumerate(after[child.field])
        ]
        if rows:
            async with connection.cursor() as cursor:
                await cursor.executemany(plan.children_insert(child), rows)


def check_version(plan: Plan, row: Row, expected: int | None) -> None:
    """Raises VersionMismatch if the row has another version than expected."""
    if expected is not None and expected != row["version"]:
        raise VersionMismatch(plan.noun.singular, row["version"])


def _id_of(write: Write, plan: Plan, request_id: str, given: Row) -> str:
    """The id of a new row: a repeated request has the same one."""
    if not request_id:
        return str(uuid4())
    content = orjson.dumps(given, option=orjson.OPT_SORT_KEYS)
    parts = (write.caller.organisation_id, write.caller.principal, plan.noun.plural, request_id)
    return str(uuid5(_REQUESTS, "\n".join((*parts, content.decode()))))
