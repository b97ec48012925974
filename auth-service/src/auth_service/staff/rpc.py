"""StaffService: the jobs in the club for which the caller acts."""

# ruff: noqa: ARG002 - the contract defines the signatures

from collections.abc import Callable
from uuid import UUID

from google.protobuf.empty_pb2 import Empty

from altsports.auth.v1 import staff_pb2 as pb
from altsports.auth.v1.staff_pb2_grpc import StaffServiceServicer
from auth_service.core.callers import acting_organisation, caller_id
from auth_service.core.ids import id_of, uuid_or_none
from auth_service.errors import StaffNotFound
from auth_service.mail.posting import Post
from auth_service.people.domain import Change, Person, Wanted
from auth_service.people.listing import list_people, order_of
from auth_service.roles import domain as roles
from auth_service.roles.domain import normal_job
from auth_service.staff import operations
from auth_service.staff.domain import named_teams, teams_after, teams_of
from auth_service.staff.operations import NewStaff, no_job
from auth_service.staff.teams import TeamBook, check_teams
from auth_service.units import Units
from auth_service.users.domain import normal_email
from service_kit.rpc.incoming import Context
from service_kit.rpc.versions import expected_version
from service_kit.timestamps import time_to_pb


class StaffRpc(StaffServiceServicer):
    """Handlers of the contract."""

    def __init__(self, units: Units, post: Post, teams: TeamBook) -> None:
        self._units = units
        self._post = post
        self._teams = teams

    async def ListStaff(self, request: pb.ListStaffRequest, context: Context) -> pb.ListStaffResponse:
        order, descending = order_of(request.order)
        wanted = Wanted(
            with_job=True,
            job=normal_job(request.role) if request.role else None,
            team_id=request.team_id or None,
            query=request.query or None,
            order=order,
            descending=descending,
        )
        async with self._units.database.read() as connection:
            shown, token, total = await list_people(
                connection, acting_organisation(), wanted, request.page_size, request.page_token
            )
        return pb.ListStaffResponse(staff=map(staff_to_pb, shown), next_page_token=token, total_size=total)

    async def GetStaffMember(
        self, request: pb.GetStaffMemberRequest, context: Context
    ) -> pb.GetStaffMemberResponse:
        reader = self._units.database.pipelined
        found = await operations.get(reader, acting_organisation(), _id(request.staff_id))
        return pb.GetStaffMemberResponse(staff_member=staff_to_pb(found))

    async def CreateStaffMember(
        self, request: pb.CreateStaffMemberRequest, context: Context
    ) -> pb.CreateStaffMemberResponse:
        organisation_id = acting_organisation()
        await self._check_teams(request)
        new = NewStaff(
            address=normal_email(request.email) or None,
            user_id=uuid_or_none(request.user_id),
            full_name=request.full_name or None,
            job=request.role,
            team_access=teams_of(request.team_id, list(request.team_access)),
        )
        async with self._units.transaction() as unit:
            made = await operations.add(unit, organisation_id, caller_id(), new, self._post)
        return pb.CreateStaffMemberResponse(staff_member=staff_to_pb(made))

    async def UpdateStaffMember(
        self, request: pb.UpdateStaffMemberRequest, context: Context
    ) -> pb.UpdateStaffMemberResponse:
        cleared, name = frozenset(request.clear), request.full_name

        def wanted(person: Person) -> Change:
            teams = teams_after(
                person, team_id=request.team_id, team_access=list(request.team_access), cleared=cleared
            )
            named = request.HasField("full_name") or "full_name" in cleared
            return Change(name if named else None, None, normal_job(request.role) or None, teams)

        await self._check_teams(request)
        changed = await self._change(request, wanted)
        return pb.UpdateStaffMemberResponse(staff_member=staff_to_pb(changed))

    async def ReplaceStaffMember(
        self, request: pb.ReplaceStaffMemberRequest, context: Context
    ) -> pb.ReplaceStaffMemberResponse:
        teams = teams_of(request.team_id, list(request.team_access))
        await self._check_teams(request)
        change = Change(request.full_name, None, normal_job(request.role), teams)
        changed = await self._change(request, lambda _: change)
        return pb.ReplaceStaffMemberResponse(staff_member=staff_to_pb(changed))

    async def DeleteStaffMember(self, request: pb.DeleteStaffMemberRequest, context: Context) -> Empty:
        await self._change(request, no_job)
        return Empty()

    async def _change(
        self,
        request: pb.UpdateStaffMemberRequest | pb.ReplaceStaffMemberRequest | pb.DeleteStaffMemberRequest,
        wanted: Callable[[Person], Change],
    ) -> Person:
        async with self._units.transaction() as unit:
            return await operations.change(
                unit,
                acting_organisation(),
                caller_id(),
                _id(request.staff_id),
                expected=expected_version(request),
                wanted=wanted,
            )

    async def _check_teams(
        self,
        request: pb.CreateStaffMemberRequest | pb.UpdateStaffMemberRequest | pb.ReplaceStaffMemberRequest,
    ) -> None:
        named = {
            "team_id": named_teams([request.team_id]),
            "team_access": named_teams(list(request.team_access)),
        }
        await check_teams(self._teams, acting_organisation(), named)


def staff_to_pb(person: Person) -> pb.StaffMember:
    role = person.club_role
    return pb.StaffMember(
        id=str(person.id),
        version=person.version,
        created_at=time_to_pb(person.created_at),
        updated_at=time_to_pb(person.updated_at),
        email=person.email,
        user_id=str(person.user_id) if person.user_id else None,
        role=person.staff_role,
        team_id=person.team_id,
        team_access=person.team_access,
        app_role=roles.app_role(role),
        permission_level=roles.permission_level(role),
        app_permissions=roles.CLUB_PERMISSIONS[role],
        full_name=person.full_name,
        is_active=person.is_active,
    )


def _id(text: str) -> UUID:
    return id_of(text, StaffNotFound)
