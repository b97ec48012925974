"""Reads rows of a noun for a caller: only what they may see, without what is hidden from them."""

from typing import Any

from league_service.clubs.engine.access import Access, is_id
from league_service.clubs.engine.hooks import Row
from league_service.clubs.engine.lists import Listing, Query
from league_service.clubs.engine.plan import Plan
from league_service.clubs.errors import RecordNotFound
from service_kit.caller import Caller
from service_kit.db.reader import Reader

Values = tuple[Any, ...]


async def get_row(
    reader: Reader, plan: Plan, access: Access, record_id: str, *, lock: bool = False
) -> Values:
    """One row as it is stored. Raises RecordNotFound, also for a row that the caller may not see."""
    rows: list[Values] = []
    if is_id(record_id):
        statement = plan.get(scoped=access.teams is not None, lock=lock)
        rows = await reader.fetch_rows(statement, {**access.parameters, "id": record_id})
    if not rows:
        raise not_found(plan, record_id)
    return rows[0]


def not_found(plan: Plan, record_id: str) -> RecordNotFound:
    """The error for a row that is not there."""
    noun = plan.noun
    return RecordNotFound(noun.singular, record_id, f"/api/{noun.plural}")


async def list_rows(
    reader: Reader, listing: Listing, access: Access, query: Query
) -> tuple[list[Values], int, str]:
    """The rows of a page, the number of rows on all pages, and the token of the next page."""
    statement = listing.statement(query, scoped=access.teams is not None)
    rows = await reader.fetch_rows(statement, query.parameters(access))
    total = rows[0][-2] if rows else 0
    token = query.token_after(rows[query.size - 1]) if len(rows) > query.size else ""
    return rows[: query.size], total, token


async def shown(
    reader: Reader, plan: Plan, caller: Caller, access: Access, rows: list[Values]
) -> list[Values]:
    """Rows as the caller sees them."""
    if not plan.is_plain:
        rows = await _completed(reader, plan, caller, rows)
    if access.only_plays and plan.hidden_at:
        rows = [_without_personal(plan, access, row) for row in rows]
    return rows


async def _completed(reader: Reader, plan: Plan, caller: Caller, rows: list[Values]) -> list[Values]:
    made: list[Row] = [plan.row(row) for row in rows]
    if plan.hooks.derive is not None:
        await plan.hooks.derive(reader, caller, made)
    if plan.hooks.redact is not None:
        for row in made:
            plan.hooks.redact(caller, row)
    return [plan.ordered(row) for row in made]


def _without_personal(plan: Plan, access: Access, row: Values) -> Values:
    """A row without what players see only of themselves."""
    if access.user and plan.person_at >= 0 and row[plan.person_at] == access.user:
        return row
    values = list(row)
    for at in plan.hidden_at:
        values[at] = None
    return tuple(values)
