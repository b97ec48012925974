"""LeaderboardService: the boards of a season and of leagues."""

# ruff: noqa: ARG002 - the contract defines the signatures

from typing import Any

from altsports.fantasy.v1 import leaderboards_pb2 as pb
from altsports.fantasy.v1 import leaderboards_pb2_grpc
from league_service.core.paging import make_token, read_token
from league_service.f1.races.domain import Race
from league_service.f1.worlds import World, Worlds, year_of
from league_service.fantasy.errors import NotAMember, NoTeamYet
from league_service.fantasy.leaderboards import league_boards, operations, repository
from league_service.fantasy.leaderboards.league_boards import Wanted
from league_service.fantasy.leaderboards.operations import Asked, Page
from league_service.fantasy.leaderboards.repository import Board
from league_service.fantasy.leagues.domain import League
from league_service.fantasy.leagues.operations import time_of, visible
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.paging import InvalidPageToken
from service_kit.rpc.incoming import Context
from service_kit.rpc.plain import plain


class LeaderboardRpc(leaderboards_pb2_grpc.LeaderboardServiceServicer):
    """Reads boards."""

    def __init__(self, database: Database, clock: Clock, worlds: Worlds) -> None:
        self._database = database
        self._clock = clock
        self._worlds = worlds

    async def GetLeaderboard(
        self, request: pb.GetLeaderboardRequest, context: Context
    ) -> pb.GetLeaderboardResponse:
        query = ("leaderboard", year_of(request), request.race, request.as_of, request.replay)
        async with self._database.read() as connection:
            world = await self._worlds.open(connection, request)
            asked = _asked(world, request, query)
            page = await operations.read_global(connection, asked)
        return plain(pb.GetLeaderboardResponse, **_shown(page, asked, query))

    async def GetLeagueLeaderboard(
        self, request: pb.GetLeagueLeaderboardRequest, context: Context
    ) -> pb.GetLeagueLeaderboardResponse:
        query = ("league leaderboard", request.league_id, request.race, request.as_of)
        async with self._database.read() as connection:
            league = await visible(connection, request.league_id, current_caller().user_id)
            await time_of(connection, self._worlds, request)
            world = self._worlds.live(league.season, request.as_of)
            asked = _asked(world, request, query)
            race = await operations.named_race(connection, asked)
            board, wanted = await _find(connection, league, asked, race)
        if board is None and wanted is not None:
            async with self._database.transaction() as connection:
                await league_boards.store(connection, wanted, self._clock.now())
        async with self._database.read() as connection:
            if board is None and wanted is not None:
                board = await league_boards.find(connection, wanted)
            team = await repository.member_team(connection, league.id, asked.user_id)
            if team is None and asked.around_me:
                own = await repository.own_team(connection, league.season_id, asked.user_id)
                raise NoTeamYet(league.year) if own is None else NotAMember(league.id, own.id, is_own=True)
            page = await operations.read_page(connection, asked, board, race, team, history=True, gone=())
        return plain(pb.GetLeagueLeaderboardResponse, **_shown(page, asked, query))


def _asked(
    world: World,
    request: pb.GetLeaderboardRequest | pb.GetLeagueLeaderboardRequest,
    query: tuple[object, ...],
) -> Asked:
    after = read_token(query, request.page_token, int, int)
    return Asked(
        world,
        current_caller().user_id,
        request.race,
        request.around == "me",
        request.page_size,
        None if after is None else (int(after[0]), int(after[1])),
    )


async def _find(
    connection: Connection, league: League, asked: Asked, race: Race | None
) -> tuple[Board | None, Wanted | None]:
    """The board of a league if it is stored, and what it is made of."""
    if asked.after is not None:
        board = await repository.board_with(connection, league.season_id, league.id, asked.after[0])
        if board is None:
            raise InvalidPageToken.at("page_token", "The board of the page token is gone; start again")
        return board, None
    race_id = None if race is None else race.id
    source = await repository.find_board(connection, league.season_id, race_id, asked.at)
    if source is None and race is not None:
        return None, None
    version = (
        await league_boards.version_at(connection, league.id, asked.at) if asked.is_past else league.version
    )
    wanted = Wanted(league, version, source)
    return await league_boards.find(connection, wanted), wanted


def _shown(page: Page, asked: Asked, query: tuple[object, ...]) -> dict[str, Any]:
    return {
        "rows": page.rows,
        "own": page.own,
        "race": None if page.race is None else _race(page.race, asked),
        "published_at": page.published_at,
        "season": asked.world.season.year,
        "simulated": asked.world.season.competition.simulated,
        "next_page_token": make_token(query, page.next),
        "total_size": page.total,
    }


def _race(race: Race, asked: Asked) -> tuple[object, ...]:
    return (race.id, race.key, race.number, race.name, race.scored_state(asked.at))
