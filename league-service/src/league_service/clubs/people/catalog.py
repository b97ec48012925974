"""What the catalog of PostgreSQL says about the tables of clubs.

Export, erasure and deletion ask it, so that a table that is added later is neither forgotten nor left behind.
"""

from graphlib import TopologicalSorter
from typing import Final, NamedTuple

from league_service.clubs.people.domain import KEPT, NEVER_RENAMED
from service_kit.db.reader import Reader

_REFERENCES: Final = (
    "SELECT r.relname, a.attname FROM pg_constraint AS f"
    " JOIN pg_class AS r ON r.oid = f.conrelid"
    " CROSS JOIN LATERAL unnest(f.conkey, f.confkey) AS k(own, other)"
    " JOIN pg_attribute AS a ON a.attrelid = f.conrelid AND a.attnum = k.own"
    " JOIN pg_attribute AS o ON o.attrelid = f.confrelid AND o.attnum = k.other"
    " WHERE f.contype = 'f' AND f.confrelid = 'clubs.players'::regclass AND o.attname = 'id'"
    " ORDER BY r.relname, a.attname"
)
_COLUMNS: Final = (
    "SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns AS c"
    " WHERE c.table_schema = 'clubs' ORDER BY c.table_name, c.ordinal_position"
)
_PARENTS: Final = (
    "SELECT DISTINCT r.relname, p.relname FROM pg_constraint AS f"
    " JOIN pg_class AS r ON r.oid = f.conrelid JOIN pg_class AS p ON p.oid = f.confrelid"
    " WHERE f.contype = 'f' AND f.connamespace = 'clubs'::regnamespace AND f.conrelid <> f.confrelid"
)
_TEXTS: Final = frozenset({"text", "jsonb", "ARRAY"})


class Reference(NamedTuple):
    """A column that names a player or an account."""

    table: str
    column: str

    @property
    def keeps_rows(self) -> bool:
        return self.table in KEPT


class Texts(NamedTuple):
    """The columns of a table in which people write."""

    table: str
    columns: tuple[tuple[str, str], ...]
    """Names and types."""
    is_versioned: bool


async def columns_of_clubs(reader: Reader) -> dict[str, dict[str, str]]:
    """The types of all columns, by table and name."""
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in await reader.fetch_rows(_COLUMNS):
        found.setdefault(table, {})[column] = kind
    return found


async def references(reader: Reader) -> list[Reference]:
    """All columns that name a player."""
    return [Reference(*row) for row in await reader.fetch_rows(_REFERENCES)]


async def references_to_users(reader: Reader) -> list[Reference]:
    """All columns that name the account of a person, such as those of answers and calendars."""
    columns = await columns_of_clubs(reader)
    owned = [table for table, names in columns.items() if {"organisation_id", "user_id"} <= names.keys()]
    return [Reference(table, "user_id") for table in owned if table != "players"]


async def texts_of_clubs(reader: Reader, vocabulary: frozenset[str]) -> list[Texts]:
    """All columns in which a name may be written."""
    found: list[Texts] = []
    for table, columns in (await columns_of_clubs(reader)).items():
        names = [(name, kind) for name, kind in columns.items() if kind in _TEXTS and name not in vocabulary]
        if names and "organisation_id" in columns and table not in NEVER_RENAMED:
            found.append(Texts(table, tuple(names), {"version", "updated_at"} <= columns.keys()))
    return found


async def tables_of_clubs(reader: Reader) -> list[str]:
    """All tables of clubs, those first that others do not refer to."""
    columns = await columns_of_clubs(reader)
    order = TopologicalSorter({table: set[str]() for table in columns})
    for child, parent in await reader.fetch_rows(_PARENTS):
        order.add(parent, child)
    return [table for table in order.static_order() if "organisation_id" in columns[table]]
