"""F1LeagueService: leagues of players and their members."""

# ruff: noqa: ARG002 - the contract defines the signatures

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

from google.protobuf.empty_pb2 import Empty

from altsports.fantasy.v1 import f1_leagues_pb2 as pb
from altsports.fantasy.v1 import f1_leagues_pb2_grpc
from league_service.core.paging import make_token, read_token
from league_service.f1.worlds import Worlds, year_of
from league_service.fantasy.errors import FantasyLeagueNotFound, SignInNeeded
from league_service.fantasy.leagues import membership, operations, repository
from league_service.fantasy.leagues.guessing import count_guess, take_back
from league_service.fantasy.leagues.repository import Search
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.db.reader import Reader
from service_kit.errors import DomainError
from service_kit.rpc.incoming import Context
from service_kit.rpc.plain import Row, plain

Join = Callable[[Connection, str, datetime], Awaitable[str]]
"""Lets a user join a league; returns its id."""

_MEMBER_COUNT: Final = 6
"""The place of the number of members in the row of a league."""


class F1LeagueRpc(f1_leagues_pb2_grpc.F1LeagueServiceServicer):
    """Reads and changes leagues for the caller."""

    def __init__(self, database: Database, clock: Clock, worlds: Worlds) -> None:
        self._database = database
        self._clock = clock
        self._worlds = worlds

    async def ListF1Leagues(
        self, request: pb.ListF1LeaguesRequest, context: Context
    ) -> pb.ListF1LeaguesResponse:
        user, size = current_caller().user_id, request.page_size
        if not user and request.scope == "own":
            raise SignInNeeded("your leagues, or ask for scope=public")
        query = ("leagues", request.scope, request.query, year_of(request), request.as_of, request.replay)
        after = read_token(query, request.page_token, str, str) or (None, None)
        async with self._database.read() as connection:
            world = await self._worlds.open(connection, request)
            at = world.at if request.as_of else None
            wanted = Search(world.id, user, request.scope, request.query, at)
            rows = await repository.page(connection, wanted, after=after, limit=size + 1)
            total = await repository.count(connection, wanted)
        last = (rows[size - 1][-1], rows[size - 1][0]) if len(rows) > size else None
        return plain(
            pb.ListF1LeaguesResponse,
            leagues=rows[:size],
            next_page_token=make_token(query, last),
            total_size=total,
        )

    async def GetF1League(self, request: pb.GetF1LeagueRequest, context: Context) -> pb.GetF1LeagueResponse:
        async with self._database.read() as connection:
            await operations.visible(connection, request.league_id, current_caller().user_id)
            at = await operations.time_of(connection, self._worlds, request)
            return plain(pb.GetF1LeagueResponse, league=await _view(connection, request.league_id, at))

    async def CreateF1League(
        self, request: pb.CreateF1LeagueRequest, context: Context
    ) -> pb.CreateF1LeagueResponse:
        user, now = current_caller().user_id, self._clock.now()
        async with self._database.transaction() as connection:
            league_id = await operations.create_league(connection, request, user, now)
            return plain(pb.CreateF1LeagueResponse, league=await _view(connection, league_id))

    async def UpdateF1League(
        self, request: pb.UpdateF1LeagueRequest, context: Context
    ) -> pb.UpdateF1LeagueResponse:
        user, now = current_caller().user_id, self._clock.now()
        async with self._database.transaction() as connection:
            await operations.update_league(connection, request, user, now)
            return plain(pb.UpdateF1LeagueResponse, league=await _view(connection, request.league_id))

    async def DeleteF1League(self, request: pb.DeleteF1LeagueRequest, context: Context) -> Empty:
        user, now = current_caller().user_id, self._clock.now()
        async with self._database.transaction() as connection:
            await operations.delete_league(connection, request.league_id, user, now)
        return Empty()

    async def JoinF1League(
        self, request: pb.JoinF1LeagueRequest, context: Context
    ) -> pb.JoinF1LeagueResponse:
        def join(connection: Connection, user: str, now: datetime) -> Awaitable[str]:
            return membership.join(connection, request.league_id, request.code, user, now)

        return plain(pb.JoinF1LeagueResponse, league=await self._join(request.code, join))

    async def JoinF1LeagueByCode(
        self, request: pb.JoinF1LeagueByCodeRequest, context: Context
    ) -> pb.JoinF1LeagueByCodeResponse:
        def join(connection: Connection, user: str, now: datetime) -> Awaitable[str]:
            return membership.join_by_code(connection, request.code, user, now)

        return plain(pb.JoinF1LeagueByCodeResponse, league=await self._join(request.code, join))

    async def _join(self, code: str, join: Join) -> Row:
        """Joins a league. A code that no league has counts as a guess, any other one does not."""
        user, now = current_caller().user_id, self._clock.now()
        if code:
            async with self._database.transaction() as connection:
                await count_guess(connection, user, now)
        try:
            async with self._database.transaction() as connection:
                joined = await _view(connection, await join(connection, user, now))
        except FantasyLeagueNotFound:
            raise
        except DomainError:
            await self._take_back(code, user)
            raise
        await self._take_back(code, user)
        return joined

    async def _take_back(self, code: str, user: str) -> None:
        if code:
            async with self._database.transaction() as connection:
                await take_back(connection, user)

    async def LeaveF1League(self, request: pb.LeaveF1LeagueRequest, context: Context) -> Empty:
        user, now = current_caller().user_id, self._clock.now()
        async with self._database.transaction() as connection:
            await membership.leave(connection, request.league_id, user, now)
        return Empty()

    async def ListF1LeagueMembers(
        self, request: pb.ListF1LeagueMembersRequest, context: Context
    ) -> pb.ListF1LeagueMembersResponse:
        size, query = request.page_size, ("members", request.league_id, request.as_of)
        (after,) = read_token(query, request.page_token, int) or (-1,)
        async with self._database.read() as connection:
            league = await operations.visible(connection, request.league_id, current_caller().user_id)
            at = await operations.time_of(connection, self._worlds, request)
            league_row = await _view(connection, league.id, at)
            rows = await repository.members_of(connection, league.id, at=at, after=int(after), limit=size + 1)
        last = (rows[size - 1][-1],) if len(rows) > size else None
        return plain(
            pb.ListF1LeagueMembersResponse,
            members=rows[:size],
            next_page_token=make_token(query, last),
            total_size=league_row[_MEMBER_COUNT],
        )

    async def RemoveF1LeagueMember(self, request: pb.RemoveF1LeagueMemberRequest, context: Context) -> Empty:
        user, now = current_caller().user_id, self._clock.now()
        async with self._database.transaction() as connection:
            await membership.remove(connection, request.league_id, request.team_id, user, now)
        return Empty()

    async def RenewF1LeagueCode(
        self, request: pb.RenewF1LeagueCodeRequest, context: Context
    ) -> pb.RenewF1LeagueCodeResponse:
        user, now = current_caller().user_id, self._clock.now()
        async with self._database.transaction() as connection:
            await operations.renew_code(connection, request.league_id, user, now)
            return plain(pb.RenewF1LeagueCodeResponse, league=await _view(connection, request.league_id))

    async def TransferF1League(
        self, request: pb.TransferF1LeagueRequest, context: Context
    ) -> pb.TransferF1LeagueResponse:
        user, now = current_caller().user_id, self._clock.now()
        async with self._database.transaction() as connection:
            await operations.transfer(connection, request.league_id, request.team_id, user, now)
            return plain(pb.TransferF1LeagueResponse, league=await _view(connection, request.league_id))


async def _view(reader: Reader, league_id: str, at: datetime | None = None) -> Row:
    """The league as the caller sees it, with the number of members at a time."""
    row = await repository.view(reader, league_id, current_caller().user_id, at=at)
    if row is None:
        raise FantasyLeagueNotFound(league_id)
    return row
