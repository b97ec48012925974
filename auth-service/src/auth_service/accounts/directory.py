"""DirectoryService: which accounts and organisations exist, for the services that keep something for them."""

# ruff: noqa: ARG002 - the contract defines the signatures

from uuid import UUID

from altsports.auth.v1 import directory_pb2 as pb
from altsports.auth.v1.directory_pb2_grpc import DirectoryServiceServicer
from auth_service.organisations import repository as organisations
from auth_service.users import repository as users
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context


class DirectoryRpc(DirectoryServiceServicer):
    """Handlers of the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def ListAccountIds(
        self, request: pb.ListAccountIdsRequest, context: Context
    ) -> pb.ListAccountIdsResponse:
        found = await users.ids_after(self._database.pipelined, request.after, limit=request.most)
        return pb.ListAccountIdsResponse(user_ids=found)

    async def ListAdministratorIds(
        self, request: pb.ListAdministratorIdsRequest, context: Context
    ) -> pb.ListAdministratorIdsResponse:
        return pb.ListAdministratorIdsResponse(user_ids=await users.administrators(self._database.pipelined))

    async def FindUsernames(
        self, request: pb.FindUsernamesRequest, context: Context
    ) -> pb.FindUsernamesResponse:
        found = await users.usernames_of(self._database.pipelined, list(request.user_ids))
        return pb.FindUsernamesResponse(usernames=found)

    async def FindMember(self, request: pb.FindMemberRequest, context: Context) -> pb.FindMemberResponse:
        try:
            user_id, organisation_id = UUID(request.user_id), UUID(request.organisation_id)
        except ValueError:  # an id that no row has
            return pb.FindMemberResponse()
        found = await users.profile(self._database.pipelined, user_id, organisation_id)
        if found is None or found.affiliation is None:
            return pb.FindMemberResponse()
        place = found.affiliation
        return pb.FindMemberResponse(
            club_role=place.club_role,
            team_access=place.team_access,
            can_log_in=found.user.is_active,
            organisation_name=place.organisation_name,
        )

    async def FindDeletedAccounts(
        self, request: pb.FindDeletedAccountsRequest, context: Context
    ) -> pb.FindDeletedAccountsResponse:
        gone = await users.deleted_among(self._database.pipelined, list(request.user_ids))
        return pb.FindDeletedAccountsResponse(user_ids=gone)

    async def FindDeletedOrganisations(
        self, request: pb.FindDeletedOrganisationsRequest, context: Context
    ) -> pb.FindDeletedOrganisationsResponse:
        gone = await organisations.deleted_among(self._database.pipelined, list(request.organisation_ids))
        return pb.FindDeletedOrganisationsResponse(organisation_ids=gone)
