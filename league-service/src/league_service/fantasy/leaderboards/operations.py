"""Reads a page of a board, with the caller's own row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from league_service.f1.errors import RaceNotFound
from league_service.f1.races.domain import Race
from league_service.f1.races.repository import find_race
from league_service.f1.worlds import World
from league_service.fantasy.errors import NoTeamYet
from league_service.fantasy.leaderboards import repository
from league_service.fantasy.leaderboards.domain import closed_up
from league_service.fantasy.leaderboards.repository import Board, OwnTeam
from service_kit.db.reader import Reader
from service_kit.paging import InvalidPageToken

Row = Any
"""A row of LeaderboardRow, with the position at its end."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for. `after` is the board and the position of its page token."""

    world: World
    user_id: str
    race: str
    around_me: bool
    size: int
    after: tuple[int, int] | None

    @property
    def at(self) -> datetime:
        return self.world.at

    @property
    def is_past(self) -> bool:
        return self.world.at < self.world.now


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a board. `next` is the board and the position after which the next page begins."""

    rows: Sequence[Row]
    own: Row | None
    race: Race | None
    published_at: datetime | None
    total: int
    next: tuple[int, int] | None


async def named_race(reader: Reader, asked: Asked) -> Race | None:
    """The race of the request. Raises RaceNotFound if it is not one of the season."""
    if not asked.race.strip():
        return None
    season = asked.world.season
    race = await find_race(reader, asked.race, asked.at, competition=season.competition)
    if race is None or race.of_season != season:
        raise RaceNotFound(asked.race, season.year)
    return race


async def read_global(reader: Reader, asked: Asked) -> Page:
    """A page of the board of all teams. Raises RaceNotFound, InvalidPageToken, NoTeamYet."""
    race = await named_race(reader, asked)
    board = await find_global(reader, asked, race)
    newest = board if race is None else await repository.find_board(reader, asked.world.id, None, asked.at)
    history = asked.is_past or (board is not None and newest is not None and board.race_id != newest.race_id)
    team = await repository.own_team(reader, asked.world.id, asked.user_id) if asked.user_id else None
    gone: list[int] = []
    if board is not None and not history:
        gone = sorted(await repository.ranks_gone(reader, board, asked.world.id))
    return await read_page(reader, asked, board, race, team, history=history, gone=gone)


async def find_global(reader: Reader, asked: Asked, race: Race | None) -> Board | None:
    """The global board of the request, or of its page token."""
    if asked.after is not None:
        board = await repository.board_with(reader, asked.world.id, None, asked.after[0])
        if board is None:
            raise InvalidPageToken.at("page_token", "The board of the page token is gone; start again")
        return board
    return await repository.find_board(reader, asked.world.id, None if race is None else race.id, asked.at)


async def read_page(
    reader: Reader,
    asked: Asked,
    board: Board | None,
    race: Race | None,
    team: OwnTeam | None,
    *,
    history: bool,
    gone: Sequence[int],
) -> Page:
    """A page of a board. Raises NoTeamYet for a page around the team of a caller without one.

    A team that has no place on the board yet gets the first page.
    """
    own = None if board is None or team is None else await _own(reader, board, asked.user_id, team)
    if asked.around_me and team is None:
        raise NoTeamYet(asked.world.season.year)
    if board is None:
        return Page((), None if team is None else _without_rank(team), race, None, 0, None)
    if race is None and board.race_id is not None:
        race = await find_race(reader, board.race_id, asked.at)
    after = 0 if asked.after is None else asked.after[1]
    if own is not None and own[-1] is not None and asked.around_me and asked.after is None:
        before = asked.size // 2
        after = await repository.position_before(reader, board.id, own[-1], rows=before, history=history)
    rows = await repository.page(
        reader, board.id, asked.user_id, after=after, limit=asked.size + 1, history=history
    )
    further = (board.id, rows[asked.size - 1][-1]) if len(rows) > asked.size else None
    return Page(
        [closed_up(row, gone) for row in rows[: asked.size]],
        None if own is None else closed_up(own, gone),
        race,
        board.published_at if board.race_id is not None else None,
        board.teams - len(gone),
        further,
    )


async def _own(reader: Reader, board: Board, user_id: str, team: OwnTeam) -> Row:
    return await repository.row_of(reader, board.id, user_id, team.id) or _without_rank(team)


def _without_rank(team: OwnTeam) -> Row:
    """The row of a team that was made after the board was published."""
    return (None, None, None, team.id, team.name, team.username, "0", "0", "0", True, False, None)
