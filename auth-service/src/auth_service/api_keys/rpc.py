"""ApiKeyService: credentials for programs."""

# ruff: noqa: ARG002 - the contract defines the signatures

from datetime import datetime, timedelta

from google.protobuf.empty_pb2 import Empty

from altsports.auth.v1 import api_keys_pb2 as pb
from altsports.auth.v1.api_keys_pb2_grpc import ApiKeyServiceServicer
from auth_service.api_keys import operations
from auth_service.api_keys import repository as api_keys
from auth_service.api_keys.domain import ApiKey, NewSecret
from auth_service.api_keys.operations import Resolved
from auth_service.core.callers import caller_id, caller_organisation
from auth_service.core.ids import id_of
from auth_service.core.pages import after_moment, cut
from auth_service.errors import ApiKeyNotFound
from auth_service.units import Units
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_from_pb, time_to_pb


class ApiKeyRpc(ApiKeyServiceServicer):
    """Handlers of the contract."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def CreateApiKey(
        self, request: pb.CreateApiKeyRequest, context: Context
    ) -> pb.CreateApiKeyResponse:
        async with self._units.transaction() as unit:
            key, secret = await operations.create_key(
                unit,
                caller_id(),
                name=request.name,
                scopes=request.scopes,
                expires_at=_expiry(request, unit.now),
                organisation_id=caller_organisation(),
            )
        return pb.CreateApiKeyResponse(api_key=_key_to_pb(key, unit.now, secret))

    async def ListApiKeys(self, request: pb.ListApiKeysRequest, context: Context) -> pb.ListApiKeysResponse:
        size, after = request.page_size, after_moment(request.page_token)
        now, every = self._units.clock.now(), request.include_inactive
        reader = self._units.database.pipelined
        found = await api_keys.page(
            reader, caller_id(), now, include_inactive=every, after=after, limit=size + 1
        )
        total = await api_keys.count(reader, caller_id(), now, include_inactive=every)
        shown, token = cut(found, size, lambda key: (key.created_at, key.id))
        return pb.ListApiKeysResponse(
            api_keys=[_key_to_pb(key, now) for key in shown], next_page_token=token, total_size=total
        )

    async def GetApiKey(self, request: pb.GetApiKeyRequest, context: Context) -> pb.GetApiKeyResponse:
        api_key_id = id_of(request.api_key_id, ApiKeyNotFound)
        reader = self._units.database.pipelined
        key = await operations.get_key(reader, api_key_id, caller_id())
        return pb.GetApiKeyResponse(api_key=_key_to_pb(key, self._units.clock.now()))

    async def RotateApiKey(
        self, request: pb.RotateApiKeyRequest, context: Context
    ) -> pb.RotateApiKeyResponse:
        api_key_id = id_of(request.api_key_id, ApiKeyNotFound)
        overlap = timedelta(hours=request.overlap_hours)
        async with self._units.transaction() as unit:
            key, secret = await operations.rotate_key(unit, api_key_id, caller_id(), overlap)
        return pb.RotateApiKeyResponse(api_key=_key_to_pb(key, unit.now, secret))

    async def RevokeApiKey(self, request: pb.RevokeApiKeyRequest, context: Context) -> Empty:
        async with self._units.transaction() as unit:
            await operations.revoke_key(unit, id_of(request.api_key_id, ApiKeyNotFound), caller_id())
        return Empty()

    async def ResolveApiKey(
        self, request: pb.ResolveApiKeyRequest, context: Context
    ) -> pb.ResolveApiKeyResponse:
        now = self._units.clock.now()
        reader = self._units.database.pipelined
        resolved = await operations.resolve(reader, request.key, now)
        if resolved.use_is_worth_noting(now):
            async with self._units.database.transaction() as connection:
                await api_keys.note_use(connection, resolved.found.api_key_id, request.ip or None, now)
        return _resolved_to_pb(resolved)


def _expiry(request: pb.CreateApiKeyRequest, now: datetime) -> datetime | None:
    if request.HasField("expires_at"):
        return time_from_pb(request.expires_at)
    return now + timedelta(days=request.expires_in_days) if request.expires_in_days else None


def _key_to_pb(key: ApiKey, now: datetime, secret: NewSecret | None = None) -> pb.ApiKey:
    return pb.ApiKey(
        id=str(key.id),
        name=key.name,
        prefix=key.prefix,
        key=secret.text if secret else None,
        scopes=key.scopes,
        status=key.status(now),
        organisation_id=str(key.organisation_id) if key.organisation_id else None,
        created_at=time_to_pb(key.created_at),
        expires_at=time_to_pb(key.expires_at),
        last_used_at=time_to_pb(key.last_used_at),
        last_used_ip=key.last_used_ip,
        rotated_at=time_to_pb(key.rotated_at),
        old_key_expires_at=time_to_pb(key.old_key_expires_at),
        revoked_at=time_to_pb(key.revoked_at),
    )


def _resolved_to_pb(resolved: Resolved) -> pb.ResolveApiKeyResponse:
    found = resolved.found
    place = found.affiliation
    return pb.ResolveApiKeyResponse(
        credential_id=str(found.credential_id),
        api_key_id=str(found.api_key_id),
        user_id=str(found.user.id),
        username=found.user.username,
        role=resolved.role,
        permissions=resolved.permissions,
        tier=found.user.tier,
        organisation_id=str(place.organisation_id) if place else None,
        team_access=place.team_access if place else (),
        club_role=place.club_role if place else None,
        expires_at=time_to_pb(resolved.expires_at),
    )
