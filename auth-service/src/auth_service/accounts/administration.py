"""The part of AccountService that is for administrators."""

# ruff: noqa: ARG002 - the contract defines the signatures

from typing import Any
from uuid import UUID

from google.protobuf.empty_pb2 import Empty

from altsports.auth.v1 import accounts_pb2 as pb
from auth_service.accounts import operations
from auth_service.core.facts import given_facts
from auth_service.core.ids import id_of
from auth_service.core.pages import after_moment, cut
from auth_service.errors import UserNotFound
from auth_service.units import Units
from auth_service.users import repository as users
from auth_service.users.messages import user_to_pb
from auth_service.users.repository import UserFilter
from service_kit.db.reader import Reader
from service_kit.rpc.incoming import Context


class AdministrationRpc:
    """Manages the accounts of other users."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def ListUsers(self, request: pb.ListUsersRequest, context: Context) -> pb.ListUsersResponse:
        size, after = request.page_size, after_moment(request.page_token)
        wanted = UserFilter(
            request.query or None,
            request.role or None,
            request.tier or None,
            request.is_active if request.HasField("is_active") else None,
        )
        async with self._units.database.read() as connection:
            found = await users.page(connection, wanted, after=after, limit=size + 1)
            total = await users.count(connection, wanted)
        shown, token = cut(found, size, lambda user: (user.created_at, user.id))
        return pb.ListUsersResponse(
            users=[user_to_pb(user, None) for user in shown], next_page_token=token, total_size=total
        )

    async def GetUser(self, request: pb.GetUserRequest, context: Context) -> pb.GetUserResponse:
        reader = self._units.database.pipelined
        return pb.GetUserResponse(user=await _user(reader, id_of(request.user_id, UserNotFound)))

    async def UpdateUser(self, request: pb.UpdateUserRequest, context: Context) -> pb.UpdateUserResponse:
        user_id = id_of(request.user_id, UserNotFound)
        facts: dict[str, Any] = given_facts(request, besides=("user_id",))
        async with self._units.transaction() as unit:
            await operations.change_account(unit, user_id, facts)
            return pb.UpdateUserResponse(user=await _user(unit.connection, user_id))

    async def DeleteUser(self, request: pb.DeleteUserRequest, context: Context) -> Empty:
        async with self._units.transaction() as unit:
            await operations.delete_account(unit, id_of(request.user_id, UserNotFound))
        return Empty()


async def _user(reader: Reader, user_id: UUID) -> pb.User:
    profile = await users.profile(reader, user_id, None)
    if profile is None:
        raise UserNotFound(user_id)
    return user_to_pb(profile.user, profile.affiliation)
