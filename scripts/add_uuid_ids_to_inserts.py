"""Adds UUIDs to the rows of SQL scripts that insert without ids.

    python scripts/add_uuid_ids_to_inserts.py data/mine.sql            # prints the script with ids
    python scripts/add_uuid_ids_to_inserts.py --write data/mine.sql    # changes the file

The id of a row derives from its table and its values, so the same row has the same id in every run, and a
second run changes nothing. Statements that have a column `id` stay as they are. A statement without a list
of columns, or with a query in place of VALUES, cannot be changed; the script names its line and exits with 1.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid5

ROWS = UUID("0d4a3e5c-6d6f-5c55-9d0b-6f3f0f6f6c11")
INSERT = re.compile(r"\bINSERT\s+INTO\s+([\w.\"`]+)\s*", re.IGNORECASE)
VALUES = re.compile(r"\s*VALUES\s*", re.IGNORECASE)
TOKEN = re.compile(
    r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\$(\w*)\$.*?\$\1\$|.", re.DOTALL
)


class UnsuitableError(Exception):
    """A statement that cannot be changed."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--write", action="store_true", help="change the file instead of printing")
    given = parser.parse_args()
    try:
        changed = add_ids(given.file.read_text())
    except UnsuitableError as error:
        print(f"{given.file}: {error}", file=sys.stderr)
        return 1
    if given.write:
        given.file.write_text(changed)
    else:
        print(changed, end="")
    return 0


def add_ids(script: str) -> str:
    """The script with an id in each row. Raises UnsuitableError."""
    seen: Counter[tuple[str, str]] = Counter()
    parts: list[str] = []
    done = 0
    for start, table in _inserts(script):
        columns = _bracket(script, start)
        line = script.count("\n", 0, start) + 1
        if columns is None:
            raise UnsuitableError(f"line {line}: name the columns: INSERT INTO {table} (...) VALUES (...)")
        if "id" in [name.strip().strip('"`').lower() for name in columns.split(",")]:
            continue
        at = start + len(columns) + 2
        values = VALUES.match(script, at)
        if values is None:
            raise UnsuitableError(
                f"line {line}: only rows after VALUES get ids, and this statement has a query"
            )
        parts += [script[done:start], f"(id, {columns.lstrip()})", script[at : values.end()]]
        done = values.end()
        while (row := _bracket(script, done)) is not None:
            seen[table, row] += 1
            parts.append(f"('{_id_of(table, row, seen[table, row])}', {row.lstrip()})")
            done += len(row) + 2
            between = re.compile(r"\s*,\s*").match(script, done)
            if between is None:
                break
            parts.append(between.group())
            done = between.end()
    return "".join([*parts, script[done:]])


def _inserts(script: str) -> Iterator[tuple[int, str]]:
    """Where the columns of each INSERT begin, and its table. Comments and texts are passed over."""
    at = 0
    while at < len(script):
        found = INSERT.match(script, at)
        if found is not None:
            yield found.end(), found[1]
            at = found.end()
        else:
            at = _token(script, at).end()


def _bracket(script: str, start: int) -> str | None:
    """What the pair of brackets that begins here contains; None if none begins here."""
    if script[start : start + 1] != "(":
        return None
    depth, at = 0, start
    while at < len(script):
        token = _token(script, at)
        depth += {"(": 1, ")": -1}.get(token.group(), 0)
        at = token.end()
        if depth == 0:
            return script[start + 1 : at - 1]
    raise UnsuitableError(f"line {script.count(chr(10), 0, start) + 1}: a bracket is not closed")


def _token(script: str, at: int) -> re.Match[str]:
    found = TOKEN.match(script, at)
    assert found is not None  # the last alternative matches every character
    return found


def _id_of(table: str, row: str, nth: int) -> UUID:
    """The id of a row; the same row once more has another one."""
    return uuid5(ROWS, "\n".join([table, " ".join(row.split()), *([str(nth)] if nth > 1 else [])]))


if __name__ == "__main__":
    sys.exit(main())
