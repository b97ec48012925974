"""SQL on stored boards."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, LiteralString

from league_service.fantasy.players import SIMULATED
from service_kit.db.reader import Reader

_BOARD: Final[LiteralString] = (
    "SELECT b.id, b.race_id, b.previous_id, b.teams, b.published_at FROM fantasy.boards b"
    " WHERE b.season_id = %(season)s AND b.league_id IS NULL AND b.published_at <= %(at)s"
)
_NEWEST: Final[LiteralString] = f"{_BOARD} ORDER BY b.race_time DESC, b.id DESC LIMIT 1"
_AFTER_RACE: Final[LiteralString] = f"{_BOARD} AND b.race_id = %(race)s ORDER BY b.id DESC LIMIT 1"
_WITH_ID: Final = (
    "SELECT b.id, b.race_id, b.previous_id, b.teams, b.published_at FROM fantasy.boards b"
    " WHERE b.season_id = %s AND b.league_id IS NOT DISTINCT FROM %s AND b.id = %s"
)

_ROW: Final[LiteralString] = (
    "SELECT r.rank, r.previous_rank, r.previous_rank - r.rank, CASE WHEN t.deleted_at IS NULL THEN t.id END,"
    " CASE WHEN t.deleted_at IS NULL THEN t.name ELSE '' END,"
    " CASE WHEN t.deleted_at IS NULL THEN t.username ELSE '' END, trim_scale(r.total)::text,"
    " trim_scale(r.race_points)::text, trim_scale(r.best_race)::text, coalesce(t.user_id = %(user)s, false),"
    f" coalesce(starts_with(t.user_id, '{SIMULATED}'), false), r.position"
    " FROM fantasy.board_rows r JOIN fantasy.teams t ON t.id = r.team_id WHERE r.board_id = %(board)s"
)
_PAGE: Final[LiteralString] = (
    f"{_ROW} AND r.position > %(after)s AND (%(history)s OR t.deleted_at IS NULL)"
    " ORDER BY r.position LIMIT %(limit)s"
)
_BEFORE: Final[LiteralString] = (
    "SELECT r.position FROM fantasy.board_rows r JOIN fantasy.teams t ON t.id = r.team_id"
    " WHERE r.board_id = %(board)s AND r.position < %(position)s AND (%(history)s OR t.deleted_at IS NULL)"
    " ORDER BY r.position DESC LIMIT %(limit)s"
)
_TEAM: Final[LiteralString] = f"{_ROW} AND r.team_id = %(team)s"
_OWN_TEAM: Final = "SELECT id, name, username FROM fantasy.teams WHERE season_id = %s AND user_id = %s"
_MEMBER_TEAM: Final = (
    "SELECT t.id, t.name, t.username FROM fantasy.members m JOIN fantasy.teams t ON t.id = m.team_id"
    " WHERE m.league_id = %s AND t.user_id = %s AND m.left_at IS NULL"
)
_GONE: Final = (
    "SELECT r.rank FROM fantasy.teams t JOIN fantasy.board_rows r ON r.board_id = %s AND r.team_id = t.id"
    " WHERE t.season_id = %s AND t.deleted_at >= %s"
)


@dataclass(frozen=True, slots=True)
class Board:
    """A stored board; `previous_id` is the board of the race before."""

    id: int
    race_id: str | None
    previous_id: int | None
    teams: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class OwnTeam:
    """The team of the caller."""

    id: str
    name: str
    username: str


async def find_board(reader: Reader, season_id: str, race_id: str | None, at: datetime) -> Board | None:
    """The global board that was shown at a time, after a race or after the last one with scores."""
    wanted = {"season": season_id, "race": race_id, "at": at}
    return await reader.fetch_one(Board, _NEWEST if race_id is None else _AFTER_RACE, wanted)


async def board_with(reader: Reader, season_id: str, league_id: str | None, board_id: int) -> Board | None:
    """The board with an id, if it belongs to the season and the league."""
    return await reader.fetch_one(Board, _WITH_ID, [season_id, league_id, board_id])


async def own_team(reader: Reader, season_id: str, user_id: str) -> OwnTeam | None:
    """The team of a user in a season."""
    return await reader.fetch_one(OwnTeam, _OWN_TEAM, [season_id, user_id])


async def member_team(reader: Reader, league_id: str, user_id: str) -> OwnTeam | None:
    """The team with which a user is in a league."""
    return await reader.fetch_one(OwnTeam, _MEMBER_TEAM, [league_id, user_id])


async def page(
    reader: Reader, board_id: int, user_id: str, *, after: int, limit: int, history: bool
) -> list[Any]:
    """Rows of a board from a position on, each with its position at the end.

    A board of the past (`history`) has rows without names for teams that were deleted since.
    """
    values = {"board": board_id, "user": user_id, "after": after, "limit": limit, "history": history}
    return await reader.fetch_rows(_PAGE, values)


async def row_of(reader: Reader, board_id: int, user_id: str, team_id: str) -> Any | None:
    """The row of a team, with its position at the end."""
    rows = await reader.fetch_rows(_TEAM, {"board": board_id, "user": user_id, "team": team_id})
    return rows[0] if rows else None


async def position_before(reader: Reader, board_id: int, position: int, *, rows: int, history: bool) -> int:
    """The position after which a page begins that has so many rows before a position."""
    values = {"board": board_id, "position": position, "limit": rows + 1, "history": history}
    found = await reader.fetch_rows(_BEFORE, values)
    return found[rows][0] if len(found) > rows else 0


async def ranks_gone(reader: Reader, board: Board, season_id: str) -> list[int]:
    """The ranks of the teams on a board that were deleted after it was published."""
    return [row[0] for row in await reader.fetch_rows(_GONE, [board.id, season_id, board.published_at])]
