"""OrganisationService: organisations and their members."""

# ruff: noqa: ARG002 - the contract defines the signatures

from uuid import UUID

from google.protobuf.empty_pb2 import Empty

from altsports.auth.v1 import organisations_pb2 as pb
from altsports.auth.v1.organisations_pb2_grpc import OrganisationServiceServicer
from auth_service.core.callers import caller_id
from auth_service.core.facts import given_facts
from auth_service.core.ids import id_of
from auth_service.core.pages import after_moment, after_text, cut
from auth_service.errors import MemberNotFound, OrganisationNotFound
from auth_service.mail.posting import Post
from auth_service.organisations import invitations, operations
from auth_service.organisations import repository as organisations
from auth_service.organisations.domain import Member
from auth_service.organisations.messages import member_to_pb, organisation_to_pb
from auth_service.organisations.operations import Place
from auth_service.units import Units
from auth_service.users.domain import normal_email
from service_kit.rpc.incoming import Context


class OrganisationRpc(OrganisationServiceServicer):
    """Handlers of the contract."""

    def __init__(self, units: Units, post: Post) -> None:
        self._units = units
        self._post = post

    async def CreateOrganisation(
        self, request: pb.CreateOrganisationRequest, context: Context
    ) -> pb.CreateOrganisationResponse:
        facts = given_facts(request, besides=("name",))
        async with self._units.transaction() as unit:
            made = await operations.create_organisation(unit, caller_id(), request.name, facts)
        return pb.CreateOrganisationResponse(organisation=organisation_to_pb(made))

    async def GetOrganisation(
        self, request: pb.GetOrganisationRequest, context: Context
    ) -> pb.GetOrganisationResponse:
        organisation_id = id_of(request.organisation_id, OrganisationNotFound)
        reader = self._units.database.pipelined
        found = await operations.get_organisation(reader, organisation_id, caller_id())
        return pb.GetOrganisationResponse(organisation=organisation_to_pb(found))

    async def ListOrganisations(
        self, request: pb.ListOrganisationsRequest, context: Context
    ) -> pb.ListOrganisationsResponse:
        size, after = request.page_size, after_moment(request.page_token)
        async with self._units.database.read() as connection:
            found = await organisations.page(connection, caller_id(), after=after, limit=size + 1)
            total = await organisations.count(connection, caller_id())
        shown, token = cut(found, size, lambda row: (row[1], row[0].id))
        return pb.ListOrganisationsResponse(
            organisations=[organisation_to_pb(row[0]) for row in shown],
            next_page_token=token,
            total_size=total,
        )

    async def UpdateOrganisation(
        self, request: pb.UpdateOrganisationRequest, context: Context
    ) -> pb.UpdateOrganisationResponse:
        organisation_id = id_of(request.organisation_id, OrganisationNotFound)
        facts = given_facts(request, besides=("organisation_id",))
        async with self._units.transaction() as unit:
            changed = await operations.change_organisation(unit, organisation_id, caller_id(), facts)
        return pb.UpdateOrganisationResponse(organisation=organisation_to_pb(changed))

    async def ListMembers(self, request: pb.ListMembersRequest, context: Context) -> pb.ListMembersResponse:
        organisation_id = id_of(request.organisation_id, OrganisationNotFound)
        size, after = request.page_size, after_text(request.page_token)
        async with self._units.database.read() as connection:
            found, total = await operations.list_members(
                connection, organisation_id, caller_id(), after=after, limit=size + 1
            )
        shown, token = cut(found, size, _place_in_list)
        return pb.ListMembersResponse(
            members=[member_to_pb(member) for member in shown], next_page_token=token, total_size=total
        )

    async def AddMember(self, request: pb.AddMemberRequest, context: Context) -> pb.AddMemberResponse:
        organisation_id = id_of(request.organisation_id, OrganisationNotFound)
        address, full_name = normal_email(request.email), request.full_name or None
        async with self._units.transaction() as unit:
            member = await invitations.invite(
                unit, organisation_id, caller_id(), address, full_name, _place(request), self._post
            )
        return pb.AddMemberResponse(member=member_to_pb(member))

    async def UpdateMember(
        self, request: pb.UpdateMemberRequest, context: Context
    ) -> pb.UpdateMemberResponse:
        organisation_id = id_of(request.organisation_id, OrganisationNotFound)
        member_id = id_of(request.member_id, MemberNotFound)
        async with self._units.transaction() as unit:
            changed = await operations.change_member(
                unit, organisation_id, caller_id(), member_id, _place(request)
            )
        return pb.UpdateMemberResponse(member=member_to_pb(changed))

    async def RemoveMember(self, request: pb.RemoveMemberRequest, context: Context) -> Empty:
        organisation_id = id_of(request.organisation_id, OrganisationNotFound)
        member_id = id_of(request.member_id, MemberNotFound)
        async with self._units.transaction() as unit:
            await operations.remove_member(unit, organisation_id, caller_id(), member_id)
        return Empty()

    async def AcceptInvitation(
        self, request: pb.AcceptInvitationRequest, context: Context
    ) -> pb.AcceptInvitationResponse:
        organisation_id = id_of(request.organisation_id, OrganisationNotFound)
        async with self._units.transaction() as unit:
            accepted = await invitations.accept_invitation(unit, organisation_id, caller_id())
        return pb.AcceptInvitationResponse(organisation=organisation_to_pb(accepted))


def _place(request: pb.AddMemberRequest | pb.UpdateMemberRequest) -> Place:
    teams = tuple(request.team_access) or None
    if isinstance(request, pb.UpdateMemberRequest) and request.clear_team_access:
        teams = ()
    return Place(request.staff_role or None, request.club_role or None, teams)


def _place_in_list(member: Member) -> tuple[str, UUID]:
    return (member.full_name or member.email).lower(), member.affiliation.staff_id
