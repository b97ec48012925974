"""Publishes boards: stores the teams in order after a race, so that a reader only looks up where they are.

The caller has written the scores of the race in the same transaction, so readers see scores and boards of
before or of after. Boards of later races are written again, each from the board before it and the scores of
its race.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, LiteralString

from service_kit.db.connection import Connection

_RACES: Final = (
    "SELECT p.race_id, max(p.id) AS publication_id, coalesce("
    " (SELECT b.race_time FROM fantasy.boards b WHERE b.season_id = %(season)s AND b.race_id = p.race_id"
    " AND b.league_id IS NULL ORDER BY b.id LIMIT 1),"
    " (SELECT max(e.scheduled_at) FROM league.events e WHERE e.round_id = p.race_id)) AS race_time,"
    " (SELECT max(b.id) FROM fantasy.boards b WHERE b.season_id = %(season)s AND b.race_id = p.race_id"
    " AND b.league_id IS NULL) AS board_id"
    " FROM fantasy.publications p WHERE p.season_id = %(season)s GROUP BY p.race_id"
    " ORDER BY race_time, p.race_id"
)
_INSERT: Final = (
    "INSERT INTO fantasy.boards"
    " (season_id, race_id, race_time, publication_id, previous_id, teams, published_at)"
    " VALUES (%s, %s, %s, %s, %s, 0, %s) RETURNING id"
)
_LIVE: Final = "t.deleted_at IS NULL"
_AS_BEFORE: Final = "t.id IN (SELECT team_id FROM fantasy.board_rows WHERE board_id = %(replaced)s)"
_ROWS: Final[LiteralString] = (
    "INSERT INTO fantasy.board_rows"
    " (board_id, position, team_id, rank, previous_rank, total, race_points, best_race)"
    " SELECT %(board)s, row_number() OVER (ORDER BY total DESC, best DESC, created_at, id), id,"
    " rank() OVER (ORDER BY total DESC, best DESC), previous_rank, total, points, best"
    " FROM (SELECT t.id, t.created_at, p.rank AS previous_rank,"
    " coalesce(p.total, 0) + coalesce(s.points, 0) AS total, coalesce(s.points, 0) AS points,"
    " greatest(coalesce(p.best_race, 0), coalesce(s.points, 0)) AS best FROM fantasy.teams t"
    " LEFT JOIN fantasy.scores s ON s.publication_id = %(publication)s AND s.team_id = t.id"
    " LEFT JOIN fantasy.board_rows p ON p.board_id = %(previous)s AND p.team_id = t.id"
    " WHERE t.season_id = %(season)s AND "
)
_FIRST: Final[LiteralString] = f"{_ROWS}{_LIVE}) team"
_AGAIN: Final[LiteralString] = f"{_ROWS}{_AS_BEFORE} AND {_LIVE}) team"
_OLD_AGAIN: Final[LiteralString] = f"{_ROWS}{_AS_BEFORE}) team"


@dataclass(frozen=True, slots=True)
class _Scored:
    """A race with scores, and its newest board."""

    race_id: str
    publication_id: int
    race_time: datetime
    board_id: int | None


async def publish(connection: Connection, season_id: str, race_id: str, now: datetime) -> None:
    """Writes the boards after a race and after the races that followed it, from the newest scores of each.

    The first board of a race has the teams that exist. One that is written again has the teams that it had,
    so old ranks stay true, and a correction ranks nobody who was not ranked; the newest loses deleted teams.
    """
    races = await connection.fetch_all(_Scored, _RACES, {"season": season_id})
    first = next(at for at, race in enumerate(races) if race.race_id == race_id)
    previous = races[first - 1].board_id if first else None
    for race in races[first:]:
        previous = await _write(connection, season_id, race, races, previous, now)


async def _write(
    connection: Connection,
    season_id: str,
    race: _Scored,
    races: Sequence[_Scored],
    previous: int | None,
    now: datetime,
) -> int:
    facts = [season_id, race.race_id, race.race_time, race.publication_id, previous, now]
    board: int = await connection.fetch_value(_INSERT, facts)
    again = _AGAIN if race is races[-1] else _OLD_AGAIN
    cursor = await connection.execute(
        _FIRST if race.board_id is None else again,
        {
            "board": board,
            "season": season_id,
            "publication": race.publication_id,
            "previous": previous,
            "replaced": race.board_id,
        },
    )
    await connection.execute("UPDATE fantasy.boards SET teams = %s WHERE id = %s", [cursor.rowcount, board])
    return board
