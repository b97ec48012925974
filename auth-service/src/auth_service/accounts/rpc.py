"""AccountService: the operations of users on their own accounts."""

# ruff: noqa: ARG002 - the contract defines the signatures

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from google.protobuf.empty_pb2 import Empty

from altsports.auth.v1 import accounts_pb2 as pb
from altsports.auth.v1.accounts_pb2_grpc import AccountServiceServicer
from auth_service.accounts import administration, operations
from auth_service.accounts.joining import register_invited
from auth_service.audit.domain import NewEntry
from auth_service.core.callers import caller_id, caller_organisation, caller_session, is_session_of
from auth_service.core.facts import given_facts
from auth_service.errors import AccountGone, AccountNotProven
from auth_service.mail.delivery import RequestDesk
from auth_service.mail.posting import Post
from auth_service.organisations.founding import found_organisation
from auth_service.organisations.invitations import find_invitation
from auth_service.sessions.issuing import Grant, TokenIssuer, start_session
from auth_service.sessions.messages import tokens_to_pb
from auth_service.sessions.proof import PasswordProof, Proven, accept, note_success
from auth_service.units import Unit, Units
from auth_service.users import repository as users
from auth_service.users.domain import check_new_password, normal_email
from auth_service.users.messages import user_to_pb
from auth_service.users.operations import Newcomer, create_account
from auth_service.users.passwords import Passwords
from auth_service.users.repository import Profile
from service_kit.db.reader import Reader
from service_kit.rpc.incoming import Context

_SAME_FOR_ALL: Final = "If the address belongs to an account, a mail has been sent to it"


@dataclass(frozen=True, slots=True)
class AccountParts:
    """The dependencies of the methods."""

    units: Units
    passwords: Passwords
    proof: PasswordProof
    issuer: TokenIssuer
    post: Post
    desk: RequestDesk


