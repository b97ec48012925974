"""The statements of a noun, written once from its message: named columns, and always the organisation."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, LiteralString, cast

from altsports.contract.resources import KEPT, Noun
from league_service.clubs.engine.access import SIGHTS, Sight, visible
from league_service.clubs.engine.columns import Child, Column, children_of, columns_of
from league_service.clubs.engine.hooks import Hooks, Row
from service_kit.errors import ValidationFailed, Violation

OWN = "t.organisation_id = %(organisation)s::uuid"
_SELECT_KEPT = {"id": "t.id::text"}


def sql(text: str) -> LiteralString:
    """A statement that was written from the contract alone."""
    return cast("LiteralString", text)


class Plan:
    """A noun with its columns, statements and hooks; made once per process."""

    def __init__(self, noun: Noun, hooks: Hooks) -> None:
        self.noun = noun
        self.hooks = hooks
        self.names = tuple(noun.fields)
        self.columns = columns_of(noun)
        self.children = children_of(noun)
        self.by_name = {column.name: column for column in self.columns}
        option = noun.option
        self.fixed = frozenset({*KEPT, *option.output_only, *option.immutable} - {"version"})
        """The fields that a change does not write."""
        self.personal = frozenset(noun.option.personal)
        self.hidden_at = tuple(at for at, name in enumerate(self.names) if name in self.personal)
        self.person_at = self.names.index(noun.option.person) if noun.option.person else -1
        self.visible: dict[Sight, str] = {sight: visible(noun, "t", sight) for sight in SIGHTS}
        self.is_plain = hooks.derive is None and hooks.redact is None
        """Whether rows can be answered as they were read."""

    def _within(self, sight: Sight) -> str:
        return f" AND {self.visible[sight]}"

    @cached_property
    def selected(self) -> str:
        """The expressions of a row, in the order of the message."""
        children = {child.field: child for child in self.children}
        return ", ".join(self._expression(name, children) for name in self.names)

    def _expression(self, name: str, children: dict[str, Child]) -> str:
        if name in self.noun.option.derived:
            return "NULL"
        if name in children:
            return children[name].shown("t")
        return self.by_name[name].shown("t") if name in self.by_name else _SELECT_KEPT.get(name, f"t.{name}")

    def get(self, *, scoped: bool, lock: bool = False) -> LiteralString:
        """Selects one row; `lock` keeps it locked until the transaction ends."""
        return self._get[scoped, lock]

    @cached_property
    def _get(self) -> dict[tuple[bool, bool], LiteralString]:
        return {
            (scoped, lock): sql(
                f"SELECT {self.selected} FROM {self.noun.table} AS t WHERE {OWN} AND t.id = %(id)s::uuid"
                f"{self._within('write' if lock else 'read') if scoped else ''}"
                f"{' FOR UPDATE OF t' if lock else ''}"
            )
            for scoped in (True, False)
            for lock in (True, False)
        }

    @cached_property
    def insert(self) -> LiteralString:
        """Stores a row, unless its id is taken."""
        columns = "".join(f", {column.quoted}" for column in self.columns)
        values = "".join(f", {column.placeholder}" for column in self.columns)
        return sql(
            f"INSERT INTO {self.noun.table} (organisation_id, id, version, created_at, updated_at{columns})"
            f" VALUES (%(organisation)s::uuid, %(id)s::uuid, 1, %(now)s, %(now)s{values})"
            " ON CONFLICT (organisation_id, id) DO NOTHING RETURNING 1"
        )

    @cached_property
    def update(self) -> LiteralString:
        """Stores all columns of a row."""
        columns = "".join(f", {column.quoted} = {column.placeholder}" for column in self.columns)
        return sql(
            f"UPDATE {self.noun.table} AS t SET version = %(version)s, updated_at = %(now)s,"
            f" archived_at = %(archived_at)s{columns} WHERE {OWN} AND t.id = %(id)s::uuid"
        )

    @cached_property
    def delete(self) -> LiteralString:
        """Deletes a row."""
        return sql(f"DELETE FROM {self.noun.table} AS t WHERE {OWN} AND t.id = %(id)s::uuid")

    def references(self, *, scoped: bool) -> LiteralString:
        """Selects those of some rows that a new reference may name, and keeps them from being deleted."""
        return self._references[scoped]

    @cached_property
    def _references(self) -> dict[bool, LiteralString]:
        return {
            scoped: sql(
                f"SELECT t.id::text, t.archived_at IS NOT NULL FROM {self.noun.table} AS t"
                f" WHERE {OWN} AND t.id = ANY(%(ids)s::uuid[])"
                f"{self._within('name') if scoped else ''} FOR KEY SHARE OF t"
            )
            for scoped in (True, False)
        }

    def children_insert(self, child: Child) -> LiteralString:
        """Stores one item of a list."""
        columns = "".join(f", {column.quoted}" for column in child.columns)
        values = "".join(f", {column.placeholder}" for column in child.columns)
        return sql(
            f"INSERT INTO {child.table} (organisation_id, {child.owner}, position{columns})"
            f" VALUES (%(organisation)s::uuid, %(id)s::uuid, %(position)s{values})"
        )

    def children_delete(self, child: Child) -> LiteralString:
        """Deletes a list."""
        return sql(f"DELETE FROM {child.table} AS t WHERE {OWN} AND t.{child.owner} = %(id)s::uuid")

    def parameters(self, row: Row) -> dict[str, Any]:
        """The parameters of the columns."""
        return {column.name: column.stored(row[column.name]) for column in self.columns}

    def read(self, given: Row, names: Iterable[str] | None = None) -> Row:
        """The writable values of a request as a row has them, or some of them. Raises ValidationFailed."""
        found: list[Violation] = []
        readers = self._readers
        row = {name: readers[name](given.get(name), found) for name in (readers if names is None else names)}
        if found:
            raise ValidationFailed(violations=found)
        return row

    @cached_property
    def _readers(self) -> dict[str, "Reading"]:
        """What reads each field."""
        columns = {column.name: _reading(column) for column in self.columns}
        return columns | {child.field: child.read for child in self.children}

    def row(self, values: tuple[Any, ...]) -> Row:
        """A selected row by the names of its fields."""
        row = dict(zip(self.names, values, strict=False))
        for child in self.children:
            row[child.field] = row[child.field] or []
        return row

    def ordered(self, row: Row) -> tuple[Any, ...]:
        """The row as answers need it."""
        return tuple([row.get(name) for name in self.names])


Reading = Callable[[Any, list[Violation]], Any]


def _reading(column: Column) -> Reading:
    return lambda value, found: column.read(value, [column.name], found)
