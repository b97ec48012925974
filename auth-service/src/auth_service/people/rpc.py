"""ClubUserService: the people of the organisation for which the caller acts."""

# ruff: noqa: ARG002 - the contract defines the signatures

from uuid import UUID

from google.protobuf.empty_pb2 import Empty

from altsports.auth.v1 import club_users_pb2 as pb
from altsports.auth.v1.club_users_pb2_grpc import ClubUserServiceServicer
from auth_service.core.callers import acting_organisation, caller_id
from auth_service.core.ids import id_of
from auth_service.errors import UserNotFound
from auth_service.mail.posting import Post
from auth_service.people import operations
from auth_service.people.domain import NO_JOB, OWNER, Change, Person, Wanted, job_after
from auth_service.people.listing import list_people, order_of
from auth_service.units import Units
from auth_service.users.domain import normal_email
from service_kit.rpc.incoming import Context
from service_kit.rpc.versions import expected_version
from service_kit.timestamps import time_to_pb


class ClubUserRpc(ClubUserServiceServicer):
    """Handlers of the contract."""

    def __init__(self, units: Units, post: Post) -> None:
        self._units = units
        self._post = post

    async def ListClubUsers(
        self, request: pb.ListClubUsersRequest, context: Context
    ) -> pb.ListClubUsersResponse:
        order, descending = order_of(request.order)
        wanted = Wanted(
            user_type=request.user_type or None,
            is_active=request.is_active if request.HasField("is_active") else None,
            query=request.query or None,
            order=order,
            descending=descending,
        )
        async with self._units.database.read() as connection:
            shown, token, total = await list_people(
                connection, acting_organisation(), wanted, request.page_size, request.page_token
            )
        return pb.ListClubUsersResponse(users=map(user_to_pb, shown), next_page_token=token, total_size=total)

    async def GetClubUser(self, request: pb.GetClubUserRequest, context: Context) -> pb.GetClubUserResponse:
        reader = self._units.database.pipelined
        found = await operations.get(reader, acting_organisation(), _id(request.user_id))
        return pb.GetClubUserResponse(user=user_to_pb(found))

    async def CreateClubUser(
        self, request: pb.CreateClubUserRequest, context: Context
    ) -> pb.CreateClubUserResponse:
        organisation_id, job = acting_organisation(), OWNER if request.user_type == "owner" else NO_JOB
        async with self._units.transaction() as unit:
            person = await operations.add(
                unit,
                organisation_id,
                caller_id(),
                normal_email(request.email),
                request.full_name or None,
                job=job,
                post=self._post,
            )
            if not request.is_active:
                person = await operations.change(unit, organisation_id, person, Change(is_active=False))
        return pb.CreateClubUserResponse(user=user_to_pb(person))

    async def UpdateClubUser(
        self, request: pb.UpdateClubUserRequest, context: Context
    ) -> pb.UpdateClubUserResponse:
        name = request.full_name if request.HasField("full_name") else None
        active = request.is_active if request.HasField("is_active") else None
        changed = await self._change(request, "" if "full_name" in request.clear else name, active)
        return pb.UpdateClubUserResponse(user=user_to_pb(changed))

    async def ReplaceClubUser(
        self, request: pb.ReplaceClubUserRequest, context: Context
    ) -> pb.ReplaceClubUserResponse:
        changed = await self._change(request, request.full_name, request.is_active)
        return pb.ReplaceClubUserResponse(user=user_to_pb(changed))

    async def DeleteClubUser(self, request: pb.DeleteClubUserRequest, context: Context) -> Empty:
        organisation_id = acting_organisation()
        async with self._units.transaction() as unit:
            person = await operations.locked(
                unit, organisation_id, caller_id(), _id(request.user_id), expected=expected_version(request)
            )
            await operations.remove(unit, organisation_id, person)
        return Empty()

    async def ForgetClubUser(self, request: pb.ForgetClubUserRequest, context: Context) -> Empty:
        async with self._units.transaction() as unit:
            await operations.forget(unit, UUID(request.organisation_id), UUID(request.user_id))
        return Empty()

    async def _change(
        self,
        request: pb.UpdateClubUserRequest | pb.ReplaceClubUserRequest,
        full_name: str | None,
        active: bool | None,
    ) -> Person:
        organisation_id, address = acting_organisation(), normal_email(request.email) or None
        async with self._units.transaction() as unit:
            person = await operations.locked(
                unit, organisation_id, caller_id(), _id(request.user_id), expected=expected_version(request)
            )
            operations.check_address(person, address)
            job = job_after(person, request.user_type or None)
            return await operations.change(unit, organisation_id, person, Change(full_name, active, job))


def user_to_pb(person: Person) -> pb.ClubUser:
    return pb.ClubUser(
        id=str(person.id),
        version=person.version,
        created_at=time_to_pb(person.created_at),
        updated_at=time_to_pb(person.updated_at),
        email=person.email,
        full_name=person.full_name,
        user_type=person.user_type,
        is_active=person.is_active,
        status=person.status,
        user_id=str(person.user_id) if person.user_id else None,
    )


def _id(text: str) -> UUID:
    return id_of(text, UserNotFound)
