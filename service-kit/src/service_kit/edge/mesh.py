"""Identity through auth-service: its public keys, API keys and individual quotas, read over the mesh."""

from typing import Any

from altsports.auth.v1.api_keys_pb2 import ResolveApiKeyRequest
from altsports.auth.v1.keys_pb2 import GetJwksRequest
from altsports.auth.v1.plans_pb2 import ListAccountQuotasRequest
from altsports.contract.plans import LOWEST_TIER
from service_kit.caller import Caller, current_caller, service_caller
from service_kit.clock.clocks import Clock
from service_kit.identity.api_keys import ApiKeyVerifier
from service_kit.identity.bearer import BearerVerifier
from service_kit.identity.credentials import Identity
from service_kit.identity.jwks import Jwks
from service_kit.identity.verifier import Verifier
from service_kit.limits.arranged import ArrangedQuota, ArrangedQuotas
from service_kit.rpc.grpc_client import MeshClient

_GET_JWKS = "/altsports.auth.v1.KeyService/GetJwks"
_RESOLVE = "/altsports.auth.v1.ApiKeyService/ResolveApiKey"
_LIST_QUOTAS = "/altsports.auth.v1.PlanService/ListAccountQuotas"
_JWK_FIELDS = ("kty", "use", "alg", "kid", "n", "e")


def mesh_verifier(
    mesh: MeshClient, clock: Clock, *, name: str, issuer: str, audience: str | tuple[str, ...]
) -> Verifier:
    """Verifies access tokens for the audience, and API keys; `name` is the calling process."""
    caller = service_caller(name)

    async def fetch_jwks() -> dict[str, Any]:
        answer = await mesh.call(_GET_JWKS, GetJwksRequest(), caller=caller)
        return {"keys": [{field: getattr(key, field) for field in _JWK_FIELDS} for key in answer.keys]}

    async def resolve(key: str) -> Identity:
        request = ResolveApiKeyRequest(key=key, ip=current_caller().ip or None)
        asked_at = clock.now().timestamp()
        return _identity(await mesh.call(_RESOLVE, request, caller=caller), asked_at)

    bearer = BearerVerifier(Jwks(fetch_jwks, clock), clock, issuer=issuer, audience=audience)
    return Verifier(bearer, ApiKeyVerifier(resolve, clock))


def mesh_quotas(mesh: MeshClient, *, name: str) -> ArrangedQuotas:
    """The individual quotas that auth-service stores."""
    caller = service_caller(name)

    async def fetch() -> dict[str, ArrangedQuota]:
        answer = await mesh.call(_LIST_QUOTAS, ListAccountQuotasRequest(), caller=caller)
        return {quota.user_id: _arranged(quota) for quota in answer.quotas}

    return ArrangedQuotas(fetch)


def _arranged(quota: Any) -> ArrangedQuota:
    return ArrangedQuota(
        quota.monthly_api_calls if quota.HasField("monthly_api_calls") else None,
        quota.monthly_ai_tokens if quota.HasField("monthly_ai_tokens") else None,
    )


def _identity(answer: Any, asked_at: float) -> Identity:
    caller = Caller(
        kind="api_key",
        user_id=answer.user_id,
        username=answer.username,
        role=answer.role,
        permissions=frozenset(answer.permissions),
        tier=answer.tier or LOWEST_TIER,
        organisation_id=answer.organisation_id,
        team_access=frozenset(answer.team_access),
        club_role=answer.club_role,
        api_key_id=answer.credential_id,
    )
    if not answer.HasField("expires_at"):
        return Identity(caller, asked_at)
    return Identity(caller, asked_at, answer.expires_at.seconds + answer.expires_at.nanos / 1e9)
