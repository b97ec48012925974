"""Sources and their rows: the origin and licence of facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_LIST = (
    "SELECT s.key, s.name, s.url, s.licence, count(r.key)::int AS row_count,"
    " count(DISTINCT r.league_id)::int AS league_count, s.imported_at"
    " FROM league.sources AS s LEFT JOIN league.league_sources AS r ON r.source = s.key"
    " GROUP BY s.key ORDER BY s.name, s.key"
)
_LIST_OF_LEAGUE = (
    "SELECT source, key, url, licence, imported_at, facts FROM league.league_sources WHERE league_id = %s"
    " ORDER BY imported_at, source, key"
)


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A source with the number of its rows, and of their leagues."""

    key: str
    name: str
    url: str | None
    licence: str
    row_count: int
    league_count: int
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A source row of a league."""

    source: str
    key: str
    url: str | None
    licence: str
    imported_at: datetime
    facts: Mapping[str, Mapping[str, Any]] | None


async def list_sources(connection: Connection) -> list[StoredSource]:
    """Returns the sources by name."""
    return await connection.fetch_all(StoredSource, _LIST)


async def list_rows_of_league(reader: Reader, league_id: str) -> list[StoredRow]:
    """Returns the source rows of a league, oldest first."""
    return await reader.fetch_all(StoredRow, _LIST_OF_LEAGUE, [league_id])
