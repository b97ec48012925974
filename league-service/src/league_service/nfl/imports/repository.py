"""What an import of games reads before it decides, and writes in bulk when it has decided."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, LiteralString

import orjson

from league_service.competition.competitions.domain import Competition, week_opening
from league_service.core.ids import season_id
from league_service.nfl.imports.known import KnownEvent, KnownQuote, KnownResult, KnownSeason
from league_service.nfl.imports.opening_lines import StoredGame
from service_kit.db.connection import Connection

_ROWS_A_STATEMENT: Final = 5_000

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('competition ' || %s, 0))"
_COMPETITION = (
    "INSERT INTO league.competitions (id, key, name, sport, simulated, created_at)"
    " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING"
)
_SEASON = (
    "INSERT INTO league.seasons (id, competition_id, year, version, updated_at) VALUES (%s, %s, %s, 0, %s)"
    " ON CONFLICT (id) DO NOTHING"
)
_BUMP = "UPDATE league.seasons SET version = version + 1, updated_at = %s WHERE id = %s RETURNING version"
_EVENTS = "SELECT id, fingerprint, scheduled_at FROM league.events WHERE season_id = %s"
_RESULTS = (
    "SELECT r.event_id, r.revision, r.status, r.source, r.effective_at,"
    " array_agg(s.score ORDER BY s.position)"
    " FROM league.result_revisions r JOIN league.result_scores s USING (event_id, revision)"
    " JOIN league.events e ON e.id = r.event_id WHERE e.season_id = %s"
    " GROUP BY r.event_id, r.revision, r.status, r.source, r.effective_at ORDER BY r.event_id, r.revision"
)
_QUOTES = (
    "SELECT q.event_id, q.market, q.taken_at, q.revision, q.point, q.home_price, q.away_price"
    " FROM league.line_quotes q JOIN league.events e ON e.id = q.event_id"
    " WHERE e.season_id = %s AND q.source = %s AND q.book = '' ORDER BY q.event_id, q.taken_at, q.revision"
)
_GAMES = (
    "SELECT e.id, e.key, s.year, e.day, home.key, away.key, e.scheduled_at,"
    " min(e.scheduled_at) OVER (PARTITION BY s.year, r.number), final.scores"
    " FROM league.events e JOIN league.seasons s ON s.id = e.season_id"
    " JOIN league.rounds r ON r.id = e.round_id"
    " JOIN league.event_competitors h ON h.event_id = e.id AND h.side = 'home'"
    " JOIN league.teams home ON home.id = h.team_id"
    " JOIN league.event_competitors a ON a.event_id = e.id AND a.side = 'away'"
    " JOIN league.teams away ON away.id = a.team_id LEFT JOIN LATERAL ("
    "SELECT array_agg(x.score ORDER BY x.position) AS scores FROM league.result_scores x"
    " WHERE x.event_id = e.id GROUP BY x.revision ORDER BY x.revision DESC LIMIT 1) final ON true"
    " WHERE e.competition_id = %s AND (%s = 0 OR s.year = %s)"
)

INSERTS: Final[Mapping[str, LiteralString]] = {
    "rounds": (
        "INSERT INTO league.rounds (id, season_id, number, stage) SELECT id, season_id, number, stage FROM"
        " jsonb_to_recordset(%s::jsonb) AS r(id text, season_id text, number int, stage text)"
        " ON CONFLICT (id) DO NOTHING"
    ),
    "teams": (
        "INSERT INTO league.teams (id, sport, key, name) SELECT id, sport, key, name FROM"
        " jsonb_to_recordset(%s::jsonb) AS r(id text, sport text, key text, name text)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE teams.name <> excluded.name"
    ),
    "team_eras": (
        "INSERT INTO league.team_eras"
        " (team_id, from_season, to_season, code, location, nickname, conference, division)"
        " SELECT team_id, from_season, to_season, code, location, nickname, conference, division FROM"
        " jsonb_to_recordset(%s::jsonb) AS r(team_id text, from_season int, to_season int, code text,"
        " location text, nickname text, conference text, division text)"
        " ON CONFLICT (team_id, from_season) DO UPDATE SET to_season = excluded.to_season,"
        " code = excluded.code, location = excluded.location, nickname = excluded.nickname,"
        " conference = excluded.conference, division = excluded.division"
    ),
    "people": (
        "INSERT INTO league.people (id, key, name) SELECT id, key, name FROM"
        " jsonb_to_recordset(%s::jsonb) AS r(id text, key text, name text)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE people.name <> excluded.name"
    ),
    "venues": (
        "INSERT INTO league.venues (id, key, name, city, country, zone)"
        " SELECT id, key, name, city, country, zone FROM jsonb_to_recordset(%s::jsonb)"
        " AS r(id text, key text, name text, city text, country text, zone text) ON CONFLICT (id) DO NOTHING"
    ),
    "names": (
        "INSERT INTO league.names (kind, subject_id, normalised, name, from_day, to_day)"
        " SELECT kind, subject_id, normalised, name, from_day, to_day FROM jsonb_to_recordset(%s::jsonb)"
        " AS r(kind text, subject_id text, normalised text, name text, from_day date, to_day date)"
        " ON CONFLICT (kind, subject_id, normalised) DO UPDATE SET"
        " from_day = least(names.from_day, excluded.from_day),"
        " to_day = greatest(names.to_day, excluded.to_day)"
    ),
    "events": (
        "INSERT INTO league.events (id, competition_id, season_id, round_id, key, scheduled_at, day,"
        " hour_known, status, venue_id, venue_name, neutral, divisional, conditions, source_ids, source,"
        " fingerprint, created_at, updated_at) SELECT id, competition_id, season_id, round_id, key,"
        " scheduled_at, day, hour_known, 'scheduled', venue_id, venue_name, neutral, divisional, conditions,"
        " source_ids, source, fingerprint, now_at, now_at FROM jsonb_to_recordset(%s::jsonb)"
        " AS r(id text, competition_id text, season_id text, round_id text, key text,"
        " scheduled_at timestamptz, day date, hour_known bool, venue_id text, venue_name text, neutral bool,"
        " divisional bool, conditions jsonb, source_ids jsonb, source text, fingerprint text,"
        " now_at timestamptz)"
        " ON CONFLICT (id) DO UPDATE SET round_id = excluded.round_id, scheduled_at = excluded.scheduled_at,"
        " day = excluded.day, hour_known = excluded.hour_known, venue_id = excluded.venue_id,"
        " venue_name = excluded.venue_name, neutral = excluded.neutral, divisional = excluded.divisional,"
        " conditions = excluded.conditions, source_ids = excluded.source_ids, source = excluded.source,"
        " fingerprint = excluded.fingerprint, updated_at = excluded.updated_at"
    ),
    "event_competitors": (
        "INSERT INTO league.event_competitors (event_id, position, side, team_id, code, name, rest_days,"
        " starter_id) SELECT event_id, position, side, team_id, code, name, rest_days, starter_id FROM"
        " jsonb_to_recordset(%s::jsonb) AS r(event_id text, position smallint, side text, team_id text,"
        " code text, name text, rest_days smallint, starter_id text)"
        " ON CONFLICT (event_id, position) DO UPDATE SET side = excluded.side, team_id = excluded.team_id,"
        " code = excluded.code, name = excluded.name, rest_days = excluded.rest_days,"
        " starter_id = excluded.starter_id"
    ),
    "result_revisions": (
        "INSERT INTO league.result_revisions (event_id, revision, status, source, reason, request_id,"
        " observed_at, effective_at) SELECT event_id, revision, status, source, reason, request_id,"
        " observed_at, effective_at FROM jsonb_to_recordset(%s::jsonb) AS r(event_id text, revision int,"
        " status text, source text, reason text, request_id text, observed_at timestamptz,"
        " effective_at timestamptz)"
    ),
    "result_scores": (
        "INSERT INTO league.result_scores (event_id, revision, position, score)"
        " SELECT event_id, revision, position, score FROM jsonb_to_recordset(%s::jsonb)"
        " AS r(event_id text, revision int, position smallint, score int)"
    ),
    "line_quotes": (
        "INSERT INTO league.line_quotes (event_id, market, source, book, taken_at, revision, point,"
        " home_price, away_price, recorded_at) SELECT event_id, market, source, book, taken_at, revision,"
        " point, home_price, away_price, recorded_at FROM jsonb_to_recordset(%s::jsonb) AS r(event_id text,"
        " market text, source text, book text, taken_at timestamptz, revision int, point float8,"
        " home_price int, away_price int, recorded_at timestamptz)"
    ),
}


async def lock_competition(connection: Connection, key: str) -> None:
    """One writer of a competition at a time, until the transaction ends."""
    await connection.execute(_LOCK, [key])


async def store_competition(connection: Connection, competition: Competition, now: datetime) -> None:
    """Makes sure that the competition is there."""
    c = competition
    await connection.execute(_COMPETITION, [c.id, c.key, c.name, c.sport, c.simulated, now])


async def store_season(connection: Connection, competition: Competition, year: int, now: datetime) -> str:
    """Makes sure that the season is there; its id."""
    found = season_id(competition.key, year)
    await connection.execute(_SEASON, [found, competition.id, year, now])
    return found


async def bump_season(connection: Connection, season: str, now: datetime) -> int:
    """Says that a fact of the season changed; the new version."""
    return await connection.fetch_value(_BUMP, [now, season])


async def known_season(connection: Connection, season: str, source: str) -> KnownSeason:
    """Events, results of all sources and quotes of one source."""
    known = KnownSeason()
    known.events = {event.id: event for event in await connection.fetch_all(KnownEvent, _EVENTS, [season])}
    cursor = await connection.execute(_RESULTS, [season])
    for event, revision, status, reported_by, effective_at, scores in await cursor.fetchall():
        result = KnownResult(revision, status, reported_by, effective_at, tuple(scores))
        known.results.setdefault(event, []).append(result)
    cursor = await connection.execute(_QUOTES, [season, source])
    for event, market, taken_at, revision, *values in await cursor.fetchall():
        point, home, away = values
        known.quotes.setdefault((event, market), []).append(
            KnownQuote(taken_at, revision, (point, home, away))
        )
    return known


async def stored_games(connection: Connection, competition: Competition, season: int) -> list[StoredGame]:
    """The games that lines may belong to, of one season or, with 0, of all."""
    cursor = await connection.execute(_GAMES, [competition.id, season, season])
    return [
        StoredGame(
            *columns,
            kickoff=kickoff,
            opening=week_opening(first),
            score=None if scores is None else (scores[0], scores[1]),
        )
        for *columns, kickoff, first, scores in await cursor.fetchall()
    ]


async def insert_all(connection: Connection, rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    """Writes rows into their tables, thousands a statement; the tables in the order given."""
    for table, found in rows.items():
        every = list(found)
        for at in range(0, len(every), _ROWS_A_STATEMENT):
            part: Sequence[Mapping[str, Any]] = every[at : at + _ROWS_A_STATEMENT]
            await connection.execute(INSERTS[table], [orjson.dumps(part).decode()])
