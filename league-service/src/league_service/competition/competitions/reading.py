"""Reads events with their competitors, and with the result in force at a time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from league_service.competition.competitions.domain import Competition
from league_service.competition.ledger.domain import FINAL, ResultLine
from league_service.competition.ledger.sql import CHANGED_LATER, HOLDING, LINE
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_TIME: Final = "coalesce(later.previous_at, e.scheduled_at)"
_WEEK: Final = "coalesce(later.previous_week, r.number)"
_LATER: Final = f" LEFT JOIN LATERAL ({CHANGED_LATER}) later ON true"
_COLUMNS = (
    f"e.id, e.key, c.key AS competition, c.sport, c.simulated, s.year AS season, {_WEEK} AS week,"
    " r.name AS round_name, r.stage, coalesce(later.previous_status, e.status) AS status,"
    " coalesce(later.previous_reason, e.status_reason) AS status_reason,"
    f" {_TIME} AS scheduled_at, e.hour_known, e.venue_id, e.venue_name,"
    " v.city, v.country, v.zone, e.neutral, e.divisional, e.conditions, e.other_keys, result.revision"
)
_FROM = (
    " FROM league.events e JOIN league.competitions c ON c.id = e.competition_id"
    " JOIN league.seasons s ON s.id = e.season_id JOIN league.rounds r ON r.id = e.round_id"
    " LEFT JOIN league.venues v ON v.id = e.venue_id "
    f" LEFT JOIN LATERAL ({HOLDING}) result ON true{_LATER}"
)
_GET = f"SELECT {_COLUMNS}{_FROM} WHERE e.id = %(id)s"
_LOCATE = (
    "SELECT e.id, e.key, c.key AS competition, c.name, c.sport, c.simulated, s.year AS season, e.scheduled_at"
    " FROM league.events e JOIN league.competitions c ON c.id = e.competition_id"
    " JOIN league.seasons s ON s.id = e.season_id WHERE e.id = %(id)s OR e.key = %(id)s"
    " OR e.other_keys @> ARRAY[%(id)s::text] ORDER BY c.simulated, e.key <> %(id)s, c.key LIMIT 1"
)
_WANTED = (
    " s.competition_id = %(competition)s AND s.year = %(season)s"
    f" AND (%(week)s::int IS NULL OR {_WEEK} = %(week)s)"
    " AND (%(teams)s::text[] IS NULL OR EXISTS (SELECT FROM league.event_competitors t"
    " WHERE t.event_id = e.id AND ARRAY[t.team_id, t.person_id, t.code, t.name] && %(teams)s))"
)
_LIST = (
    f"SELECT {_COLUMNS}{_FROM} WHERE{_WANTED}"
    f" AND (%(after)s::timestamptz IS NULL OR ({_TIME}, e.key) > (%(after)s, %(after_key)s))"
    f" ORDER BY {_TIME}, e.key LIMIT %(limit)s"
)
_COUNT = (
    "SELECT count(*)::int FROM league.events e JOIN league.seasons s ON s.id = e.season_id"
    f" JOIN league.rounds r ON r.id = e.round_id{_LATER} WHERE{_WANTED}"
)
_COMPETITORS = (
    "SELECT k.event_id, k.position, k.side, k.team_id, k.person_id, k.code, k.name, k.rest_days, p.name,"
    f" {LINE} FROM unnest(%s::text[], %s::int[]) AS w(event_id, revision)"
    " JOIN league.event_competitors k ON k.event_id = w.event_id"
    " LEFT JOIN league.people p ON p.id = k.starter_id"
    " LEFT JOIN league.result_scores x ON x.event_id = k.event_id AND x.revision = w.revision"
    " AND x.position = k.position ORDER BY k.event_id, k.position"
)
_COMPETITOR_COLUMNS: Final = 9
ALL_PAGES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """The event of an id, with its competition and season."""

    id: str
    key: str
    competition: str
    name: str
    sport: str
    simulated: bool
    season: int
    scheduled_at: datetime

    @property
    def owner(self) -> Competition:
        return Competition(self.competition, self.name, self.sport, self.simulated)


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event at a time: its schedule and the revision of its result that held then."""

    id: str
    key: str
    competition: str
    sport: str
    simulated: bool
    season: int
    week: int
    round_name: str
    stage: str
    status: str
    status_reason: str
    scheduled_at: datetime
    hour_known: bool
    venue_id: str | None
    venue_name: str
    city: str | None
    country: str | None
    zone: str | None
    neutral: bool
    divisional: bool
    conditions: Mapping[str, Any]
    other_keys: Sequence[str]
    revision: int | None


@dataclass(frozen=True, slots=True)
class CompetitorRow:
    """A competitor of an event, with its line of the result in force."""

    event_id: str
    position: int
    side: str | None
    team_id: str | None
    person_id: str | None
    code: str
    name: str
    rest_days: int | None
    starter: str | None
    line: ResultLine | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter of a season's events; `teams` are ids, codes and names, None for all."""

    competition: Competition
    season: int
    week: int | None = None
    teams: Sequence[str] | None = None

    @property
    def parameters(self) -> dict[str, Any]:
        return {
            "competition": self.competition.id,
            "season": self.season,
            "week": self.week,
            "teams": None if self.teams is None else list(self.teams),
        }


async def locate_event(reader: Reader, event_id: str) -> Place | None:
    """Returns the event of an id, or of an id in a competition; real events precede simulated ones."""
    return await reader.fetch_one(Place, _LOCATE, {"id": event_id})


async def read_event(reader: Reader, event_id: str, at: datetime) -> EventRow | None:
    """Returns an event as known at a time."""
    return await reader.fetch_one(EventRow, _GET, {"id": event_id, "at": at, "final": list(FINAL)})


async def read_events(
    connection: Connection,
    wanted: Wanted,
    at: datetime,
    *,
    after: tuple[datetime, str] | None = None,
    limit: int = ALL_PAGES,
) -> list[EventRow]:
    """Lists events by scheduled time, starting after `after`."""
    time, key = after or (None, None)
    parameters = wanted.parameters | {
        "at": at,
        "final": list(FINAL),
        "after": time,
        "after_key": key,
        "limit": limit,
    }
    return await connection.fetch_all(EventRow, _LIST, parameters)


async def count_events(connection: Connection, wanted: Wanted, at: datetime) -> int:
    """Counts the events on all pages."""
    return await connection.fetch_value(_COUNT, wanted.parameters | {"at": at})


async def competitors_of(reader: Reader, events: Iterable[EventRow]) -> Mapping[str, list[CompetitorRow]]:
    """Returns the competitors of events, with the results in force."""
    return await _competitors(reader, {event.id: event.revision for event in events})


async def competitors_of_event(reader: Reader, event_id: str) -> Sequence[CompetitorRow]:
    """Returns the competitors of an event, without results."""
    return (await _competitors(reader, {event_id: None})).get(event_id, ())


async def _competitors(
    reader: Reader, revisions: Mapping[str, int | None]
) -> Mapping[str, list[CompetitorRow]]:
    found: dict[str, list[CompetitorRow]] = defaultdict(list)
    rows = await reader.fetch_rows(_COMPETITORS, [list(revisions), list(revisions.values())])
    for row in rows:
        values, line = row[:_COMPETITOR_COLUMNS], row[_COMPETITOR_COLUMNS:]
        competitor = CompetitorRow(*values, line=None if line[0] is None else ResultLine(*line))
        found[competitor.event_id].append(competitor)
    return found
