"""ClubReferenceService: which rows of clubs exist, for services that store their ids."""

# ruff: noqa: ARG002 - the contract defines the signatures

from altsports.league.v1 import club_references_pb2 as pb
from altsports.league.v1.club_references_pb2_grpc import ClubReferenceServiceServicer
from league_service.clubs.references import repository as references
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context


class ClubReferenceRpc(ClubReferenceServiceServicer):
    """Handlers of the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def FindOwnTeams(
        self, request: pb.FindOwnTeamsRequest, context: Context
    ) -> pb.FindOwnTeamsResponse:
        found = await references.own_teams(
            self._database.pipelined, request.organisation_id, list(request.team_ids)
        )
        return pb.FindOwnTeamsResponse(team_ids=found)
