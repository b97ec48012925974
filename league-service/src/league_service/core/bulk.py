"""Statements that write many rows at once, given as one JSON list."""

from typing import LiteralString


def insert_rows(table: LiteralString, columns: LiteralString, conflict: LiteralString = "") -> LiteralString:
    """The statement that writes rows. `columns` are names with their types."""
    names = ", ".join([column.split(" ")[0] for column in columns.split(", ")])
    return (
        f"INSERT INTO league.{table} ({names}) SELECT {names}"
        f" FROM jsonb_to_recordset(%s::jsonb) AS r({columns}) {conflict}"
    )


def or_update(key: LiteralString, columns: LiteralString) -> LiteralString:
    """The clause that updates a row which is stored already."""
    new = ", ".join([f"{column} = excluded.{column}" for column in columns.split(", ")])
    return f"ON CONFLICT ({key}) DO UPDATE SET {new}"
