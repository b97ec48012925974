"""The tables of clubs. Those of nouns follow from their messages. Used only by Alembic."""

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from altsports.contract.resources import Noun, load_nouns
from league_service.clubs.engine.columns import Column, Kind, children_of, columns_of
from league_service.clubs.engine.faults import key_name
from league_service.core.metadata import metadata, moment

SCHEMA: Final = "clubs"
_AREA: Final = "league"
_TYPES: Final[dict[Kind, Any]] = {
    "text": sa.Text(),
    "uuid": UUID(),
    "date": sa.Date(),
    "integer": sa.Integer(),
    "bigint": sa.BigInteger(),
    "double": sa.Double(),
    "boolean": sa.Boolean(),
    "time": sa.DateTime(timezone=True),
    "texts": ARRAY(sa.Text()),
    "json": JSONB(),
}


def noun_tables(noun: Noun) -> list[sa.Table]:
    """The table of a noun, and those of its lists."""
    table = sa.Table(
        noun.plural,
        metadata,
        owned("organisation_id"),
        owned("id"),
        sa.Column("version", sa.Integer, nullable=False),
        moment("created_at"),
        moment("updated_at"),
        moment("archived_at", nullable=True),
        *(_column(column) for column in columns_of(noun)),
        sa.PrimaryKeyConstraint("organisation_id", "id"),
        *(_reference(field, plural) for field, plural in noun.references.items() if "." not in field),
        schema=SCHEMA,
    )
    for key in noun.option.unique:
        _unique(table, noun, list(key.fields))
    for field in noun.references:
        if "." not in field:
            sa.Index(None, table.c.organisation_id, table.c[field])
    return [table, *_list_tables(noun)]


def _list_tables(noun: Noun) -> list[sa.Table]:
    found: list[sa.Table] = []
    for child in children_of(noun):
        named = {
            field.partition(".")[2]: plural
            for field, plural in noun.references.items()
            if field.startswith(f"{child.field}.")
        }
        table = sa.Table(
            child.table.partition(".")[2],
            metadata,
            owned("organisation_id"),
            owned(child.owner),
            sa.Column("position", sa.Integer, nullable=False),
            *(_column(column) for column in child.columns),
            sa.PrimaryKeyConstraint("organisation_id", child.owner, "position"),
            reference(child.owner, noun.plural, ondelete="CASCADE"),
            *(_reference(field, plural) for field, plural in named.items()),
            schema=SCHEMA,
        )
        for field in named:
            sa.Index(None, table.c.organisation_id, table.c[field])
        found.append(table)
    return found


def owned(name: str) -> "sa.Column[object]":
    """A column with the id of an organisation or a row."""
    return sa.Column(name, UUID(), nullable=False)


def reference(field: str, plural: str, *, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    """A reference to a row of the same organisation."""
    return sa.ForeignKeyConstraint(
        ["organisation_id", field],
        [f"{SCHEMA}.{plural}.organisation_id", f"{SCHEMA}.{plural}.id"],
        ondelete=ondelete,
    )


def _reference(field: str, plural: str) -> sa.ForeignKeyConstraint:
    return reference(field, plural)


def _column(column: Column) -> "sa.Column[object]":
    defaults = {"texts": sa.text("'{}'"), "json": sa.text("'[]'")}
    default = None if column.nullable else defaults.get(column.kind)
    return sa.Column(column.name, _TYPES[column.kind], nullable=column.nullable, server_default=default)


def _unique(table: sa.Table, noun: Noun, fields: list[str]) -> None:
    kinds = {column.name: column.kind for column in columns_of(noun)}
    keys = [sa.func.lower(table.c[name]) if kinds[name] == "text" else table.c[name] for name in fields]
    sa.Index(
        key_name(noun.plural, fields),
        table.c.organisation_id,
        *keys,
        unique=True,
        postgresql_where=table.c.archived_at.is_(None),
        postgresql_nulls_not_distinct=len(fields) > 1 or None,
    )


for _noun in load_nouns().values():
    if _noun.area == _AREA:
        noun_tables(_noun)
