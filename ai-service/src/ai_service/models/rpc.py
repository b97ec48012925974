"""The gRPC handlers of the model providers."""

from collections.abc import Mapping, Sequence
from math import ceil

from ai_service.models.domain import Availability, is_limited
from ai_service.models.routing.router import Member
from altsports.ai.v1 import models_pb2 as pb
from altsports.ai.v1.models_pb2_grpc import ModelServiceServicer
from service_kit.rpc.grpc_server import Context


class ModelRpc(ModelServiceServicer):
    def __init__(self, providers: Sequence[Availability], members: Mapping[str, Member]) -> None:
        self._providers = providers
        self._members = members

    async def ListProviders(
        self,
        request: pb.ListProvidersRequest,  # noqa: ARG002 - the contract gives the signature
        context: Context,  # noqa: ARG002
    ) -> pb.ListProvidersResponse:
        found = [provider_to_pb(provider, self._members.get(provider.name)) for provider in self._providers]
        return pb.ListProvidersResponse(providers=found, limited=is_limited(self._providers))


def provider_to_pb(provider: Availability, member: Member | None) -> pb.Provider:
    """The provider as the contract shows it."""
    message = pb.Provider(
        name=provider.name,
        model=provider.model,
        available=provider.available,
        reason=provider.reason,
        local=provider.local,
        state="ready" if provider.available else "not_configured",
    )
    if member is not None:
        health = member.health
        message.state = health.state
        message.last_error = health.last_error
        message.ready_in_s = ceil(health.ready_in_s)
        if health.latency_s is not None:
            message.latency_ms = round(health.latency_s * 1000)
    return message
