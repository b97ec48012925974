"""Reads the stored facts of a season."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from league_service.competition.competitions.domain import Competition
from league_service.competition.ledger.sql import OUTDATED, SIDES, scores_of
from service_kit.db.connection import Connection

_SEASONS = (
    "SELECT c.key AS competition, c.sport, c.simulated, s.year AS season,"
    " (SELECT sum(p.version)::bigint FROM league.seasons p"
    " WHERE p.competition_id = s.competition_id AND p.year <= s.year) AS version,"
    " min(e.scheduled_at) AS first_at, max(e.scheduled_at) AS last_at, count(*)::int AS game_count"
    " FROM league.seasons s JOIN league.competitions c ON c.id = s.competition_id"
    " JOIN league.events e ON e.season_id = s.id WHERE (%s = '' OR c.key = %s)"
    " GROUP BY c.key, c.sport, c.simulated, s.competition_id, s.year ORDER BY c.key, s.year"
)
_VERSION = (
    "SELECT sum(version)::bigint FROM league.seasons WHERE competition_id = %s AND year <= %s"
    " HAVING bool_or(year = %s)"
)
_EVENTS = (
    "SELECT e.id, e.key, r.number AS week, r.stage, e.scheduled_at, e.status, e.status_reason,"
    " e.other_keys, e.venue_name, e.neutral, e.divisional, e.conditions, h.code AS home,"
    " h.name AS home_name, h.rest_days AS home_rest, hp.name AS home_starter, ht.key AS home_key,"
    " a.code AS away, a.name AS away_name, a.rest_days AS away_rest, ap.name AS away_starter,"
    " at.key AS away_key"
    " FROM league.events e JOIN league.seasons s ON s.id = e.season_id"
    f" JOIN league.rounds r ON r.id = e.round_id{SIDES}"
    " JOIN league.teams ht ON ht.id = h.team_id LEFT JOIN league.people hp ON hp.id = h.starter_id"
    " JOIN league.teams at ON at.id = a.team_id LEFT JOIN league.people ap ON ap.id = a.starter_id"
    " WHERE s.competition_id = %s AND s.year = %s ORDER BY e.scheduled_at, e.key"
)
_QUOTES = (
    "SELECT DISTINCT ON (q.event_id, q.taken_at, q.market, q.source, q.book) q.event_id, q.market,"
    " q.taken_at, q.source, q.book, q.point, q.home_price, q.away_price FROM league.line_quotes q"
    " JOIN league.events e ON e.id = q.event_id JOIN league.seasons s ON s.id = e.season_id"
    " WHERE s.competition_id = %s AND s.year = %s"
    " ORDER BY q.event_id, q.taken_at, q.market, q.source, q.book, q.revision DESC"
)
_RESULTS = (
    "SELECT f.event_id, f.revision, f.status, f.source, f.observed_at, f.effective_at,"
    " hx.score AS home_score, ax.score AS away_score FROM league.result_revisions f"
    f" JOIN league.events e ON e.id = f.event_id JOIN league.seasons s ON s.id = e.season_id{SIDES}"
    f"{scores_of('f')} WHERE s.competition_id = %s AND s.year = %s"
    f" AND hx.score IS NOT NULL AND ax.score IS NOT NULL AND NOT {OUTDATED} ORDER BY f.event_id, f.revision"
)


@dataclass(frozen=True, slots=True)
class StoredSeason:
    """A season with events, and the version of its facts."""

    competition: str
    sport: str
    simulated: bool
    season: int
    version: int
    first_at: datetime
    last_at: datetime
    game_count: int


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """A two-sided event."""

    id: str
    key: str
    week: int
    stage: str
    scheduled_at: datetime
    status: str
    status_reason: str
    other_keys: Sequence[str]
    venue_name: str
    neutral: bool
    divisional: bool
    conditions: Mapping[str, Any]
    home: str
    home_name: str
    home_rest: int | None
    home_starter: str | None
    home_key: str
    away: str
    away_name: str
    away_rest: int | None
    away_starter: str | None
    away_key: str


@dataclass(frozen=True, slots=True)
class StoredQuote:
    """A current quote; for a total, home is over and away is under."""

    event_id: str
    market: str
    taken_at: datetime
    source: str
    book: str
    point: float | None
    home_price: int | None
    away_price: int | None


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A revision of a two-sided result."""

    event_id: str
    revision: int
    status: str
    source: str
    observed_at: datetime
    effective_at: datetime
    home_score: int
    away_score: int


async def list_seasons(connection: Connection, competition: str = "") -> list[StoredSeason]:
    """Lists the seasons that have events."""
    return await connection.fetch_all(StoredSeason, _SEASONS, [competition, competition])


async def version_of(connection: Connection, competition: Competition, season: int) -> int | None:
    """Returns the version of a season's facts; None if it is not stored.

    Ratings depend on earlier seasons, so a change of one of them also changes this version.
    """
    return await connection.fetch_value(_VERSION, [competition.id, season, season])


async def events_of(connection: Connection, competition: Competition, season: int) -> list[StoredEvent]:
    """Returns the events by time."""
    return await connection.fetch_all(StoredEvent, _EVENTS, [competition.id, season])


async def quotes_of(
    connection: Connection, competition: Competition, season: int
) -> Mapping[str, list[StoredQuote]]:
    """Returns the quotes of each event by time; for a corrected quote, the newest revision."""
    found: dict[str, list[StoredQuote]] = defaultdict(list)
    for quote in await connection.fetch_all(StoredQuote, _QUOTES, [competition.id, season]):
        found[quote.event_id].append(quote)
    return found


async def results_of(
    connection: Connection, competition: Competition, season: int
) -> Mapping[str, list[StoredResult]]:
    """Returns the revisions of each event, oldest first."""
    found: dict[str, list[StoredResult]] = defaultdict(list)
    for result in await connection.fetch_all(StoredResult, _RESULTS, [competition.id, season]):
        found[result.event_id].append(result)
    return found
