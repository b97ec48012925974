"""Assembles the calls of models, and the streams of their texts, from the settings."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal

from ai_service.models.accounting import Accounting
from ai_service.models.calls.embedding import EmbeddingCalls
from ai_service.models.calls.model_calls import ModelCalls
from ai_service.models.configuration import members_of
from ai_service.models.domain import LOCAL, Availability
from ai_service.models.drills.drilled import DrilledProvider
from ai_service.models.drills.drills import Drills
from ai_service.models.providers.local import LocalProvider
from ai_service.models.providers.port import Provider
from ai_service.models.routing.router import Member, Router
from ai_service.models.routing.shared import SharedLimits, share_paces
from ai_service.models.rpc import ModelRpc
from ai_service.models.streams.rpc import StreamRpc
from ai_service.models.streams.store import StreamStore
from ai_service.models.streams.streams import Streams
from ai_service.models.texts.rpc import TextRpc
from ai_service.settings import AiSettings
from altsports.ai.v1.models_pb2_grpc import add_ModelServiceServicer_to_server
from altsports.ai.v1.streams_pb2_grpc import add_StreamServiceServicer_to_server
from altsports.ai.v1.texts_pb2_grpc import add_TextServiceServicer_to_server
from service_kit.clock.clocks import Clock
from service_kit.process.loops import Loop
from service_kit.redis.mux import RedisMux
from service_kit.rpc.grpc_server import Registration

_TOKENS = 1000
"""How many tokens of each direction providers are compared by."""


@dataclass(frozen=True, slots=True)
class Models:
    """What products call: answers, vectors, and texts that clients read while they are written."""

    calls: ModelCalls
    embeddings: EmbeddingCalls
    streams: Streams
    loops: tuple[Loop, ...] = ()

    def registrations(self, providers: Sequence[Availability]) -> list[Registration]:
        return [
            (add_ModelServiceServicer_to_server, ModelRpc(providers, self.calls.router.members)),
            (add_StreamServiceServicer_to_server, StreamRpc(self.streams)),
            (add_TextServiceServicer_to_server, TextRpc(self.calls, self.streams)),
        ]


@asynccontextmanager
async def running_models(
    settings: AiSettings, accounting: Accounting, clock: Clock, redis: RedisMux, drills: Drills | None
) -> AsyncGenerator[Models]:
    """The model layer; at the end, running streams stop, and what was used is booked."""

    def wrap(provider: Provider) -> Provider:
        return provider if drills is None else DrilledProvider(provider, drills)

    def price_of(provider: str, model: str) -> Decimal:
        prices, now = accounting.prices, clock.now()
        return prices.cost(provider, model, now, input_tokens=_TOKENS, output_tokens=_TOKENS)

    members = members_of(settings, wrap)
    share_paces(members, redis, settings.redis_prefix)
    local = Member(wrap(LocalProvider()), {"default": LOCAL.model})
    first = "remote" if settings.llm_mode == "remote" else ""
    router = Router(members, local=local, price_of=price_of, first=first)
    calls = ModelCalls(router, accounting.accounts, timeout_s=settings.llm_timeout_s)
    embeddings = EmbeddingCalls(
        router, accounting.accounts, timeout_s=settings.llm_timeout_s, wanted=settings.ai_embeddings
    )
    streams = Streams(StreamStore(redis, settings.redis_prefix))
    try:
        limits = SharedLimits(members, redis, settings.redis_prefix)
        yield Models(calls, embeddings, streams, (limits.loop(),))
    finally:
        await streams.close()
        await calls.settled()
        for member in members:
            await member.provider.close()
