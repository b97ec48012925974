"""The gRPC handlers of the model providers."""

from collections.abc import Sequence

from ai_service.models.domain import Provider, is_limited
from altsports.ai.v1 import models_pb2 as pb
from altsports.ai.v1.models_pb2_grpc import ModelServiceServicer
from service_kit.rpc.grpc_server import Context


class ModelRpc(ModelServiceServicer):
    def __init__(self, providers: Sequence[Provider]) -> None:
        self._answer = pb.ListProvidersResponse(
            providers=[provider_to_pb(provider) for provider in providers], limited=is_limited(providers)
        )

    async def ListProviders(
        self,
        request: pb.ListProvidersRequest,  # noqa: ARG002 - the contract gives the signature
        context: Context,  # noqa: ARG002
    ) -> pb.ListProvidersResponse:
        return self._answer


def provider_to_pb(provider: Provider) -> pb.Provider:
    """The provider as the contract shows it."""
    return pb.Provider(
        name=provider.name,
        model=provider.model,
        available=provider.available,
        reason=provider.reason,
        local=provider.local,
    )
