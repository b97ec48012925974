"""KeyService: the keys that verify our tokens."""

# ruff: noqa: ARG002 - the contract defines the signatures

from datetime import datetime

from altsports.auth.v1 import keys_pb2 as pb
from altsports.auth.v1.keys_pb2_grpc import KeyServiceServicer
from auth_service.keys.domain import SigningKey
from auth_service.keys.keyring import Keyring
from service_kit.clock.clocks import Clock
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class KeyRpc(KeyServiceServicer):
    """Handlers of the contract."""

    def __init__(self, keyring: Keyring, clock: Clock) -> None:
        self._keyring = keyring
        self._clock = clock

    async def GetJwks(self, request: pb.GetJwksRequest, context: Context) -> pb.GetJwksResponse:
        return pb.GetJwksResponse(keys=[pb.Jwk(**jwk) for jwk in self._keyring.jwks()])

    async def ListSigningKeys(
        self, request: pb.ListSigningKeysRequest, context: Context
    ) -> pb.ListSigningKeysResponse:
        now = self._clock.now()
        return pb.ListSigningKeysResponse(
            signing_keys=[self._key_to_pb(key, now) for key in self._keyring.all()]
        )

    async def RotateSigningKey(
        self, request: pb.RotateSigningKeyRequest, context: Context
    ) -> pb.RotateSigningKeyResponse:
        key = await self._keyring.rotate(request.reason or None)
        return pb.RotateSigningKeyResponse(signing_key=self._key_to_pb(key, self._clock.now()))

    def _key_to_pb(self, key: SigningKey, now: datetime) -> pb.SigningKey:
        return pb.SigningKey(
            kid=key.kid,
            status=key.status(now),
            source=key.source,
            created_at=time_to_pb(key.created_at),
            signs_from_time=time_to_pb(key.signs_from),
            expires_at=time_to_pb(key.published_until(self._keyring.token_lifetime)),
        )
