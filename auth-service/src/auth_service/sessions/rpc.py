"""SessionService: logins, refreshes and logouts."""

# ruff: noqa: ARG002 - the contract defines the signatures

from dataclasses import dataclass

from google.protobuf.empty_pb2 import Empty

from altsports.auth.v1 import sessions_pb2 as pb
from altsports.auth.v1.sessions_pb2_grpc import SessionServiceServicer
from auth_service.core.callers import caller_id, caller_session
from auth_service.core.ids import id_of, uuid_or_none
from auth_service.core.pages import after_moment, cut
from auth_service.errors import (
    AccountDisabled,
    NoSession,
    OrganisationNotFound,
    RefreshTokenInvalid,
    RefreshTokenReused,
    SessionNotFound,
)
from auth_service.mail.posting import Post
from auth_service.sessions import operations, refresh_tokens
from auth_service.sessions import repository as sessions
from auth_service.sessions.domain import Lifetime, Session
from auth_service.sessions.issuing import TokenIssuer
from auth_service.sessions.messages import tokens_to_pb
from auth_service.sessions.proof import PasswordProof
from auth_service.sessions.refresh_tokens import RefreshToken
from auth_service.units import Units
from service_kit.caller import current_caller
from service_kit.errors import ValidationFailed
from service_kit.limits.plans import Plans
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


@dataclass(frozen=True, slots=True)
class SessionParts:
    """The dependencies of the methods."""

    units: Units
    proof: PasswordProof
    issuer: TokenIssuer
    post: Post
    lifetime: Lifetime
    plans: Plans


class SessionRpc(SessionServiceServicer):
    """Handlers of the contract."""

    def __init__(self, parts: SessionParts) -> None:
        self._parts = parts
        self._units = parts.units

    async def Login(self, request: pb.LoginRequest, context: Context) -> pb.LoginResponse:
        name = request.username or request.email
        if not name.strip():
            raise ValidationFailed.at("username", "Field required", type="missing")
        wanted = request.organisation_id
        organisation_id = id_of(wanted, OrganisationNotFound) if wanted else None
        proven = await self._parts.proof.of_login(name, request.password)
        if not proven.user.is_active:
            async with self._units.transaction() as unit:
                await operations.note_disabled(unit, proven)
            raise AccountDisabled
        async with self._units.transaction() as unit:
            granted = await operations.log_in(
                unit,
                proven,
                self._parts.post,
                organisation_id=organisation_id,
                device=request.device or None,
            )
            grant = self._parts.issuer.grant(*granted)
        return pb.LoginResponse(tokens=tokens_to_pb(grant))

    async def RefreshSession(
        self, request: pb.RefreshSessionRequest, context: Context
    ) -> pb.RefreshSessionResponse:
        token = self._read(request.refresh_token)
        async with self._units.transaction() as unit:
            outcome = await operations.refresh(unit, token, self._parts.lifetime, self._parts.plans)
        if outcome is None:  # only now, because the end of the session had to be committed
            raise RefreshTokenReused
        return pb.RefreshSessionResponse(tokens=tokens_to_pb(self._parts.issuer.grant(*outcome)))

    async def Logout(self, request: pb.LogoutRequest, context: Context) -> Empty:
        async with self._units.transaction() as unit:
            if request.refresh_token:
                await operations.end_by_token(unit, self._read(request.refresh_token))
            elif (session_id := uuid_or_none(unit.caller.session_id)) is not None:
                await operations.end_session(unit, session_id, caller_id())
            else:
                raise NoSession
        return Empty()

    async def LogoutAll(self, request: pb.LogoutAllRequest, context: Context) -> Empty:
        keep = uuid_or_none(current_caller().session_id) if request.keep_current else None
        async with self._units.transaction() as unit:
            await operations.end_all(unit, caller_id(), "logout_all", keep=keep)
        return Empty()

    async def SwitchOrganisation(
        self, request: pb.SwitchOrganisationRequest, context: Context
    ) -> pb.SwitchOrganisationResponse:
        organisation_id = id_of(request.organisation_id, OrganisationNotFound)
        async with self._units.transaction() as unit:
            granted = await operations.switch_organisation(
                unit, caller_session(), organisation_id, self._parts.lifetime
            )
            grant = self._parts.issuer.grant(*granted, with_refresh=False)
        return pb.SwitchOrganisationResponse(tokens=tokens_to_pb(grant))

    async def ListSessions(
        self, request: pb.ListSessionsRequest, context: Context
    ) -> pb.ListSessionsResponse:
        size, after = request.page_size, after_moment(request.page_token)
        now, lifetime = self._units.clock.now(), self._parts.lifetime
        reader = self._units.database.pipelined
        found = await sessions.page(reader, caller_id(), lifetime, now, after=after, limit=size + 1)
        total = await sessions.count(reader, caller_id(), lifetime, now)
        shown, token = cut(found, size, lambda session: (session.last_used_at, session.id))
        return pb.ListSessionsResponse(
            sessions=[_session_to_pb(session, lifetime) for session in shown],
            next_page_token=token,
            total_size=total,
        )

    async def EndSession(self, request: pb.EndSessionRequest, context: Context) -> Empty:
        session_id = id_of(request.session_id, SessionNotFound)
        async with self._units.transaction() as unit:
            await operations.end_session(unit, session_id, caller_id())
        return Empty()

    def _read(self, text: str) -> RefreshToken:
        token = refresh_tokens.decode(text, self._parts.issuer.refresh_key)
        if token is None:
            raise RefreshTokenInvalid
        return token


def _session_to_pb(session: Session, lifetime: Lifetime) -> pb.Session:
    return pb.Session(
        id=str(session.id),
        is_current=str(session.id) == current_caller().session_id,
        device=session.device,
        ip=session.ip,
        organisation_id=str(session.organisation_id) if session.organisation_id else None,
        created_at=time_to_pb(session.created_at),
        last_used_at=time_to_pb(session.last_used_at),
        expires_at=time_to_pb(session.expires_at(lifetime)),
    )
