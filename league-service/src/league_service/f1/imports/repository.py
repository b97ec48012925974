"""SQL of imports of Formula 1: drivers, the ids that sources give them, and entries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import orjson

from league_service.competition.competitions.domain import Competition
from league_service.competition.ledger.domain import FINAL
from league_service.competition.ledger.schedule import OFF
from league_service.core.bulk import insert_rows
from league_service.core.ids import person_id, round_id, team_id
from league_service.f1.domain import SPORT, STAGE
from league_service.f1.imports.drivers import Entry, KnownDriver, SourceDriver
from service_kit.db.connection import Connection

_KNOWN: Final = (
    "SELECT p.key, p.code, p.born, i.source, i.source_id FROM league.person_ids i"
    " JOIN league.people p ON p.id = i.person_id"
)
_STORE_DRIVERS: Final = insert_rows(
    "people",
    "id text, key text, name text, born date, nationality text, code text",
    "ON CONFLICT (id) DO UPDATE SET name = excluded.name, born = coalesce(excluded.born, people.born),"
    " nationality = coalesce(nullif(excluded.nationality, ''), people.nationality),"
    " code = coalesce(nullif(excluded.code, ''), people.code)"
    " WHERE (people.name, people.born, people.nationality, people.code)"
    " IS DISTINCT FROM (excluded.name, excluded.born, excluded.nationality, excluded.code)",
)
_STORE_IDS: Final = insert_rows(
    "person_ids",
    "source text, source_id text, person_id text",
    "ON CONFLICT (source, source_id) DO UPDATE SET person_id = excluded.person_id"
    " WHERE person_ids.person_id <> excluded.person_id",
)
_STORE_ENTRIES: Final = insert_rows(
    "entries",
    "round_id text, person_id text, team_id text, number int, source text",
    "ON CONFLICT (round_id, person_id) DO UPDATE SET"
    " team_id = coalesce(excluded.team_id, entries.team_id), source = excluded.source,"
    " number = coalesce(excluded.number, entries.number) WHERE entries.source <> 'admin'",
)
_ESTABLISHED: Final = (
    "SELECT DISTINCT p.key FROM league.people p WHERE EXISTS (SELECT FROM league.entries n"
    " JOIN league.rounds r ON r.id = n.round_id JOIN league.seasons s ON s.id = r.season_id"
    " WHERE n.person_id = p.id AND s.competition_id = %(competition)s)"
    " OR EXISTS (SELECT FROM league.event_competitors k JOIN league.events e ON e.id = k.event_id"
    " JOIN league.result_scores x ON x.event_id = k.event_id AND x.position = k.position"
    " JOIN league.result_revisions f ON f.event_id = x.event_id AND f.revision = x.revision"
    " WHERE k.person_id = p.id AND e.competition_id = %(competition)s AND f.status = ANY(%(final)s))"
)
_WITH_RESULT: Final = (
    "SELECT e.key FROM league.events e WHERE e.competition_id = %s AND e.key = ANY(%s)"
    " AND EXISTS (SELECT FROM league.result_revisions f WHERE f.event_id = e.id AND f.status = ANY(%s))"
)
_HELD: Final = (
    "SELECT e.key, e.scheduled_at, e.day, e.hour_known FROM league.events e"
    " JOIN league.rounds r ON r.id = e.round_id WHERE e.competition_id = %s AND e.key = ANY(%s)"
    " AND NOT e.status = ANY(%s) AND coalesce((SELECT c.source FROM league.event_changes c"
    " WHERE c.event_id = e.id ORDER BY c.revision DESC LIMIT 1),"
    " CASE WHEN r.corrections ? e.session THEN 'admin' END) = 'admin'"
)
_REMOVE_ENTRIES: Final = (
    "DELETE FROM league.entries WHERE source = %s AND round_id = ANY(%s)"
    " AND NOT (round_id || ' ' || person_id = ANY(%s))"
)


@dataclass(frozen=True, slots=True)
class HeldTime:
    """The time of a session that an administrator stated."""

    key: str
    scheduled_at: datetime
    day: date
    hour_known: bool


async def known_drivers(connection: Connection) -> list[KnownDriver]:
    """The stored drivers, once for each id that a source gave."""
    return await connection.fetch_all(KnownDriver, _KNOWN)


async def established_drivers(connection: Connection, competition: Competition) -> set[str]:
    """The keys of drivers who were entered in a race weekend, or have a result that counted."""
    rows = await connection.fetch_rows(_ESTABLISHED, {"competition": competition.id, "final": list(FINAL)})
    return {row[0] for row in rows}


async def events_with_result(
    connection: Connection, competition: Competition, keys: Sequence[str]
) -> set[str]:
    """Those of the events that have a result that counted."""
    rows = await connection.fetch_rows(_WITH_RESULT, [competition.id, list(keys), list(FINAL)])
    return {row[0] for row in rows}


async def held_times(
    connection: Connection, competition: Competition, keys: Sequence[str]
) -> dict[str, HeldTime]:
    """The times that administrators stated last, of those of the events that take place."""
    found = await connection.fetch_all(HeldTime, _HELD, [competition.id, list(keys), list(OFF)])
    return {time.key: time for time in found}


async def store_drivers(
    connection: Connection, source: str, drivers: Iterable[SourceDriver], keys: Mapping[str, str]
) -> None:
    """Stores the facts of drivers, and the ids that the source gives them."""
    found = list(drivers)
    people = {
        keys[driver.id]: {
            "id": person_id(keys[driver.id]),
            "key": keys[driver.id],
            "name": driver.name,
            "born": driver.born,
            "nationality": driver.nationality,
            "code": driver.code,
        }
        for driver in found
    }
    ids = [
        {"source": source, "source_id": driver.id, "person_id": person_id(keys[driver.id])}
        for driver in found
    ]
    await connection.execute(_STORE_DRIVERS, [orjson.dumps(list(people.values())).decode()])
    await connection.execute(_STORE_IDS, [orjson.dumps(ids).decode()])


async def store_entries(
    connection: Connection,
    competition: Competition,
    source: str,
    entries: Iterable[Entry],
    keys: Mapping[str, str],
) -> None:
    """Stores who is entered in each round."""
    rows = _by_round(competition, entries, keys)
    stated = [
        {
            "round_id": round,
            "person_id": person,
            "team_id": team_id(SPORT, entry.constructor) if entry.constructor else None,
            "number": entry.number,
            "source": source,
        }
        for (round, person), entry in rows.items()
    ]
    await connection.execute(_STORE_ENTRIES, [orjson.dumps(stated).decode()])


async def remove_unlisted(
    connection: Connection,
    competition: Competition,
    source: str,
    entries: Iterable[Entry],
    keys: Mapping[str, str],
) -> None:
    """Removes the entries of a source that it no longer lists, in the rounds that it lists."""
    rows = _by_round(competition, entries, keys)
    rounds = list({round for round, _ in rows})
    await connection.execute(_REMOVE_ENTRIES, [source, rounds, [" ".join(pair) for pair in rows]])


def _by_round(
    competition: Competition, entries: Iterable[Entry], keys: Mapping[str, str]
) -> dict[tuple[str, str], Entry]:
    """The entries by the id of the round and of the person."""
    return {
        (
            round_id(competition.key, entry.season, entry.grand_prix, STAGE),
            person_id(keys[entry.driver]),
        ): entry
        for entry in entries
    }
