"""SQL on the drivers of a season."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import orjson

from league_service.competition.competitions.domain import Competition
from league_service.core.ids import person_id
from league_service.f1.domain import SPORT
from league_service.f1.seasons.domain import Season
from service_kit.db.connection import Connection

_DRIVERS: Final = (
    "SELECT DISTINCT ON (p.id) p.id, p.key, coalesce(p.corrections ->> 'code', p.code) AS code,"
    " coalesce(p.corrections ->> 'name', p.name) AS name,"
    " coalesce((p.corrections ->> 'born')::date, p.born) AS born,"
    " coalesce(p.corrections ->> 'nationality', p.nationality) AS nationality, n.number, t.id AS team_id,"
    " coalesce(t.key, '') AS team_key, coalesce(t.name, '') AS team_name, coalesce(a.code, '') AS team_code,"
    " array(SELECT i.source_id FROM league.person_ids i WHERE i.person_id = p.id) || p.name AS aliases"
    " FROM league.entries n JOIN league.rounds r ON r.id = n.round_id"
    " JOIN league.people p ON p.id = n.person_id"
    " LEFT JOIN league.teams t ON t.id = n.team_id LEFT JOIN league.team_eras a ON a.team_id = t.id"
    " WHERE r.season_id = %s ORDER BY p.id, (r.id = %s) DESC, r.number DESC, a.from_season DESC"
)
_ENTERED: Final = (
    "SELECT n.person_id FROM league.entries n WHERE n.entered AND n.round_id ="
    " (SELECT r.id FROM league.rounds w JOIN league.rounds r ON r.season_id = w.season_id"
    " WHERE w.id = %s AND r.number <= w.number"
    " AND EXISTS (SELECT FROM league.entries o WHERE o.round_id = r.id)"
    " ORDER BY (r.id = w.id) DESC, r.number DESC LIMIT 1)"
)
_FIND: Final = (
    "SELECT p.key FROM league.people p WHERE %(driver)s IN (p.id, p.key)"
    " AND (starts_with(p.key, 'admin:')"
    " OR EXISTS (SELECT FROM league.entries n WHERE n.person_id = p.id))"
)
_SAME: Final = (
    "SELECT key FROM league.people WHERE born = %s::date AND coalesce(corrections ->> 'code', code) = %s"
)
_INSERT: Final = (
    "INSERT INTO league.people (id, key, name, born, nationality, code, corrections) VALUES (%(id)s, %(key)s,"
    " %(name)s, %(born)s::date, %(nationality)s, %(code)s, %(facts)s::jsonb) ON CONFLICT DO NOTHING"
)
_CORRECT: Final = (
    "UPDATE league.people SET corrections = (corrections - %(cleared)s::text[]) || %(stated)s::jsonb"
    " WHERE key = %(key)s"
)
_CONSTRUCTOR: Final = "SELECT id FROM league.teams WHERE sport = %s AND %s IN (id, key)"
_ENTER: Final = (
    "INSERT INTO league.entries (round_id, person_id, team_id, number, source, entered)"
    " SELECT r.id, %(person)s, coalesce(%(team)s, last.team_id), coalesce(%(number)s, last.number),"
    " %(source)s, coalesce(%(entered)s, last.entered"
    " AND NOT EXISTS (SELECT FROM league.entries o WHERE o.round_id = r.id), false)"
    " FROM league.rounds r LEFT JOIN LATERAL (SELECT n.team_id, n.number, n.entered FROM league.entries n"
    " JOIN league.rounds b ON b.id = n.round_id WHERE n.person_id = %(person)s AND b.season_id = r.season_id"
    " ORDER BY b.number < r.number DESC, abs(b.number - r.number) LIMIT 1) last ON true"
    " WHERE r.id = ANY(%(races)s) ON CONFLICT (round_id, person_id) DO UPDATE SET"
    " team_id = coalesce(%(team)s, entries.team_id), source = excluded.source,"
    " number = coalesce(%(number)s, entries.number), entered = coalesce(%(entered)s, entries.entered)"
)
_USES: Final = (
    "SELECT (SELECT count(*) FROM league.event_competitors k WHERE k.person_id = p.id) AS sessions,"
    " (SELECT coalesce(array_agg(DISTINCT n.source ORDER BY n.source), '{}') FROM league.entries n"
    " WHERE n.person_id = p.id AND n.source <> 'admin') AS sources FROM league.people p WHERE p.key = %s"
)
_SEASONS: Final = (
    "SELECT DISTINCT c.key, c.name, c.sport, c.simulated, s.year FROM league.entries n"
    " JOIN league.rounds r ON r.id = n.round_id JOIN league.seasons s ON s.id = r.season_id"
    " JOIN league.competitions c ON c.id = s.competition_id WHERE n.person_id = %s"
)
_DELETE: Final = (
    "WITH gone AS (DELETE FROM league.entries WHERE person_id = %(id)s)"
    " DELETE FROM league.people WHERE id = %(id)s"
)


@dataclass(frozen=True, slots=True)
class DriverRow:
    """A driver with an entry of a season. `aliases` are the ids and the name that sources give."""

    id: str
    key: str
    code: str
    name: str
    born: date | None
    nationality: str
    number: int | None
    team_id: str | None
    team_key: str
    team_name: str
    team_code: str
    aliases: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Entered:
    """How a driver is entered in races; None keeps what is stored.

    Where nothing is stored, constructor and number are those of the entry before. The driver is entered only
    if the race has no list yet, and the driver was entered in the race before.
    """

    driver: str
    team_id: str | None
    number: int | None
    entered: bool | None
    source: str


@dataclass(frozen=True, slots=True)
class Uses:
    """In how many sessions a driver is, and the sources that enter the driver in races."""

    sessions: int
    sources: Sequence[str]


async def drivers_of(connection: Connection, season: Season, race_id: str = "") -> list[DriverRow]:
    """Returns the drivers entered in any race of a season, as entered in a race or else in the last one."""
    return await connection.fetch_all(DriverRow, _DRIVERS, [season.id, race_id])


async def entered_in(connection: Connection, race_id: str) -> frozenset[str]:
    """The ids of the drivers entered in a race weekend; without a list of its own, the one before holds."""
    return frozenset(row[0] for row in await connection.fetch_rows(_ENTERED, [race_id]))


async def find_key(connection: Connection, driver: str) -> str | None:
    """The key of a driver with an id or a key; None for people who are no drivers."""
    return await connection.fetch_value(_FIND, {"driver": driver})


async def key_of(connection: Connection, *, code: str, born: str | None) -> str | None:
    """The key of the driver with a code and a date of birth."""
    return await connection.fetch_value(_SAME, [born, code])


async def insert_driver(connection: Connection, key: str, facts: Mapping[str, str]) -> bool:
    """Stores a driver of an administrator; False if the key is taken."""
    stated = {"born": None, "nationality": "", **facts}
    row = {"id": person_id(key), "key": key, "facts": orjson.dumps(facts).decode(), **stated}
    return (await connection.execute(_INSERT, row)).rowcount == 1


async def correct(connection: Connection, key: str, facts: Mapping[str, str]) -> None:
    """Stores facts that win over those of sources; an empty one is removed."""
    stated = {name: value for name, value in facts.items() if value}
    cleared = [name for name, value in facts.items() if not value]
    values = {"key": key, "cleared": cleared, "stated": orjson.dumps(stated).decode()}
    await connection.execute(_CORRECT, values)


async def constructor_id(connection: Connection, constructor: str) -> str | None:
    """The id of a constructor with an id or a key."""
    return await connection.fetch_value(_CONSTRUCTOR, [SPORT, constructor])


async def enter(connection: Connection, races: Sequence[str], entered: Entered) -> None:
    """Stores how a driver is entered in some races."""
    values = {
        "races": list(races),
        "person": person_id(entered.driver),
        "team": entered.team_id,
        "number": entered.number,
        "entered": entered.entered,
        "source": entered.source,
    }
    await connection.execute(_ENTER, values)


async def uses_of(connection: Connection, key: str) -> Uses:
    """Where a stored driver is used."""
    found = await connection.fetch_one(Uses, _USES, [key])
    return found or Uses(0, ())


async def seasons_of(connection: Connection, key: str) -> list[Season]:
    """The seasons in which a driver is entered."""
    rows = await connection.fetch_rows(_SEASONS, [person_id(key)])
    return [Season(Competition(*row[:-1]), row[-1]) for row in rows]


async def delete_driver(connection: Connection, key: str) -> None:
    """Deletes a driver with all entries. Raises ForeignKeyViolation if the driver is used elsewhere."""
    await connection.execute(_DELETE, {"id": person_id(key)})
