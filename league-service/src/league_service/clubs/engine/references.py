"""References between nouns: what a row may name, and what names a row that should be deleted."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from league_service.clubs.engine.access import Access
from league_service.clubs.engine.hooks import Row
from league_service.clubs.engine.plan import Plan, sql
from league_service.clubs.errors import UnknownReference
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader
from service_kit.errors import Violation

Loc = list[str | int]
_NAMING: Final = sql(
    "SELECT r.relname, a.attname FROM pg_constraint AS k"
    " JOIN pg_class AS r ON r.oid = k.conrelid"
    " JOIN pg_class AS f ON f.oid = k.confrelid"
    " JOIN pg_namespace AS n ON n.oid = f.relnamespace"
    " JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[2]"
    " WHERE k.contype = 'f' AND k.confdeltype IN ('a', 'r') AND n.nspname = %(schema)s"
    " AND f.relname = %(table)s ORDER BY r.relname, a.attname"
)
"""The columns that name rows of a table so that they cannot be deleted. Keys begin with the organisation."""


async def check_references(
    connection: Connection,
    plans: Mapping[str, Plan],
    plan: Plan,
    access: Access,
    before: Row | None,
    after: Row,
) -> None:
    """Raises UnknownReference if the row names, for the first time, a row that the caller may not name."""
    known = {named for _, _, named in named_by(plan, before)} if before else set[str]()
    new = [each for each in named_by(plan, after) if each[2] not in known]
    found: list[Violation] = []
    for noun in sorted({noun for _, noun, _ in new}):
        ids = sorted({named for _, wanted, named in new if wanted == noun})
        statement = plans[noun].references(scoped=access.teams is not None)
        rows = await connection.fetch_rows(statement, {**access.parameters, "ids": ids})
        archived = dict(rows)
        word = plans[noun].noun.singular.replace("_", " ")
        for loc, wanted, named in new:
            if wanted == noun and archived.get(named, True):
                why = (
                    f"The {word} {named} is archived" if named in archived else f"There is no {word} {named}"
                )
                found.append({"loc": loc, "msg": f"{why}: GET /api/{noun} lists them", "type": "reference"})
    if found:
        raise UnknownReference.of(found)


def named_by(plan: Plan, row: Row) -> Iterator[tuple[Loc, str, str]]:
    """The position, the noun and the id of every reference of a row."""
    for path, noun in plan.noun.references.items():
        name, _, inner = path.partition(".")
        if not inner:
            if row[name]:
                yield [name], noun, row[name]
            continue
        for at, item in enumerate(row[name] or ()):
            if item.get(inner):
                yield [name, at, inner], noun, item[inner]


async def dependents_of(reader: Reader, plan: Plan, access: Access, record_id: str) -> dict[str, int]:
    """How many rows of each table name a row."""
    counts: dict[str, int] = {}
    parameters: dict[str, Any] = {"schema": plan.noun.schema, "table": plan.noun.plural}
    for table, column in await reader.fetch_rows(_NAMING, parameters):
        statement = sql(
            f'SELECT count(*)::int FROM {plan.noun.schema}."{table}" AS t'
            f' WHERE t.organisation_id = %(organisation)s::uuid AND t."{column}" = %(id)s::uuid'
        )
        count = await reader.fetch_value(statement, {**access.parameters, "id": record_id})
        if count:
            counts[table] = counts.get(table, 0) + count
    return counts
