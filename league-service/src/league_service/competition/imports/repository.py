"""SQL of imports of events: reads before the planning, bulk writes after it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, LiteralString

import orjson

from league_service.competition.competitions.domain import Competition
from league_service.competition.imports.known import (
    KnownCompetitor,
    KnownEvent,
    KnownQuote,
    KnownResult,
    KnownSeason,
)
from league_service.competition.ledger.changes import INSERT_CHANGES, changes_of_season
from league_service.competition.ledger.domain import ResultLine
from league_service.competition.ledger.repository import INSERT_LINES
from league_service.competition.ledger.sql import LINE, OUTDATED
from league_service.core.bulk import insert_rows, or_update
from league_service.core.ids import season_id
from service_kit.db.connection import Connection

_ROWS_A_STATEMENT: Final = 5_000

_EVENTS = (
    "SELECT e.id, e.key, e.session, e.other_keys, e.source, e.fingerprint, e.status, e.status_reason,"
    " e.facts_at, r.number AS week, e.round_id, e.scheduled_at, e.day, e.hour_known, e.venue_id,"
    " e.venue_name, e.neutral, e.divisional, e.conditions, e.source_ids"
    " FROM league.events e JOIN league.rounds r ON r.id = e.round_id WHERE e.season_id = %s"
)
_COMPETITORS = (
    "SELECT k.event_id, k.position, k.rest_days, p.key, p.name FROM league.event_competitors k"
    " JOIN league.events e ON e.id = k.event_id LEFT JOIN league.people p ON p.id = k.starter_id"
    " WHERE e.season_id = %s"
)
_RESULTS = (
    f"SELECT f.event_id, f.revision, f.status, f.source, f.effective_at, {OUTDATED}"
    " FROM league.result_revisions f JOIN league.events e ON e.id = f.event_id WHERE e.season_id = %s"
    " ORDER BY f.event_id, f.revision"
)
_LINES = (
    f"SELECT x.event_id, x.revision, {LINE} FROM league.result_scores x"
    " JOIN league.events e ON e.id = x.event_id WHERE e.season_id = %s ORDER BY 1, 2, 3"
)
_POSITIONS = (
    "SELECT k.event_id, coalesce(k.person_id, k.team_id || ' ' || k.code), k.position"
    " FROM league.event_competitors k JOIN league.events e ON e.id = k.event_id"
    " WHERE e.season_id = %s AND k.side IS NULL"
)
_QUOTES = (
    "SELECT q.event_id, q.market, q.taken_at, q.revision, q.recorded_at, q.point, q.home_price, q.away_price"
    " FROM league.line_quotes q JOIN league.events e ON e.id = q.event_id"
    " WHERE e.season_id = %s AND q.source = %s AND q.book = '' ORDER BY q.event_id, q.taken_at, q.revision"
)


_CALL_OFF = "UPDATE league.events SET status = 'cancelled', status_reason = %s, updated_at = %s WHERE id = %s"
_CONFIRM = (
    "UPDATE league.events e SET facts_at = c.facts_at"
    " FROM unnest(%s::text[], %s::timestamptz[]) AS c(id, facts_at) WHERE e.id = c.id"
)
_KEEP: Final = "ON CONFLICT (id) DO NOTHING"
_INSERTS: Final[Mapping[str, LiteralString]] = {
    "rounds": insert_rows(
        "rounds",
        "id text, season_id text, number int, stage text, name text",
        "ON CONFLICT (id) DO UPDATE SET"
        " number = CASE WHEN rounds.corrections ? 'round' THEN rounds.number ELSE excluded.number END,"
        " name = coalesce(nullif(excluded.name, ''), rounds.name)"
        " WHERE (rounds.number, rounds.name) <> (excluded.number, excluded.name)",
    ),
    "teams": insert_rows(
        "teams",
        "id text, sport text, key text, name text",
        or_update("id", "name") + " WHERE teams.name <> excluded.name",
    ),
    "team_eras": insert_rows(
        "team_eras",
        "team_id text, from_season int, to_season int, code text, location text, nickname text,"
        " conference text, division text",
        or_update("team_id, from_season", "to_season, code, location, nickname, conference, division"),
    ),
    "people": insert_rows(
        "people",
        "id text, key text, name text",
        or_update("id", "name") + " WHERE people.name <> excluded.name AND excluded.name <> excluded.key",
    ),
    "venues": insert_rows(
        "venues", "id text, key text, name text, city text, country text, zone text", _KEEP
    ),
    "names": insert_rows(
        "names",
        "kind text, subject_id text, normalised text, name text, from_day date, to_day date",
        "ON CONFLICT (kind, subject_id, normalised) DO UPDATE SET"
        " from_day = least(names.from_day, excluded.from_day),"
        " to_day = greatest(names.to_day, excluded.to_day)",
    ),
    "events": insert_rows(
        "events",
        "id text, competition_id text, season_id text, round_id text, session text, key text,"
        " scheduled_at timestamptz,"
        " day date, hour_known bool, status text, status_reason text, venue_id text, venue_name text,"
        " neutral bool, divisional bool, conditions jsonb, source_ids jsonb, source text, fingerprint text,"
        " other_keys text[], facts_at timestamptz, created_at timestamptz, updated_at timestamptz",
        or_update(
            "id",
            "round_id, scheduled_at, day, hour_known, status, status_reason, venue_id, venue_name, neutral,"
            " divisional, conditions, source_ids, source, fingerprint, other_keys, facts_at, updated_at",
        ),
    ),
    "event_competitors": insert_rows(
        "event_competitors",
        "event_id text, position smallint, side text, team_id text, person_id text, code text, name text,"
        " rest_days smallint, starter_id text",
        or_update("event_id, position", "side, team_id, person_id, code, name, rest_days, starter_id"),
    ),
    "event_changes": INSERT_CHANGES,
    "result_revisions": insert_rows(
        "result_revisions",
        "event_id text, revision int, status text, source text, reason text, request_id text,"
        " observed_at timestamptz, effective_at timestamptz",
    ),
    "result_scores": INSERT_LINES,
    "line_quotes": insert_rows(
        "line_quotes",
        "event_id text, market text, source text, book text, taken_at timestamptz, revision int,"
        " point float8, home_price int, away_price int, recorded_at timestamptz",
    ),
}


async def known_season(
    connection: Connection, competition: Competition, year: int, source: str
) -> KnownSeason:
    """Reads the events, the changes and results of all sources, and the quotes of one source."""
    known, season = KnownSeason(), season_id(competition.key, year)
    known.changes = await changes_of_season(connection, competition.id, year)
    cursor = await connection.execute(_COMPETITORS, [season])
    for event, position, rest_days, key, name in await cursor.fetchall():
        starter = None if key is None else (key, name)
        known.competitors[event, position] = KnownCompetitor(rest_days, starter)
    known.events = {event.id: event for event in await connection.fetch_all(KnownEvent, _EVENTS, [season])}
    cursor = await connection.execute(_POSITIONS, [season])
    for event, identity, position in await cursor.fetchall():
        known.positions.setdefault(event, {})[identity] = position
    known.results = await _known_results(connection, season)
    cursor = await connection.execute(_QUOTES, [season, source])
    for event, market, taken_at, revision, recorded_at, *values in await cursor.fetchall():
        point, home, away = values
        known.quotes.setdefault((event, market), []).append(
            KnownQuote(taken_at, revision, recorded_at, (point, home, away))
        )
    return known


async def _known_results(connection: Connection, season: str) -> dict[str, list[KnownResult]]:
    lines: dict[tuple[str, int], list[ResultLine]] = defaultdict(list)
    cursor = await connection.execute(_LINES, [season])
    for event, revision, *values in await cursor.fetchall():
        lines[event, revision].append(ResultLine(*values))
    found: dict[str, list[KnownResult]] = {}
    cursor = await connection.execute(_RESULTS, [season])
    for event, revision, *values in await cursor.fetchall():
        result = KnownResult(revision, *values, lines=tuple(lines[event, revision]))
        found.setdefault(event, []).append(result)
    return found


async def insert_all(connection: Connection, rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    """Writes rows into their tables in the given order, thousands per statement."""
    for table, found in rows.items():
        every = list(found)
        for at in range(0, len(every), _ROWS_A_STATEMENT):
            part: Sequence[Mapping[str, Any]] = every[at : at + _ROWS_A_STATEMENT]
            await connection.execute(_INSERTS[table], [orjson.dumps(part).decode()])


async def call_off(connection: Connection, events: Iterable[tuple[str, str]], now: datetime) -> None:
    """Marks events as cancelled, each with the reason."""
    for event, reason in events:
        await connection.execute(_CALL_OFF, [reason, now, event])


async def confirm(connection: Connection, events: Iterable[tuple[str, datetime]]) -> None:
    """Stores how new the facts of unchanged events are."""
    pairs = list(events)
    if pairs:
        await connection.execute(_CONFIRM, [[id for id, _ in pairs], [time for _, time in pairs]])
