"""The columns of a noun: how values are checked, stored and shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

import orjson
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.timestamp_pb2 import Timestamp
from psycopg.types.json import Jsonb

from altsports.contract.resources import KEPT, Noun
from altsports.options.v1 import options_pb2
from service_kit.errors import Violation

Kind = Literal["text", "uuid", "date", "integer", "bigint", "double", "boolean", "time", "texts", "json"]

SQL_TYPES: Final[Mapping[Kind, str]] = {
    "text": "text",
    "uuid": "uuid",
    "date": "date",
    "integer": "integer",
    "bigint": "bigint",
    "double": "double precision",
    "boolean": "boolean",
    "time": "timestamptz",
    "texts": "text[]",
    "json": "jsonb",
}
_SCALARS: Final[Mapping[int, Kind]] = {
    FieldDescriptor.TYPE_STRING: "text",
    FieldDescriptor.TYPE_INT32: "integer",
    FieldDescriptor.TYPE_INT64: "bigint",
    FieldDescriptor.TYPE_DOUBLE: "double",
    FieldDescriptor.TYPE_BOOL: "boolean",
}
_FORMATS: Final[Mapping[str, Kind]] = {"uuid": "uuid", "date": "date"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field of a message."""

    name: str
    kind: Kind
    nullable: bool
    default: Any
    """The value of an absent field. None in a column that may be NULL."""

    @property
    def quoted(self) -> str:
        return f'"{self.name}"'

    @property
    def sql_type(self) -> str:
        return SQL_TYPES[self.kind]

    @property
    def placeholder(self) -> str:
        return f"%({self.name})s::{self.sql_type}"

    def shown(self, alias: str) -> str:
        """The expression whose value is that of the field."""
        column = f"{alias}.{self.quoted}"
        return f"{column}::text" if self.kind in ("uuid", "date") else column

    def stored(self, value: Any) -> Any:
        """The parameter for a value."""
        return Jsonb(value, dumps=orjson.dumps) if self.kind == "json" else value

    def read(self, value: Any, loc: list[str | int], found: list[Violation]) -> Any:
        """The value of a request as a row has it. Adds what is wrong with it to `found`."""
        if value is None or (value == "" and self.nullable):
            return self.default
        year_of = _YEAR_OF.get(self.kind)
        if year_of is not None and year_of(value) not in _YEARS:
            found.append({"loc": loc, "msg": _FAR[self.kind], "type": "out_of_range"})
        return value


_YEARS: Final = range(1900, 2200)
"""The years that calendars of clubs have. Rules add to times, so they cannot be at the end of all time."""
_YEAR_OF: Final[Mapping[Kind, Callable[[Any], int]]] = {
    "date": lambda day: int(day[:4]),
    "time": lambda time: time.year,
}
_FAR: Final[Mapping[Kind, str]] = {
    "date": "Input should be a day in the years 1900 to 2199",
    "time": "Input should be a time in the years 1900 to 2199",
}


def column_of(field: FieldDescriptor) -> Column:
    """The column of a field."""
    rules = field.GetOptions().Extensions[options_pb2.rules]
    kind = _kind_of(field, rules.format)
    if field.is_repeated:
        return Column(field.name, kind, nullable=False, default=[])
    stated = orjson.loads(rules.default) if rules.default else None
    if field.has_presence:
        return Column(field.name, kind, nullable=not rules.required, default=stated)
    return Column(field.name, kind, nullable=False, default=field.default_value if stated is None else stated)


def _kind_of(field: FieldDescriptor, stated_format: str) -> Kind:
    message = cast("Any", field.message_type)
    if message is not None:
        is_time = message.full_name == Timestamp.DESCRIPTOR.full_name
        return "time" if is_time and not field.is_repeated else "json"
    if field.is_repeated:
        return "texts" if field.type == FieldDescriptor.TYPE_STRING else "json"
    return _FORMATS.get(stated_format) or _SCALARS[field.type]


@dataclass(frozen=True, slots=True)
class Child:
    """A list of messages with a table of its own."""

    field: str
    table: str
    owner: str
    """The column with the id of the row that has the list."""
    columns: tuple[Column, ...]

    def shown(self, alias: str) -> str:
        """The expression whose value is the list as JSON; NULL if it is empty."""
        pairs = ", ".join(f"'{column.name}', c.{column.quoted}" for column in self.columns)
        return (
            f"(SELECT jsonb_agg(jsonb_build_object({pairs}) ORDER BY c.position) FROM {self.table} AS c"
            f" WHERE c.organisation_id = {alias}.organisation_id AND c.{self.owner} = {alias}.id)"
        )

    def read(self, items: Any, found: list[Violation]) -> list[dict[str, Any]]:
        """The list of a request as a row has it."""
        return [
            {c.name: c.read(item.get(c.name), [self.field, at, c.name], found) for c in self.columns}
            for at, item in enumerate(items or ())
        ]


def columns_of(noun: Noun) -> tuple[Column, ...]:
    """The stored columns of a noun behind those that every noun has."""
    left_out = {*KEPT, *noun.option.derived, *noun.option.children}
    return tuple(column_of(field) for name, field in noun.fields.items() if name not in left_out)


def children_of(noun: Noun) -> tuple[Child, ...]:
    """The lists of a noun that have a table of their own."""
    return tuple(
        Child(
            name,
            f"{noun.schema}.{noun.singular}_{name}",
            f"{noun.singular}_id",
            tuple(column_of(field) for field in cast("Any", noun.fields[name].message_type).fields),
        )
        for name in noun.option.children
    )