class AccountRpc(administration.AdministrationRpc, AccountServiceServicer):
    """Handlers of the contract; administration is inherited."""

    def __init__(self, parts: AccountParts) -> None:
        super().__init__(parts.units)
        self._parts = parts

    async def Register(self, request: pb.RegisterRequest, context: Context) -> pb.RegisterResponse:
        check_new_password(request.password, loc="password", email=request.email, username=request.username)
        password_hash = await self._parts.passwords.hash(request.password)
        async with self._parts.units.transaction() as unit:
            grant = await self._register(unit, request, password_hash)
        return pb.RegisterResponse(tokens=tokens_to_pb(grant))

    async def _register(self, unit: Unit, request: pb.RegisterRequest, password_hash: str) -> Grant:
        newcomer = Newcomer(request.email, request.username or None, request.full_name or None)
        user = await create_account(unit, newcomer, password_hash)
        affiliation = await found_organisation(unit, user, request.organisation_name or None)
        await self._parts.post.link(unit.connection, "verify_email", user.id, user.email, unit.now)
        await note_success(unit, self._parts.proof.attempt_of(user))
        profile = Profile(user, affiliation)
        session = await start_session(unit, profile, None)
        await unit.audit(NewEntry("user.register"), actor=user.id)
        return self._parts.issuer.grant(profile, session)

    async def RegisterInvited(
        self, request: pb.RegisterInvitedRequest, context: Context
    ) -> pb.RegisterInvitedResponse:
        check_new_password(request.password, loc="password")
        async with self._parts.units.transaction() as unit:
            await find_invitation(unit, request.token)  # before expensive work is done for it
        password_hash = await self._parts.passwords.hash(request.password)
        async with self._parts.units.transaction() as unit:
            profile = await register_invited(unit, request.token, request.full_name or None, password_hash)
            await note_success(unit, self._parts.proof.attempt_of(profile.user))
            session = await start_session(unit, profile, None)
            grant = self._parts.issuer.grant(profile, session)
        return pb.RegisterInvitedResponse(tokens=tokens_to_pb(grant))

    async def GetMe(self, request: pb.GetMeRequest, context: Context) -> pb.GetMeResponse:
        reader = self._parts.units.database.pipelined
        return pb.GetMeResponse(user=await _me(reader))

    async def UpdateMe(self, request: pb.UpdateMeRequest, context: Context) -> pb.UpdateMeResponse:
        facts = given_facts(request)
        async with self._parts.units.transaction() as unit:
            await operations.change_profile(unit, caller_id(), facts)
            return pb.UpdateMeResponse(user=await _me(unit.connection))

    async def ChangePassword(self, request: pb.ChangePasswordRequest, context: Context) -> Empty:
        caller_session()
        proven = await self._parts.proof.of_caller(request.current_password)
        user = proven.user
        check_new_password(request.new_password, loc="new_password", email=user.email, username=user.username)
        password_hash = await self._parts.passwords.hash(request.new_password)
        async with self._parts.units.transaction() as unit:
            await accept(unit, proven)
            await operations.change_password(
                unit, user.id, password_hash, self._parts.post, keep_keys=request.keep_api_keys
            )
        return Empty()

    async def ChangeEmail(self, request: pb.ChangeEmailRequest, context: Context) -> pb.ChangeEmailResponse:
        caller_session()
        proven = await self._parts.proof.of_caller(request.password)
        address = normal_email(request.email)
        async with self._parts.units.transaction() as unit:
            await accept(unit, proven)
            await operations.ask_for_email(unit, proven.user, address, self._parts.post)
        return pb.ChangeEmailResponse(message="Use the link that was sent to the new address")

    async def CloseAccount(self, request: pb.CloseAccountRequest, context: Context) -> Empty:
        caller_session()
        proven = await self._parts.proof.of_caller(request.password)
        async with self._parts.units.transaction() as unit:
            await accept(unit, proven)
            await operations.delete_account(unit, proven.user.id)
        return Empty()

    async def RequestPasswordReset(
        self, request: pb.RequestPasswordResetRequest, context: Context
    ) -> pb.RequestPasswordResetResponse:
        await self._parts.desk.ask("reset_password", normal_email(request.email))
        return pb.RequestPasswordResetResponse(message=_SAME_FOR_ALL)

    async def ResetPassword(self, request: pb.ResetPasswordRequest, context: Context) -> Empty:
        check_new_password(request.new_password, loc="new_password")
        await operations.check_link(self._parts.units, request.token, "reset_password")
        password_hash = await self._parts.passwords.hash(request.new_password)
        async with self._parts.units.transaction() as unit:
            user = await operations.reset_password(
                unit, request.token, password_hash, self._parts.post, keep_account=request.keep_account
            )
            await note_success(unit, self._parts.proof.attempt_of(user))
        return Empty()

    async def RequestEmailVerification(
        self, request: pb.RequestEmailVerificationRequest, context: Context
    ) -> pb.RequestEmailVerificationResponse:
        await self._parts.desk.ask("verify_email", normal_email(request.email))
        return pb.RequestEmailVerificationResponse(message=_SAME_FOR_ALL)

    async def VerifyEmail(self, request: pb.VerifyEmailRequest, context: Context) -> pb.VerifyEmailResponse:
        link = await operations.check_link(self._parts.units, request.token, "verify_email", "change_email")
        proven = None if is_session_of(link.user_id) else await self._prove(link.user_id, request.password)
        async with self._parts.units.transaction() as unit:
            if proven is not None:
                await accept(unit, proven)
            address = await operations.confirm_email(unit, request.token)
        return pb.VerifyEmailResponse(email=address, email_verified=True)

    async def _prove(self, user_id: UUID, password: str) -> Proven:
        if not password:
            raise AccountNotProven
        return await self._parts.proof.of_account(user_id, password)


async def _me(reader: Reader) -> pb.User:
    profile = await users.profile(reader, caller_id(), caller_organisation())
    if profile is None or not profile.user.is_active:
        raise AccountGone
    return user_to_pb(profile.user, profile.affiliation)
