"""Who asks, as auth-service knows it: its public keys and its API keys, asked for over the mesh."""

from typing import Any

from altsports.auth.v1.api_keys_pb2 import ResolveApiKeyRequest
from altsports.auth.v1.keys_pb2 import GetJwksRequest
from service_kit.caller import Caller, service_caller
from service_kit.clock import Clock
from service_kit.grpc_client import MeshClient
from service_kit.identity.api_keys import ApiKeyVerifier
from service_kit.identity.bearer import BearerVerifier
from service_kit.identity.credentials import Identity
from service_kit.identity.jwks import Jwks
from service_kit.identity.verifier import Verifier

_GET_JWKS = "/altsports.auth.v1.KeyService/GetJwks"
_RESOLVE = "/altsports.auth.v1.ApiKeyService/ResolveApiKey"
_CALLER = service_caller("mcp-service")


def mesh_verifier(mesh: MeshClient, clock: Clock, *, issuer: str, audiences: tuple[str, ...]) -> Verifier:
    """Accepts access tokens for any of the audiences, and API keys."""

    async def fetch_jwks() -> dict[str, Any]:
        answer = await mesh.call(_GET_JWKS, GetJwksRequest(), caller=_CALLER)
        names = ("kty", "use", "alg", "kid", "n", "e")
        return {"keys": [{name: getattr(key, name) for name in names} for key in answer.keys]}

    async def resolve(key: str) -> Identity:
        return _identity(await mesh.call(_RESOLVE, ResolveApiKeyRequest(key=key), caller=_CALLER))

    bearer = BearerVerifier(Jwks(fetch_jwks, clock), clock, issuer=issuer, audience=audiences)
    return Verifier(bearer, ApiKeyVerifier(resolve, clock))


def _identity(answer: Any) -> Identity:
    caller = Caller(
        kind="api_key",
        user_id=answer.user_id,
        username=answer.username,
        role=answer.role,
        permissions=frozenset(answer.permissions),
        tier=answer.tier or "basic",
        organisation_id=answer.organisation_id,
        api_key_id=answer.credential_id,
    )
    if not answer.HasField("expires_at"):
        return Identity(caller)
    return Identity(caller, expires_at=answer.expires_at.seconds + answer.expires_at.nanos / 1e9)
