"""What an import of events reads before it decides, and writes in bulk when it has decided."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, LiteralString

import orjson

from league_service.competition.imports.known import KnownEvent, KnownQuote, KnownResult, KnownSeason
from league_service.competition.ledger.domain import ResultLine
from service_kit.db.connection import Connection

_ROWS_A_STATEMENT: Final = 5_000

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


def _insert(table: LiteralString, columns: LiteralString, *, conflict: LiteralString = "") -> LiteralString:
    """The statement that writes rows, given as one JSON list. `columns` are names with their types."""
    names = ", ".join([column.split(" ")[0] for column in columns.split(", ")])
    return (
        f"INSERT INTO league.{table} ({names}) SELECT {names}"
        f" FROM jsonb_to_recordset(%s::jsonb) AS r({columns}) {conflict}"
    )


def _or_update(key: LiteralString, columns: LiteralString) -> LiteralString:
    """What happens to a row that is stored already."""
    new = ", ".join([f"{column} = excluded.{column}" for column in columns.split(", ")])
    return f"ON CONFLICT ({key}) DO UPDATE SET {new}"


_KEEP: Final = "ON CONFLICT (id) DO NOTHING"
_INSERTS: Final[Mapping[str, LiteralString]] = {
    "rounds": _insert("rounds", "id text, season_id text, number int, stage text", conflict=_KEEP),
    "teams": _insert(
        "teams",
        "id text, sport text, key text, name text",
        conflict=_or_update("id", "name") + " WHERE teams.name <> excluded.name",
    ),
    "team_eras": _insert(
        "team_eras",
        "team_id text, from_season int, to_season int, code text, location text, nickname text,"
        " conference text, division text",
        conflict=_or_update(
            "team_id, from_season", "to_season, code, location, nickname, conference, division"
        ),
    ),
    "people": _insert(
        "people",
        "id text, key text, name text",
        conflict=_or_update("id", "name") + " WHERE people.name <> excluded.name",
    ),
    "venues": _insert(
        "venues", "id text, key text, name text, city text, country text, zone text", conflict=_KEEP
    ),
    "names": _insert(
        "names",
        "kind text, subject_id text, normalised text, name text, from_day date, to_day date",
        conflict="ON CONFLICT (kind, subject_id, normalised) DO UPDATE SET"
        " from_day = least(names.from_day, excluded.from_day),"
        " to_day = greatest(names.to_day, excluded.to_day)",
    ),
    "events": _insert(
        "events",
        "id text, competition_id text, season_id text, round_id text, key text, scheduled_at timestamptz,"
        " day date, hour_known bool, status text, venue_id text, venue_name text, neutral bool,"
        " divisional bool, conditions jsonb, source_ids jsonb, source text, fingerprint text,"
        " created_at timestamptz, updated_at timestamptz",
        conflict=_or_update(
            "id",
            "round_id, scheduled_at, day, hour_known, venue_id, venue_name, neutral, divisional, conditions,"
            " source_ids, source, fingerprint, updated_at",
        ),
    ),
    "event_competitors": _insert(
        "event_competitors",
        "event_id text, position smallint, side text, team_id text, person_id text, code text, name text,"
        " rest_days smallint, starter_id text",
        conflict=_or_update(
            "event_id, position", "side, team_id, person_id, code, name, rest_days, starter_id"
        ),
    ),
    "result_revisions": _insert(
        "result_revisions",
        "event_id text, revision int, status text, source text, reason text, request_id text,"
        " observed_at timestamptz, effective_at timestamptz",
    ),
    "result_scores": _insert("result_scores", "event_id text, revision int, position smallint, score int"),
    "line_quotes": _insert(
        "line_quotes",
        "event_id text, market text, source text, book text, taken_at timestamptz, revision int,"
        " point float8, home_price int, away_price int, recorded_at timestamptz",
    ),
}


async def known_season(connection: Connection, season: str, source: str) -> KnownSeason:
    """Events, results of all sources and quotes of one source."""
    known = KnownSeason()
    known.events = {event.id: event for event in await connection.fetch_all(KnownEvent, _EVENTS, [season])}
    cursor = await connection.execute(_RESULTS, [season])
    for event, revision, status, reported_by, effective_at, scores in await cursor.fetchall():
        lines = tuple(ResultLine(position, score) for position, score in enumerate(scores, start=1))
        result = KnownResult(revision, status, reported_by, effective_at, lines)
        known.results.setdefault(event, []).append(result)
    cursor = await connection.execute(_QUOTES, [season, source])
    for event, market, taken_at, revision, *values in await cursor.fetchall():
        point, home, away = values
        known.quotes.setdefault((event, market), []).append(
            KnownQuote(taken_at, revision, (point, home, away))
        )
    return known


async def insert_all(connection: Connection, rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    """Writes rows into their tables, thousands a statement; the tables in the order given."""
    for table, found in rows.items():
        every = list(found)
        for at in range(0, len(every), _ROWS_A_STATEMENT):
            part: Sequence[Mapping[str, Any]] = every[at : at + _ROWS_A_STATEMENT]
            await connection.execute(_INSERTS[table], [orjson.dumps(part).decode()])
