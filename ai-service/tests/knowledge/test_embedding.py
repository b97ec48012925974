"""Embeddings: close for texts of similar meaning, and no failure of the process is silent."""

import os
import signal
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from ai_service.knowledge.chunk_repository import index_of, type_of
from ai_service.knowledge.embedding.choice import chosen_embedder
from ai_service.knowledge.embedding.local import LocalEmbedder
from ai_service.knowledge.errors import EmbeddingUnavailable
from ai_service.models.calls.embedding import EmbeddingCalls, EmbedRequest
from ai_service.models.configuration import members_of
from ai_service.models.providers.local import LocalProvider
from ai_service.models.routing.router import Member, Router
from ai_service.settings import AiSettings
from service_kit.settings.files import SettingsError

TEXTS = [
    "How much may a team pay its athletes?",
    "The salary cap of the league is three million dollars per club.",
    "Tickets are sold at the gate.",
]


def _asked(*texts: str) -> EmbedRequest:
    return EmbedRequest(texts, "Test")


def _chosen(settings: AiSettings) -> str:
    router = Router(members_of(settings), local=Member(LocalProvider(), {}), price_of=lambda *_: Decimal(0))
    nobody: Any = None
    calls = EmbeddingCalls(router, nobody, timeout_s=1, wanted=settings.ai_embeddings)
    return chosen_embedder(settings.ai_embeddings, calls).model


def cosine(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


async def test_a_process_that_dies_is_reported_and_replaced():
    embedder = LocalEmbedder()
    try:
        question, cap, tickets = await embedder.embed(_asked(*TEXTS))
        assert cosine(question, cap) > cosine(question, tickets)
        assert embedder.process is not None
        os.kill(embedder.process.pid, signal.SIGKILL)
        with pytest.raises(EmbeddingUnavailable):
            await embedder.embed(_asked(*TEXTS))
        assert len(await embedder.embed(_asked(*["again"] * 130))) == 130
    finally:
        await embedder.aclose()


@pytest.mark.parametrize(
    ("environment", "model"),
    [
        ({}, "wordllama/l2_supercat-256"),
        ({"OPENAI_API_KEY": "k"}, "openai/text-embedding-3-small"),
        (
            {"GCP_PROJECT_ID": "p", "VERTEX_EMBEDDING_ENDPOINT": "text-embedding-005"},
            "google/text-embedding-005",
        ),
        (
            {"OPENAI_API_KEY": "k", "GOOGLE_API_KEY": "g", "AI_EMBEDDINGS": "openai"},
            "openai/text-embedding-3-small",
        ),
        ({"REMOTE_LLM_URL": "http://x/v1", "REMOTE_EMBEDDING_MODEL": "bge"}, "remote/bge"),
        ({"OPENAI_API_KEY": "k", "AI_EMBEDDINGS": "local"}, "wordllama/l2_supercat-256"),
        ({"OPENAI_API_KEY": "k", "LLM_MODE": "local"}, "wordllama/l2_supercat-256"),
    ],
)
def test_the_settings_choose_the_model(settings, environment, model):
    assert _chosen(settings(**environment)) == model


def test_embeddings_that_are_wanted_but_not_configured_end_the_start(settings):
    with pytest.raises(SettingsError, match="AI_EMBEDDINGS"):
        _chosen(settings(AI_EMBEDDINGS="openai"))


def test_more_dimensions_take_half_the_bytes_and_too_many_have_no_index():
    assert (type_of(256), type_of(3072)) == ("vector(256)", "halfvec(3072)")
    assert index_of("openai/x", 5000) is None
    found = index_of("openai/text-embedding-3-large", 3072)
    assert found is not None
    assert len(found[0]) <= 63
