"""Passages of documents are sources of an analysis, which it cites with file and page."""

import asyncio
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

import pytest

from ai_service.analyses import citing
from ai_service.analyses.business.operations import Order
from ai_service.analyses.business.rpc import AnalysisRpc
from ai_service.knowledge.domain import Passage, Reader
from ai_service.models.streams.streams import Streams
from altsports.ai.v1.analyses_pb2_grpc import add_AnalysisServiceServicer_to_server
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.errors import Unavailable
from service_kit.testing.in_process import Serve

from .conftest import ANN, PLL, Layer, OneAnswer, completed, put_together

REPORT = UUID(int=7)


class Citing(OneAnswer):
    """A model that cites the first document."""

    seen = ""

    async def generate(self, request: Any) -> Any:
        self.seen = request.prompt.messages[0].text
        return await completed("## Summary\nThe lease of the arena ends in 2031 [D1].")


async def test_a_passage_is_shown_to_the_model_and_cited_with_its_page(
    serve: Serve, database: Database, clock: FixedClock, streams: Streams, monkeypatch: pytest.MonkeyPatch
):
    asked: list[Reader] = []

    async def search(
        database: Any, embedder: Any, reader: Reader, query: str, **wanted: Any
    ) -> list[Passage]:
        asked.append(reader)
        return [Passage(REPORT, "arena.pdf", 12, 0, "The lease of the arena ends in 2031.", 0.9)]

    monkeypatch.setattr(citing, "search", search)
    monkeypatch.setattr(citing.documents, "count", _one_document)
    model = Citing()
    recalls = (citing.documented(database, cast("Any", None)),)
    analyses = replace(put_together(database, clock, Layer(model, streams)), recalls=recalls)
    calls = await serve("ai", [(add_AnalysisServiceServicer_to_server, AnalysisRpc(analyses.desk))])
    found = (await calls.call("AnalyzeLeague", {"league_id": PLL}, caller=ANN))["analysis"]
    assert "[D1] The lease of the arena ends in 2031." in model.seen
    source = found["sources"][-1]
    assert (source["label"], source["kind"], source["title"], source["page"]) == (
        "D1",
        "document",
        "arena.pdf",
        12,
    )
    assert source["document_id"] == str(REPORT)
    assert found["unsupported_numbers"] == []
    assert (asked[0].user_id, asked[0].is_admin) == ("ann", False)


async def _one_document(*_: Any) -> int:
    return 1


@pytest.mark.parametrize("patience_s", [5.0, 0.0])
async def test_an_analysis_goes_on_without_documents_that_cannot_be_searched_soon(
    database: Database, monkeypatch: pytest.MonkeyPatch, patience_s: float
):
    async def search(*_: Any, **__: Any) -> list[Passage]:
        if not patience_s:
            await asyncio.Event().wait()
        raise Unavailable("no embeddings", reason="EMBEDDING_UNAVAILABLE")

    monkeypatch.setattr(citing, "search", search)
    monkeypatch.setattr(citing.documents, "count", _one_document)
    monkeypatch.setattr(citing, "_PATIENCE_S", patience_s)
    recall = citing.documented(database, cast("Any", None))
    assert await recall(Order("ann", PLL, "risk"), "lease") == ()


async def test_who_has_no_documents_pays_for_no_embedding(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    async def search(*_: Any, **__: Any) -> list[Passage]:
        raise AssertionError("searched without documents")

    monkeypatch.setattr(citing, "search", search)
    assert await citing.documented(database, cast("Any", None))(Order("ann", PLL, "risk"), "lease") == ()
