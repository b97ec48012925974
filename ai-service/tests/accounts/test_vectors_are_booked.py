"""Vectors of documents from a provider are reserved and booked like every call of a model."""

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from ai_service.knowledge import chunk_repository as chunks
from ai_service.knowledge import repository as documents
from ai_service.knowledge.domain import Document, Reader
from ai_service.knowledge.embedding.vendor import VendorEmbedder
from ai_service.knowledge.extraction.chunks import Chunk
from ai_service.knowledge.indexes import Indexes
from ai_service.knowledge.operations import search
from ai_service.knowledge.runs import Embedding
from ai_service.models.budgets.errors import BudgetExhausted
from ai_service.models.calls.embedding import EmbeddingCalls, EmbedRequest
from ai_service.models.calls.payer import payer_to_json
from ai_service.models.providers.local import LocalProvider
from ai_service.models.providers.openai import OpenAIProvider
from ai_service.models.routing.router import Member, Router
from service_kit.runs.work import Work
from service_kit.testing.fake_models.server import FakeModels

MODEL = "text-embedding-3-small"
TEXTS = ("The salary cap is three million dollars.", "Tickets are sold at the gate.")


class OneRun(Work):
    def __init__(self, **params: Any) -> None:
        self.id, self.kind, self.attempt, self.params = uuid4(), "embed_document", 1, params

    async def progress(self, percent: float, **_: Any) -> None: ...

    async def save(self, state: dict[str, Any]) -> None:
        raise NotImplementedError


@pytest_asyncio.fixture
async def embedding(world: Any) -> AsyncIterator[Embedding]:
    async with FakeModels() as fake:
        provider = OpenAIProvider("key", timeout_s=5, base_url=fake.url("openai"))
        member = Member(provider, {"embedding": MODEL})
        router = Router([member], local=Member(LocalProvider(), {}), price_of=lambda *_: Decimal(0))
        calls = EmbeddingCalls(router, world.accounts(), timeout_s=5)
        yield Embedding(world.database, VendorEmbedder(calls), Indexes(world.database), world.clock)
        await provider.close()


async def _add(world: Any) -> UUID:
    document_id, now = uuid4(), world.clock.now()
    document = Document(
        *(document_id, "7", "cap.txt", "user", "ann", "ann", uuid4(), str(document_id), "text/plain"),
        *(70, "", "", 1, 70, len(TEXTS), "processing", uuid4(), now),
    )
    async with world.database.transaction() as connection:
        assert await documents.add(connection, document)
        await chunks.add(connection, document, [Chunk(1, 0, text) for text in TEXTS])
    return document_id


async def _status(world: Any, document_id: UUID) -> str:
    async with world.database.read() as connection:
        found = await documents.find(connection, "7", document_id)
        return found.status


async def test_who_uploads_pays_once_however_often_the_run_is_repeated(world, made, embedding):
    document_id = await _add(world)
    work = OneRun(document_id=str(document_id), payer=payer_to_json(made.ANN))
    await embedding.embed_document(work)
    paid = (await world.spending()).spent_usd
    assert paid > 0
    async with world.database.transaction() as connection:  # the worker died before it could say so
        await connection.execute("UPDATE ai.document_chunks SET model = NULL, embedding = NULL")
    await embedding.embed_document(work)
    assert (await world.spending()).spent_usd == paid
    assert (await world.spending("platform", "platform")).spent_usd == 2 * paid
    assert [(row[2], row[4]) for row in await world.ledger()] == [("user", paid), ("platform", 0)]
    assert await _status(world, document_id) == "ready"


async def test_a_search_is_paid_by_who_searches_and_new_vectors_of_all_by_the_platform(
    world, made, embedding
):
    await _add(world)
    await embedding.embed_again(OneRun())
    assert (await world.spending()).spent_usd == 0
    everything = (await world.spending("platform", "platform")).spent_usd
    assert everything > 0
    asked = EmbedRequest(("salary",), "SearchDocuments", caller=made.ANN)
    reader = Reader("ann", "", is_admin=False)
    found = await search(world.database, embedding.embedder, reader, asked, league_id="7", limit=5)
    assert {passage.text for passage in found} == set(TEXTS)
    spent = (await world.spending()).spent_usd
    assert spent > 0
    assert (await world.spending("platform", "platform")).spent_usd == everything + spent


async def test_a_document_without_budget_fails_at_once_and_costs_nothing(world, made, embedding):
    await world.budget("user", "ann", "0")
    document_id = await _add(world)
    with pytest.raises(BudgetExhausted):
        await embedding.embed_document(OneRun(document_id=str(document_id), payer=payer_to_json(made.ANN)))
    assert await _status(world, document_id) == "failed"
    assert await world.ledger() == []
