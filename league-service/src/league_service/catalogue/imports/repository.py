"""SQL of imports: reads before the planning, writes after it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from psycopg.types.json import Jsonb

from league_service.catalogue.imports.planning import KnownRow, RowKey, SourceRow
from league_service.catalogue.imports.rows import SourceInfo
from league_service.catalogue.leagues.columns import DOMAIN_COLUMNS, league_from_row
from league_service.catalogue.leagues.domain import League
from service_kit.db.connection import Connection

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('league imports', 0))"
_LEAGUES = (
    f"SELECT {DOMAIN_COLUMNS} FROM league.leagues WHERE sport = ANY(%s)"
    " OR id IN (SELECT league_id FROM league.search_names WHERE tight = ANY(%s))"
    " OR id IN (SELECT league_id FROM league.league_sources WHERE source = ANY(%s)) ORDER BY id FOR UPDATE"
)
_WOMENS = r"SELECT DISTINCT league_id FROM league.league_sources WHERE raw ~* '\m(women|ladies|girls)'"
_UPSERT_SOURCE = (
    "INSERT INTO league.sources (key, name, url, licence, imported_at) VALUES (%s, %s, %s, %s, %s)"
    " ON CONFLICT (key) DO UPDATE SET imported_at = excluded.imported_at"
)
_UPSERT_ROW = (
    "INSERT INTO league.league_sources"
    " (source, key, league_id, url, licence, file, line, raw, raw_hash, facts, imported_at)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (source, key) DO UPDATE"
    " SET url = excluded.url, file = excluded.file, line = excluded.line, raw = excluded.raw,"
    " raw_hash = excluded.raw_hash, facts = excluded.facts"
)
_KNOWN_ROWS = (  # a row stored before its facts were looks changed, so that the import fills them in
    "SELECT source, key, league_id, CASE WHEN facts IS NULL THEN '' ELSE raw_hash END"
    " FROM league.league_sources WHERE source = ANY(%s)"
)
_DELETED_ROWS = "SELECT source, key FROM league.deleted_rows WHERE source = ANY(%s)"


async def lock_imports(connection: Connection) -> None:
    """Allows only one import at a time, until the transaction ends."""
    await connection.execute(_LOCK)


async def leagues_at_stake(
    connection: Connection, sports: Sequence[str], names: Sequence[str], sources: Sequence[str]
) -> list[League]:
    """Returns, and locks, the leagues that rows of these sports, names and sources may describe."""
    parameters = [list(sports), list(names), list(sources)]
    return await connection.fetch_all(league_from_row, _LEAGUES, parameters)


async def described_as_womens(connection: Connection) -> frozenset[str]:
    """Returns the leagues of which some source says that they are women's leagues."""
    cursor = await connection.execute(_WOMENS)
    return frozenset(league_id for (league_id,) in await cursor.fetchall())


async def known_rows(connection: Connection, sources: Sequence[str]) -> dict[RowKey, KnownRow]:
    """Returns the rows of some sources that earlier imports stored."""
    cursor = await connection.execute(_KNOWN_ROWS, [list(sources)])
    return {
        (source, key): KnownRow(league, digest) for source, key, league, digest in await cursor.fetchall()
    }


async def deleted_rows(connection: Connection, sources: Sequence[str]) -> frozenset[RowKey]:
    """Returns the rows of some sources whose leagues an administrator deleted."""
    cursor = await connection.execute(_DELETED_ROWS, [list(sources)])
    return frozenset((source, key) for source, key in await cursor.fetchall())


async def store_sources(connection: Connection, sources: Iterable[SourceInfo], now: datetime) -> None:
    """Stores sources and the time of their import."""
    for source in {source.key: source for source in sources}.values():
        await connection.execute(
            _UPSERT_SOURCE, [source.key, source.name, source.url or None, source.licence, now]
        )


async def store_rows(
    connection: Connection, rows: Sequence[SourceRow], licences: Mapping[str, str], now: datetime
) -> None:
    """Stores source rows."""
    async with connection.cursor() as cursor:
        await cursor.executemany(
            _UPSERT_ROW,
            [
                (
                    row.source,
                    row.key,
                    row.league_id,
                    row.url or None,
                    licences[row.source],
                    row.file,
                    row.line,
                    row.raw,
                    row.raw_hash,
                    Jsonb(dict(row.facts)),
                    now,
                )
                for row in rows
            ],
        )
