"""AnalyticsService: rankings that a coach can check by hand."""

# ruff: noqa: ARG002 - the contract defines the signatures

from altsports.football.v1 import analytics_pb2 as pb
from altsports.football.v1.analytics_pb2_grpc import AnalyticsServiceServicer
from league_service.clubs.analytics import operations
from league_service.clubs.analytics.days import days_of
from league_service.clubs.analytics.operations import Asked
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context


class AnalyticsRpc(AnalyticsServiceServicer):
    """Computes rankings for the caller, and keeps the outcomes."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def RankImprovingPlayers(
        self, request: pb.RankImprovingPlayersRequest, context: Context
    ) -> pb.RankImprovingPlayersResponse:
        asked = _asked("improving_players", request)
        return pb.RankImprovingPlayersResponse(ranking=await self._rank(asked))

    async def RankPlayerRatings(
        self, request: pb.RankPlayerRatingsRequest, context: Context
    ) -> pb.RankPlayerRatingsResponse:
        asked = _asked("player_ratings", request)._replace(matches=request.matches)
        return pb.RankPlayerRatingsResponse(ranking=await self._rank(asked))

    async def RankPressingFormations(
        self, request: pb.RankPressingFormationsRequest, context: Context
    ) -> pb.RankPressingFormationsResponse:
        asked = _asked("pressing_formations", request)
        return pb.RankPressingFormationsResponse(ranking=await self._rank(asked))

    async def _rank(self, asked: Asked) -> pb.Ranking:
        caller, now = current_caller(), self._clock.now()
        async with self._database.transaction("repeatable read") as connection:  # one state of all figures
            ranking = await operations.rank(connection, caller, asked, now)
        async with self._database.transaction() as connection:
            await operations.keep(connection, caller, ranking, now)
        return ranking


_Request = pb.RankImprovingPlayersRequest | pb.RankPlayerRatingsRequest | pb.RankPressingFormationsRequest


def _asked(kind: str, request: _Request) -> Asked:
    since, until = days_of(request.since, request.until)
    return Asked(kind, request.team_id or None, since, until, request.limit)
