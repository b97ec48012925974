"""Vectors: batches over several callers, their costs, and providers that fail."""

import asyncio
import json

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from ai_service.models.calls.embedding import EmbeddingCalls, EmbedRequest
from ai_service.models.calls.errors import AIIntegrationError
from ai_service.models.providers.google import GoogleProvider
from ai_service.models.providers.port import Prompt
from service_kit.errors import PermissionDenied
from service_kit.testing.fake_models.replies import TEXT, Reply


def _request(*texts: str) -> EmbedRequest:
    return EmbedRequest(texts, "Test")


@pytest.fixture
def embeddings(calls_of, books) -> EmbeddingCalls:
    return EmbeddingCalls(calls_of("anthropic", "openai").router, books, timeout_s=5)


async def test_texts_of_many_callers_are_one_request_and_each_pays_its_share(fake, embeddings, books):
    requests = [_request(*("word " * (n + 1) for _ in range(n + 1))) for n in range(10)]
    found = await asyncio.gather(*(embeddings.embed(request) for request in requests))
    assert len(fake.asked) == 1
    for request, answer in zip(requests, found, strict=True):
        assert [vector[0] for vector in answer.vectors] == [float(len(text)) for text in request.texts]
    paid = [attempt.usage.input_tokens for (attempt,) in books.settled]
    assert sum(paid) == pytest.approx(sum(len(t) // 4 + 1 for t in fake.asked[0].body["input"]), abs=5)
    assert paid == sorted(paid)
    assert all(tokens <= worst.input_tokens for tokens, worst in zip(paid, books.reserved, strict=True))


async def test_the_embedder_is_the_same_whatever_its_health(fake, embeddings):
    assert embeddings.model == "openai/text-embedding-3-small"
    fake.plans["openai"].always = Reply(status=401)
    with pytest.raises(AIIntegrationError, match="openai is misconfigured"):
        await embeddings.embed(_request("a"))
    assert embeddings.model == "openai/text-embedding-3-small"


async def test_a_rate_limit_is_waited_for(fake, embeddings, books):
    fake.plans["openai"].then = [Reply(status=429, retry_after="0.1")]
    assert len((await embeddings.embed(_request("a", "b"))).vectors) == 2
    assert len(fake.asked) == 2
    books.refuses = PermissionDenied("used up")
    with pytest.raises(PermissionDenied):
        await embeddings.embed(_request("a"))
    assert len(fake.asked) == 2


async def test_vertex_embeds_writes_and_streams_as_a_service_account(fake, tmp_path):
    key_file = tmp_path / "account.json"
    key_file.write_text(json.dumps(_account(f"http://127.0.0.1:{fake.port}/token")))
    vertex = GoogleProvider(
        "",
        timeout_s=5,
        base_url=fake.url("google"),
        project="p1",
        location="europe-west1",
        credentials_file=str(key_file),
    )
    assert (await vertex.embed(["a", "bc", "def"], "text-embedding-005")).vectors[2][0] == 3.0
    assert (await vertex.generate(Prompt.of("?"), "gemini-2.5-pro")).text == TEXT
    *_, last = [part async for part in vertex.stream(Prompt.of("?"), "gemini-2.5-pro")]
    assert getattr(last, "text", "") == TEXT
    await vertex.close()
    models = "/projects/p1/locations/europe-west1/publishers/google/models/"
    verbs = [
        "text-embedding-005:predict",
        "gemini-2.5-pro:generateContent",
        "gemini-2.5-pro:streamGenerateContent",
    ]
    for asked, verb in zip(fake.asked, verbs, strict=True):
        assert f"{models}{verb}" in asked.path
        assert asked.headers["authorization"] == "Bearer token-of-the-account"
    assert len(fake.tokens) == 1
    assert "jwt-bearer" in fake.tokens[0]


def _account(token_uri: str) -> dict[str, str]:
    """The key file of a service account that exists nowhere."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {
        "type": "service_account",
        "project_id": "p1",
        "private_key_id": "k1",
        "private_key": pem.decode(),
        "client_email": "ai@p1.iam.gserviceaccount.com",
        "token_uri": token_uri,
    }
