"""LeagueService: opens the transaction, calls the operation, answers."""

# ruff: noqa: ARG002 - the contract defines the signatures

import asyncio
from collections.abc import Generator
from contextlib import contextmanager

from google.protobuf.empty_pb2 import Empty

from altsports.league.v1 import leagues_pb2 as pb
from altsports.league.v1 import leagues_pb2_grpc
from league_service.catalogue.errors import LeagueNotFound, LeagueSearchFailed
from league_service.catalogue.leagues import operations, repository
from league_service.catalogue.leagues.requests import create_once
from league_service.core.paging import make_token, read_token
from league_service.core.vocabulary.levels import level_keys
from league_service.core.vocabulary.repository import SportBook
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.db.reader import Reader
from service_kit.errors import NO_ANSWER
from service_kit.rpc.incoming import Context
from service_kit.rpc.plain import Row, plain


class LeagueRpc(leagues_pb2_grpc.LeagueServiceServicer):
    """Reads and changes leagues."""

    def __init__(self, database: Database, book: SportBook, clock: Clock) -> None:
        self._database = database
        self._book = book
        self._clock = clock

    async def ListLeagues(self, request: pb.ListLeaguesRequest, context: Context) -> pb.ListLeaguesResponse:
        query = ("list", request.sport, request.level, request.location)
        after = read_token(query, request.page_token, int, str, str)
        with _search_failures():
            reader = self._database.pipelined
            page, others = await asyncio.gather(
                operations.list_leagues(reader, self._book, request, after),
                operations.other_levels(reader, self._book, request),
            )
        return plain(
            pb.ListLeaguesResponse,
            leagues=page.leagues,
            next_page_token=make_token(query, page.next_position),
            total_size=page.total,
            level=request.level,
            other_levels=[pb.FacetCount(value=level, count=count) for level, count in others],
        )

    async def SearchLeagues(
        self, request: pb.SearchLeaguesRequest, context: Context
    ) -> pb.SearchLeaguesResponse:
        query = ("search", request.query, request.sport, request.level, request.location, request.sort)
        after = read_token(query, request.page_token, int | float, int, str, str)
        with _search_failures():
            async with self._database.read() as connection:
                found = await operations.find_leagues(connection, self._book, request, after)
        return plain(
            pb.SearchLeaguesResponse,
            leagues=found.rows,
            matches=found.matches,
            facets=found.facets,
            next_page_token=make_token(query, found.next_position),
            total_size=found.total,
        )

    async def SuggestLeagues(
        self, request: pb.SuggestLeaguesRequest, context: Context
    ) -> pb.SuggestLeaguesResponse:
        search = pb.SearchLeaguesRequest(query=request.query, sort="relevance", page_size=request.limit)
        with _search_failures():
            async with self._database.read() as connection:
                found = await operations.find_leagues(connection, self._book, search, None)
        return pb.SuggestLeaguesResponse(
            suggestions=[
                pb.LeagueSuggestion(
                    league_id=league.id,
                    name=league.name,
                    sport=league.sport,
                    level=league.level,
                    location=league.location if league.HasField("location") else None,
                    text=match.text,
                )
                for league, match in zip(found.leagues, found.matches, strict=True)
            ]
        )

    async def GetLeague(self, request: pb.GetLeagueRequest, context: Context) -> pb.GetLeagueResponse:
        reader = self._database.pipelined
        return plain(pb.GetLeagueResponse, league=await _get(reader, request.league_id))

    async def CreateLeague(
        self, request: pb.CreateLeagueRequest, context: Context
    ) -> pb.CreateLeagueResponse:
        principal = current_caller().principal
        async with self._database.transaction() as connection:
            new_id = await create_once(connection, self._book, request, principal, self._clock.now())
            return plain(pb.CreateLeagueResponse, league=await _get(connection, new_id))

    async def UpdateLeague(
        self, request: pb.UpdateLeagueRequest, context: Context
    ) -> pb.UpdateLeagueResponse:
        async with self._database.transaction() as connection:
            await operations.update_league(connection, self._book, request, self._clock.now())
            return plain(pb.UpdateLeagueResponse, league=await _get(connection, request.league_id))

    async def DeleteLeague(self, request: pb.DeleteLeagueRequest, context: Context) -> Empty:
        async with self._database.transaction() as connection:
            await operations.delete_league(connection, request.league_id, self._clock.now())
        return Empty()

    async def ListSports(self, request: pb.ListSportsRequest, context: Context) -> pb.ListSportsResponse:
        reader = self._database.pipelined
        vocabulary = await self._book.refresh(reader)
        counts = await repository.count_by_sport(reader)
        sports = sorted(vocabulary.sports, key=lambda sport: (sport.name.casefold(), sport.key))
        return pb.ListSportsResponse(
            sports=[
                pb.Sport(
                    key=sport.key,
                    name=sport.name,
                    category=sport.category,
                    aliases=[*sport.aliases, *sport.disciplines],
                    league_count=counts.get(sport.key, 0),
                )
                for sport in sports
            ],
            levels=level_keys(),
        )


async def _get(reader: Reader, league_id: str) -> Row:
    league = await repository.get_league(reader, league_id)
    if league is None:
        raise LeagueNotFound(league_id)
    return league


@contextmanager
def _search_failures() -> Generator[None]:
    """Reports a database failure as a failed search."""
    try:
        yield
    except NO_ANSWER as error:
        raise LeagueSearchFailed(error.message, retry_after_s=error.retry_after_s) from error
