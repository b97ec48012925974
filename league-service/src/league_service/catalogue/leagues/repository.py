"""SQL on league.leagues: get one, list the best known, write."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from psycopg.types.json import Jsonb

from league_service.catalogue.leagues.columns import (
    DOMAIN_COLUMNS,
    WIRE_COLUMNS,
    WIRE_WIDTH,
    league_from_row,
    league_to_columns,
)
from league_service.catalogue.leagues.columns import sort_name as sort_name_of
from league_service.catalogue.leagues.domain import League, Rivals
from league_service.core.paging import Position
from league_service.core.text import normalise
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader
from service_kit.rpc.plain import Row

_GET = f"SELECT {WIRE_COLUMNS} FROM league.leagues AS l WHERE l.id = %s"
_FIND = f"SELECT {DOMAIN_COLUMNS} FROM league.leagues WHERE id = %s"
_FIND_FOR_UPDATE = f"{_FIND} FOR UPDATE"
_FIND_SAME = f"SELECT {DOMAIN_COLUMNS} FROM league.leagues WHERE sport = %s AND sort_name = %s"


def _list_statement(*, one_sport: bool, anywhere: bool, resumed: bool) -> LiteralString:
    """One sport can be read in index order; several sports, or a location, need a sort or a scan."""
    wanted = "l.sport = %(sport)s" if one_sport else "l.sport = ANY(%(sports)s)"
    wanted += " AND l.level = %(level)s"
    if not anywhere:
        wanted += " AND strpos(l.location_words, %(location)s) > 0"
    following = ""
    if resumed:
        following = " AND (-l.prominence, l.sort_name, l.id) > (%(prominence)s, %(sort_name)s, %(id)s)"
    return (
        f"SELECT {WIRE_COLUMNS}, (SELECT count(*)::int FROM league.leagues AS l WHERE {wanted}),"
        f" l.prominence, l.sort_name FROM league.leagues AS l WHERE {wanted}{following}"
        " ORDER BY l.prominence DESC, l.sort_name, l.id LIMIT %(limit)s"
    )


_LISTS: dict[tuple[bool, bool, bool], LiteralString] = {
    (one_sport, anywhere, resumed): _list_statement(one_sport=one_sport, anywhere=anywhere, resumed=resumed)
    for one_sport in (True, False)
    for anywhere in (True, False)
    for resumed in (True, False)
}
_COUNT_BY_SPORT = "SELECT sport, count(*)::int FROM league.leagues GROUP BY sport"
_COUNT_BY_LEVEL = (
    "SELECT level, count(*)::int FROM league.leagues AS l WHERE sport = ANY(%s)"
    " AND strpos(location_words, %s) > 0 GROUP BY level"
)
_RIVALS = (
    "SELECT count(*)::int, count(*) FILTER (WHERE countries && %s)::int,"
    " (array_agg(name ORDER BY prominence DESC, sort_name, id))[1:3]"
    " FROM league.leagues WHERE sport = %s AND id <> %s AND status <> 'defunct'"
)

_COLUMNS = (
    "id, name, sport, level, level_inferred, discipline, places, countries, country, location, headquarters,"
    " founded_year, first_season, member_count, member_count_as_of, status, website, abbreviation, aliases,"
    " fact_sources, fact_dates, renown, source_count, sort_name, location_words, prominence"
)
_NAMES = _COLUMNS.split(", ")
_VALUES = ", ".join(f"%({name})s" for name in _NAMES)
_INSERT = (
    f"INSERT INTO league.leagues ({_COLUMNS}, created_at, updated_at) VALUES ({_VALUES}, %(now)s, %(now)s)"
    " ON CONFLICT (id) DO NOTHING RETURNING id"
)
_UPDATE = f"UPDATE league.leagues SET ({_COLUMNS}, updated_at) = ({_VALUES}, %(now)s) WHERE id = %(id)s"
_CONFIRM = "UPDATE league.leagues SET source_count = %s, prominence = %s WHERE id = %s"
_DELETE = "DELETE FROM league.leagues WHERE id = %s RETURNING name, sport"
_REMEMBER_DELETION = (
    "INSERT INTO league.deleted_rows (source, key, league_id, deleted_at)"
    " SELECT source, key, league_id, %s FROM league.league_sources WHERE league_id = %s"
    " ON CONFLICT (source, key) DO UPDATE SET deleted_at = excluded.deleted_at"
)
_FORGET_DELETION = "DELETE FROM league.deleted_rows WHERE league_id = %s"

_NOWHERE = "\n"


@dataclass(frozen=True, slots=True)
class Page:
    """The leagues of a page, as rows of pb.League; the total on all pages, the position of the next page."""

    leagues: list[Row]
    total: int
    next_position: Position | None


async def get_league(reader: Reader, league_id: str) -> Row | None:
    """Returns a league as a row of pb.League."""
    rows = await reader.fetch_rows(_GET, [league_id])
    return rows[0] if rows else None


async def find_league(reader: Reader, league_id: str, *, lock: bool = False) -> League | None:
    """Returns a league as a domain object; `lock` keeps it locked until the transaction ends."""
    return await reader.fetch_one(league_from_row, _FIND_FOR_UPDATE if lock else _FIND, [league_id])


async def find_same_name(connection: Connection, sport: str, name: str) -> list[League]:
    """Returns the leagues of a sport with the same sort name."""
    return await connection.fetch_all(league_from_row, _FIND_SAME, [sport, sort_name_of(name)])


async def list_leagues(
    reader: Reader,
    sports: Sequence[str],
    level: str,
    location: str,
    *,
    limit: int,
    after: Position | None,
) -> Page:
    """Lists the best-known leagues of some sports and a level, optionally in a location."""
    place = location_pattern(location)
    statement = _LISTS[len(sports) == 1, not place, after is not None]
    prominence, sort_name, league_id = after or (0, "", "")
    parameters = {
        "sport": sports[0] if sports else "",
        "sports": list(sports),
        "level": level,
        "location": place,
        "prominence": prominence,
        "sort_name": sort_name,
        "id": league_id,
        "limit": limit + 1,
    }
    rows = await reader.fetch_rows(statement, parameters)
    total = rows[0][WIRE_WIDTH] if rows else 0
    following: Position | None = None
    if len(rows) > limit:
        last = rows[limit - 1]
        following = [-last[WIRE_WIDTH + 1], last[WIRE_WIDTH + 2], last[0]]
    return Page(rows[:limit], total, following)


def location_pattern(location: str) -> str:
    """Returns what `location_words` must contain for a location: the start of a word.

    An empty location matches all leagues, and one without letters and digits none.
    """
    words = normalise(location)
    return f" {words}" if words else _NOWHERE if location.strip() else ""


async def count_by_sport(reader: Reader) -> dict[str, int]:
    """Returns the number of leagues per sport."""
    return dict(await reader.fetch_rows(_COUNT_BY_SPORT))


async def count_by_level(reader: Reader, sports: Sequence[str], location: str) -> dict[str, int]:
    """Returns the number of leagues of some sports, in a location if one is given, per level."""
    rows = await reader.fetch_rows(_COUNT_BY_LEVEL, [list(sports), location_pattern(location)])
    return dict(rows)


async def find_rivals(connection: Connection, league: League) -> Rivals:
    """Returns the active leagues of the same sport."""
    row = await (await connection.execute(_RIVALS, [league.countries, league.sport, league.id])).fetchone()
    return Rivals(row[0], row[1], tuple(row[2] or ())) if row else Rivals(0, 0, ())


async def insert_league(connection: Connection, league: League, now: datetime) -> bool:
    """Stores a new league; returns False if its id is in use."""
    cursor = await connection.execute(_INSERT, _values(league, now))
    stored = await cursor.fetchone() is not None
    if stored:
        await forget_deletion(connection, league.id)
    return stored


async def forget_deletion(connection: Connection, league_id: str) -> None:
    """Allows imports to restore a deleted league."""
    await connection.execute(_FORGET_DELETION, [league_id])


async def insert_leagues(connection: Connection, leagues: Sequence[League], now: datetime) -> None:
    """Stores new leagues."""
    async with connection.cursor() as cursor:
        await cursor.executemany(_INSERT, [_values(league, now) for league in leagues])


async def update_leagues(connection: Connection, leagues: Sequence[League], now: datetime) -> None:
    """Stores the facts of existing leagues."""
    async with connection.cursor() as cursor:
        await cursor.executemany(_UPDATE, [_values(league, now) for league in leagues])


async def confirm_leagues(connection: Connection, leagues: Sequence[League]) -> None:
    """Stores that more sources list these leagues; changes no facts and no update times."""
    async with connection.cursor() as cursor:
        await cursor.executemany(
            _CONFIRM, [(league.source_count, league.prominence, league.id) for league in leagues]
        )


async def delete_league(connection: Connection, league_id: str, now: datetime) -> tuple[str, str] | None:
    """Deletes a league with its rows, and returns its name and sport. Imports do not restore it."""
    await connection.execute(_REMEMBER_DELETION, [now, league_id])
    row = await (await connection.execute(_DELETE, [league_id])).fetchone()
    return None if row is None else (row[0], row[1])


def _values(league: League, now: datetime) -> dict[str, Any]:
    columns = league_to_columns(league)
    columns["aliases"] = Jsonb(columns["aliases"])
    columns["fact_sources"] = Jsonb(columns["fact_sources"])
    columns["fact_dates"] = Jsonb(columns["fact_dates"])
    return columns | {"now": now}
