"""ClubReferenceService: which rows of clubs exist, for services that store their ids."""

# ruff: noqa: ARG002 - the contract defines the signatures

from altsports.league.v1 import club_references_pb2 as pb
from altsports.league.v1.club_references_pb2_grpc import ClubReferenceServiceServicer
from league_service.clubs.engine.access import access_of
from league_service.clubs.references import repository as references
from league_service.clubs.references.match_facts import facts_of
from service_kit.caller import Caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context


class ClubReferenceRpc(ClubReferenceServiceServicer):
    """Handlers of the contract."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def FindOwnTeams(
        self, request: pb.FindOwnTeamsRequest, context: Context
    ) -> pb.FindOwnTeamsResponse:
        found = await references.own_teams(
            self._database.pipelined, request.organisation_id, list(request.team_ids)
        )
        return pb.FindOwnTeamsResponse(team_ids=found)

    async def GetMatchFacts(
        self, request: pb.GetMatchFactsRequest, context: Context
    ) -> pb.GetMatchFactsResponse:
        member = Caller(
            kind="user",
            user_id=request.user_id,
            organisation_id=request.organisation_id,
            club_role=request.club_role,
            team_access=frozenset(request.team_access),
        )
        async with self._database.read() as connection:
            return await facts_of(connection, access_of(member, self._clock.now()), request.match_id)
