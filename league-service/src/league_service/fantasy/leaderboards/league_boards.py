"""The boards of leagues: made of a global board and the members when they are first read, then kept.

100,000 teams may be in 50 leagues each, so publishing does not write them; most are never looked at. A board
is found by the global board and the version of the league, so a change of either makes another one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, LiteralString

from league_service.fantasy.leaderboards.repository import Board
from league_service.fantasy.leagues.domain import League
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_KEPT: Final = 8
_KEPT_AT_LEAST: Final = timedelta(hours=1)
"""Somebody may be reading an old board."""

_FIND: Final = (
    "SELECT b.id, b.race_id, b.previous_id, b.teams, b.published_at FROM fantasy.boards b"
    " WHERE b.league_id = %s AND b.version = %s AND coalesce(b.source_id, 0) = %s"
)
_VERSION_AT: Final = (
    "SELECT coalesce(greatest((SELECT max(joined_version) FROM fantasy.members WHERE league_id = %(league)s"
    " AND joined_at <= %(at)s), (SELECT max(left_version) FROM fantasy.members WHERE league_id = %(league)s"
    " AND left_at <= %(at)s)), 0)"
)
_INSERT: Final = (
    "INSERT INTO fantasy.boards (season_id, race_id, race_time, previous_id, league_id, source_id, version,"
    " teams, published_at) SELECT %(season)s, g.race_id, g.race_time, g.previous_id, %(league)s, g.id,"
    " %(version)s, 0, coalesce(g.published_at, %(now)s) FROM (SELECT 1) one"
    " LEFT JOIN fantasy.boards g ON g.id = %(source)s ON CONFLICT DO NOTHING RETURNING id"
)
_MEMBERS: Final[LiteralString] = (
    "SELECT t.id, t.created_at FROM fantasy.members m JOIN fantasy.teams t ON t.id = m.team_id"
    " WHERE m.league_id = %(league)s AND m.joined_version <= %(version)s"
    " AND (m.left_version IS NULL OR m.left_version > %(version)s)"
)
_FROM_START: Final[LiteralString] = (
    "SELECT t.id, t.created_at, coalesce(r.total, 0) AS total, coalesce(r.race_points, 0) AS points,"
    " coalesce(r.best_race, 0) AS best, p.total AS previous_total, p.best_race AS previous_best"
    f" FROM ({_MEMBERS}) t LEFT JOIN fantasy.board_rows r ON r.board_id = %(source)s AND r.team_id = t.id"
    " LEFT JOIN fantasy.board_rows p ON p.board_id = %(previous)s AND p.team_id = t.id"
)
_BACKWARDS: Final[LiteralString] = (
    "WITH RECURSIVE before AS (SELECT b.id, b.race_id, b.race_time, b.publication_id, b.previous_id"
    " FROM fantasy.boards b WHERE b.id = %(source)s UNION ALL"
    " SELECT b.id, b.race_id, b.race_time, b.publication_id, b.previous_id"
    " FROM before JOIN fantasy.boards b ON b.id = before.previous_id),"
    " counted AS (SELECT * FROM before WHERE race_time >= (SELECT coalesce("
    " (SELECT min(f.race_time) FROM fantasy.boards f WHERE f.race_id = %(first)s AND f.league_id IS NULL),"
    " (SELECT max(e.scheduled_at) FROM league.events e WHERE e.round_id = %(first)s))))"
)
_FROM_RACE: Final[LiteralString] = (
    f"{_BACKWARDS} SELECT t.id, t.created_at, coalesce(sum(s.points), 0) AS total,"
    " coalesce(max(s.points) FILTER (WHERE c.id = %(source)s), 0) AS points,"
    " coalesce(max(s.points), 0) AS best,"
    " CASE WHEN max(p.rank) IS NULL OR NOT EXISTS (SELECT FROM counted WHERE id = %(previous)s) THEN NULL"
    " ELSE coalesce(sum(s.points) FILTER (WHERE c.id <> %(source)s), 0) END AS previous_total,"
    " coalesce(max(s.points) FILTER (WHERE c.id <> %(source)s), 0) AS previous_best"
    f" FROM ({_MEMBERS}) t CROSS JOIN (SELECT id, publication_id FROM counted"
    " UNION ALL SELECT NULL, NULL WHERE NOT EXISTS (SELECT FROM counted)) c"
    " LEFT JOIN fantasy.scores s ON s.publication_id = c.publication_id AND s.team_id = t.id"
    " LEFT JOIN fantasy.board_rows p ON p.board_id = %(previous)s AND p.team_id = t.id"
    " GROUP BY t.id, t.created_at"
)
_ROWS: Final[LiteralString] = (
    "INSERT INTO fantasy.board_rows"
    " (board_id, position, team_id, rank, previous_rank, total, race_points, best_race)"
    " SELECT %(board)s, row_number() OVER (ORDER BY total DESC, best DESC, created_at, id), id,"
    " rank() OVER (ORDER BY total DESC, best DESC), CASE WHEN previous_total IS NOT NULL THEN"
    " rank() OVER (ORDER BY previous_total DESC NULLS LAST, previous_best DESC) END, total, points, best"
    " FROM ("
)
_ROWS_FROM_START: Final[LiteralString] = f"{_ROWS}{_FROM_START}) team"
_ROWS_FROM_RACE: Final[LiteralString] = f"{_ROWS}{_FROM_RACE}) team"
_PURGE: Final = (
    "WITH gone AS (DELETE FROM fantasy.boards WHERE league_id = %(league)s AND published_at < %(before)s"
    " AND id NOT IN (SELECT id FROM fantasy.boards WHERE league_id = %(league)s ORDER BY id DESC"
    " LIMIT %(kept)s) RETURNING id) DELETE FROM fantasy.board_rows r USING gone WHERE r.board_id = gone.id"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A board of a league: the global board that it is made of, and the version of the members."""

    league: League
    version: int
    source: Board | None


async def version_at(reader: Reader, league_id: str, at: datetime) -> int:
    """The version of a league at a time."""
    return await reader.fetch_value(_VERSION_AT, {"league": league_id, "at": at})


async def find(reader: Reader, wanted: Wanted) -> Board | None:
    """The stored board. None if nobody has read it so far."""
    source = 0 if wanted.source is None else wanted.source.id
    return await reader.fetch_one(Board, _FIND, [wanted.league.id, wanted.version, source])


async def store(connection: Connection, wanted: Wanted, now: datetime) -> None:
    """Makes a board and stores it, unless somebody else does so at the same time."""
    league, source = wanted.league, wanted.source
    values = {
        "season": league.season_id,
        "league": league.id,
        "version": wanted.version,
        "source": None if source is None else source.id,
        "previous": None if source is None else source.previous_id,
        "first": league.first_race_id,
        "now": now,
    }
    board = await connection.fetch_value(_INSERT, values)
    if board is None:
        return
    statement = _ROWS_FROM_START if league.first_race_id is None else _ROWS_FROM_RACE
    cursor = await connection.execute(statement, values | {"board": board})
    await connection.execute("UPDATE fantasy.boards SET teams = %s WHERE id = %s", [cursor.rowcount, board])
    limits = {"league": league.id, "before": now - _KEPT_AT_LEAST, "kept": _KEPT}
    await connection.execute(_PURGE, limits)
