"""SQL on race weekends: rounds, their sessions, and the lines of results."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, LiteralString

import orjson

from league_service.competition.competitions.domain import Competition
from league_service.competition.ledger.domain import FINAL, ResultLine
from league_service.competition.ledger.sql import CHANGED_LATER, HOLDING, LINE, OUTDATED
from league_service.f1.checks.domain import FirstResult, Watched
from league_service.f1.checks.repository import CHECKS, FIRST, SEASON_END, checks_from
from league_service.f1.domain import F1, F1_SIMULATED, DriverLine, round_key
from league_service.f1.errors import RaceNotFound
from league_service.f1.races.domain import Race, Session
from league_service.f1.seasons.domain import Season
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

COUNTING: Final = ("provisional", *FINAL)
"""The states of results that are shown and scored. Provisional ones say so."""

_PASSED: Final[LiteralString] = (
    "SELECT min(h.previous_at) AS starts_at FROM league.event_changes h WHERE h.event_id = e.id"
    " AND h.previous_status NOT IN ('cancelled', 'postponed') AND h.previous_at <= h.observed_at"
    " AND (h.source = 'admin' OR h.previous_at >= e.created_at)"
    " AND (NOT %(as_scheduled)s OR h.effective_at <= %(at)s)"
    " AND h.previous_at > coalesce((SELECT max(m.observed_at) FROM league.event_changes m"
    " JOIN league.events main ON main.id = m.event_id WHERE main.round_id = e.round_id"
    " AND main.session = 'race' AND m.kind = 'reinstated'), '-infinity')"
)
"""The earliest start of a session that had passed when the session was moved.

It does not count if a source corrected history, or if the weekend was called off and reinstated since.
"""
_RACES: Final[LiteralString] = (
    "SELECT r.id, split_part(e.key, '_', 2), s.year, r.number, coalesce(r.corrections ->> 'name', r.name),"
    " coalesce(r.corrections ->> 'circuit', v.name, ''),"
    " coalesce(r.corrections ->> 'country', v.country, ''),"
    " coalesce(r.corrections ->> 'zone', v.zone, ''), c.simulated, e.id, e.session,"
    " coalesce(later.previous_at, e.scheduled_at), passed.starts_at, e.hour_known,"
    " coalesce(later.previous_status, e.status), coalesce(later.previous_reason, e.status_reason),"
    " result.revision, f.status, f.effective_at,"
    " season.last_at, first.observed_at, first.effective_at, checks.found"
    " FROM league.rounds r JOIN league.seasons s ON s.id = r.season_id"
    " JOIN league.competitions c ON c.id = s.competition_id JOIN league.events e ON e.round_id = r.id"
    f" LEFT JOIN league.venues v ON v.id = e.venue_id LEFT JOIN LATERAL ({HOLDING}) result ON true"
    " LEFT JOIN league.result_revisions f ON f.event_id = e.id AND f.revision = result.revision"
    f" LEFT JOIN LATERAL ({FIRST}) first ON true JOIN LATERAL ({CHECKS}) checks ON true"
    f" JOIN LATERAL ({SEASON_END}) season ON true JOIN LATERAL ({_PASSED}) passed ON true"
    f" LEFT JOIN LATERAL ({CHANGED_LATER}) later ON %(as_scheduled)s"
)
_ORDER: Final = " ORDER BY r.number, r.id, coalesce(later.previous_at, e.scheduled_at), e.key"
_OF_SEASON: Final[LiteralString] = f"{_RACES} WHERE r.season_id = %(season)s{_ORDER}"
_BY_ID: Final[LiteralString] = f"{_RACES} WHERE r.id = %(race)s AND c.key = ANY(%(competitions)s){_ORDER}"
_FIND: Final = (
    "SELECT e.round_id FROM league.events e JOIN league.competitions c ON c.id = e.competition_id"
    " WHERE e.key = %s AND c.key = ANY(%s) ORDER BY c.simulated LIMIT 1"
)
_LINES: Final[LiteralString] = (
    "SELECT e.id, k.person_id, coalesce(p.corrections ->> 'code', k.code),"
    " coalesce(p.corrections ->> 'name', k.name), coalesce(t.name, ''),"
    f" {LINE} FROM league.events e JOIN LATERAL ({HOLDING}) result ON true"
    " JOIN league.result_scores x ON x.event_id = e.id AND x.revision = result.revision"
    " JOIN league.event_competitors k ON k.event_id = e.id AND k.position = x.position"
    " LEFT JOIN league.teams t ON t.id = k.team_id LEFT JOIN league.people p ON p.id = k.person_id"
    " WHERE e.round_id = %(race)s"
    " ORDER BY e.scheduled_at, x.rank NULLS LAST, x.laps DESC NULLS LAST, k.code"
)
_FIRST_RESULT: Final[LiteralString] = (
    "SELECT min(f.effective_at) FROM league.result_revisions f WHERE f.event_id = %s AND f.status = ANY(%s)"
    f" AND NOT {OUTDATED}"
)
_NEWEST: Final = (
    "SELECT r.id FROM league.rounds r JOIN league.seasons s ON s.id = r.season_id"
    " JOIN league.events e ON e.round_id = r.id WHERE s.competition_id = %s AND s.year <= %s"
    " AND EXISTS (SELECT FROM league.entries n WHERE n.round_id = r.id)"
    " ORDER BY e.scheduled_at > %s, abs(extract(epoch FROM e.scheduled_at - %s::timestamptz)) LIMIT 1"
)
_ENTRANTS: Final = (
    "SELECT p.key, p.name, p.code, coalesce(t.key, '') AS team_key, coalesce(t.name, '') AS team_name"
    " FROM league.entries n JOIN league.people p ON p.id = n.person_id"
    " LEFT JOIN league.teams t ON t.id = n.team_id WHERE n.round_id = %s AND n.entered ORDER BY p.key"
)
_COPY_ENTRIES: Final = (
    "INSERT INTO league.entries (round_id, person_id, team_id, number, source, entered)"
    " SELECT %s, person_id, team_id, number, %s, entered FROM league.entries WHERE round_id = %s"
    " ON CONFLICT DO NOTHING"
)
_CORRECT: Final = (
    "UPDATE league.rounds SET corrections = (corrections - %(cleared)s::text[]) || %(stated)s::jsonb,"
    " number = coalesce(%(number)s, number) WHERE id = %(race)s"
)
_SOURCES: Final = "SELECT DISTINCT source FROM league.events WHERE round_id = %s ORDER BY source"
_DELETE_EVENTS: Final = "DELETE FROM league.events WHERE round_id = %s"
_DELETE: Final = "DELETE FROM league.rounds WHERE id = %s"
_RACE_COLUMNS: Final = 9
_OURS: Final = [F1.key, F1_SIMULATED.key]


@dataclass(frozen=True, slots=True)
class Entrant:
    """A driver entered in a race, with the constructor; its key and name are empty if it is unknown."""

    key: str
    name: str
    code: str
    team_key: str
    team_name: str


async def races_of(reader: Reader, season: Season, at: datetime, *, as_scheduled: bool = False) -> list[Race]:
    """Lists the race weekends of a season in order, with the results in force at a time.

    Their schedule is that of now, or with `as_scheduled` the one that was known at that time.
    """
    wanted = {"season": season.id, "final": list(COUNTING), "at": at, "as_scheduled": as_scheduled}
    return _races(await reader.fetch_rows(_OF_SEASON, wanted))


async def find_race(
    reader: Reader,
    race: str,
    at: datetime,
    *,
    competition: Competition | None = None,
    as_scheduled: bool = False,
) -> Race | None:
    """Finds a race weekend by id or key, in one competition or else the real one before the simulated one."""
    ours = _OURS if competition is None else [competition.key]
    named = await reader.fetch_value(_FIND, [f"{race}_race", ours])
    wanted = {
        "race": named or race,
        "competitions": ours,
        "final": list(COUNTING),
        "at": at,
        "as_scheduled": as_scheduled,
    }
    return next(iter(_races(await reader.fetch_rows(_BY_ID, wanted))), None)


async def first_result_at(reader: Reader, event_id: str) -> datetime | None:
    """When the first result of a session took effect or will, None without one."""
    return await reader.fetch_value(_FIRST_RESULT, [event_id, list(COUNTING)])


async def get_race(reader: Reader, race: str, at: datetime, *, as_scheduled: bool = False) -> Race:
    """Finds a race weekend like `find_race`. Raises RaceNotFound."""
    found = await find_race(reader, race, at, as_scheduled=as_scheduled)
    if found is None:
        raise RaceNotFound(race)
    return found


async def lines_of(reader: Reader, race: Race, at: datetime) -> Mapping[str, Sequence[DriverLine]]:
    """Returns the lines of the results in force at a time, by session, the classified first."""
    found: dict[str, list[DriverLine]] = defaultdict(list)
    rows = await reader.fetch_rows(_LINES, {"race": race.id, "final": list(COUNTING), "at": at})
    for event, driver, code, name, constructor, *line in rows:
        found[event].append(DriverLine(driver or "", code, name, constructor, ResultLine(*line)))
    return found


async def newest_race(
    connection: Connection, competition: Competition, season: int, at: datetime
) -> str | None:
    """The id of the last race with entries before a time, of a season or an earlier one."""
    return await connection.fetch_value(_NEWEST, [competition.id, season, at, at])


async def entrants_of(connection: Connection, race_id: str) -> list[Entrant]:
    """The drivers entered in a race."""
    return await connection.fetch_all(Entrant, _ENTRANTS, [race_id])


async def copy_entries(connection: Connection, race_id: str, before: str | None, source: str) -> None:
    """Enters the drivers of another race."""
    await connection.execute(_COPY_ENTRIES, [race_id, source, before])


async def correct(connection: Connection, race_id: str, facts: Mapping[str, str], number: int | None) -> None:
    """Stores facts that win over those of sources; an empty one is removed."""
    stated: dict[str, Any] = {name: value for name, value in facts.items() if value}
    if number is not None:
        stated["round"] = number
    values = {
        "race": race_id,
        "cleared": [name for name, value in facts.items() if not value],
        "stated": orjson.dumps(stated).decode(),
        "number": number,
    }
    await connection.execute(_CORRECT, values)


async def sources_of(connection: Connection, race_id: str) -> list[str]:
    """The sources of the sessions of a race."""
    return [row[0] for row in await connection.fetch_rows(_SOURCES, [race_id])]


async def delete_race(connection: Connection, race_id: str) -> None:
    """Deletes a race with its sessions. Raises ForeignKeyViolation if it is used."""
    await connection.execute(_DELETE_EVENTS, [race_id])
    await connection.execute(_DELETE, [race_id])


def _races(rows: Sequence[Any]) -> list[Race]:
    races: list[Race] = []
    for (id, grand_prix, season), group in groupby(rows, key=itemgetter(0, 1, 2)):
        sessions = list(group)
        number, name, circuit, country, zone, simulated = sessions[-1][3:_RACE_COLUMNS]
        races.append(
            Race(
                id,
                round_key(season, grand_prix),
                season,
                number,
                name,
                circuit,
                country,
                zone,
                simulated,
                [_session(row[_RACE_COLUMNS:], simulated=simulated) for row in sessions],
            )
        )
    return races


def _session(row: Sequence[Any], *, simulated: bool) -> Session:
    *facts, last_at, observed_at, effective_at, checks = row
    first = None if observed_at is None else FirstResult(observed_at, effective_at)
    id, kind, starts_at, passed, hour_known, status, reason, revision, result_status, held_since = facts
    watched = Watched(kind, starts_at, status, last_at, first, checks_from(checks))
    return Session(
        id,
        kind,
        starts_at,
        passed,
        hour_known,
        status,
        reason,
        revision,
        result_status,
        held_since,
        watched,
        simulated,
    )
