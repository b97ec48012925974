"""Deep analyses: accepted at once, carried out in saved steps, never paid twice."""

import base64
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest

from ai_service.analyses.deep.domain import KIND, TITLES
from ai_service.analyses.deep.operations import fitting
from ai_service.analyses.reports.files import Kept
from ai_service.models.calls.accounts import Settlement
from ai_service.models.calls.embedding import EmbedRequest
from ai_service.models.calls.values import Completion, ModelRequest
from ai_service.models.providers.errors import ProviderOverloaded
from ai_service.models.providers.port import Answer, Usage
from ai_service.models.streams.streams import Streams
from altsports.task.v1 import queue_pb2
from service_kit.caller import ANONYMOUS
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.errors import NotFound, Unauthenticated, ValidationFailed
from service_kit.runs.work import Work

from .conftest import ANN, PLL, Layer, OneAnswer, Start, calls_of, put_together


class Watched(Work):
    """A run that records what its handler reports; what is saved goes through JSON."""

    def __init__(self, params: dict[str, Any], saved: dict[str, Any] | None = None) -> None:
        self.id, self.kind, self.attempt, self.fence = uuid4(), KIND, 1, 1
        self.params, self.saved = params, saved or {}
        self.user_id, self.organisation_id = "ann", None
        self.seen: list[float] = []
        self.partial: dict[str, Any] = {}

    async def progress(
        self, percent: float, *, message: str = "", partial: dict[str, Any] | None = None
    ) -> None:
        self.seen.append(percent)
        self.partial = partial or self.partial

    async def save(self, state: dict[str, Any]) -> None:
        self.saved = orjson.loads(orjson.dumps(state))


class Writer(OneAnswer):
    """A model that writes three sections and fails when it is told to."""

    def __init__(self, *, fails_at: int = 0) -> None:
        self.requests: list[ModelRequest] = []
        self._fails_at = fails_at

    async def generate(self, request: ModelRequest) -> Completion:
        self.requests.append(request)
        if len(self.requests) == self._fails_at:
            raise ProviderOverloaded("Anthropic generation failed: overloaded")
        text = "## Summary\nFine [S1].\n## Key insights\n- one\n## Recommendations\n- go on"
        answer = Answer(text, "claude-x", Usage(20, 10))
        return Completion(answer, "anthropic", Settlement(Decimal("0.25"), Decimal(0), 30), ())


async def posted(start: Start, database: Database, **request: Any) -> tuple[dict[str, Any], Any]:
    """The task that a request starts, and the run that it asks for."""
    calls = await start()
    task = (await calls.call("StartDeepAnalysis", {"league_id": PLL, **request}, caller=ANN))["task"]
    async with database.read() as connection:
        query = "SELECT request FROM ai.deliveries WHERE id = %s"
        message = await connection.fetch_value(query, [UUID(task["task_id"])])
    return task, queue_pb2.EnqueueRunRequest.FromString(message)


async def test_a_deep_analysis_is_accepted_as_a_pending_task_of_its_user(start: Start, database: Database):
    task, run = await posted(start, database, question="What next?", subjects=["risk", "market"])
    assert (task["status"], task["progress"], task["estimated_duration"]) == ("pending", 0, 300)
    assert UUID(task["task_id"]).version == 4
    assert (task["completed_at"], task["result"], task["error"]) == (None, None, None)
    assert task["status_url"] == f"/api/v1/tasks/{task['task_id']}/status"
    assert (run.kind, run.user_id, run.run_id) == ("deep_league_analysis", "ann", task["task_id"])
    params = orjson.loads(run.params)
    assert (params["league_id"], params["subjects"]) == (PLL, ["market", "risk"])
    assert params["caller"]["user_id"] == "ann"


async def test_what_cannot_be_analysed_starts_nothing(start: Start, database: Database):
    calls = await start()
    with pytest.raises(NotFound):
        await calls.call("StartDeepAnalysis", {"league_id": "nowhere"}, caller=ANN)
    with pytest.raises(ValidationFailed) as long:
        await calls.call("StartDeepAnalysis", {"league_id": PLL, "question": "?" * 4001}, caller=ANN)
    assert "4,001 characters" in long.value.message
    with pytest.raises(ValidationFailed):
        await calls.call("StartDeepAnalysis", {"league_id": PLL, "subjects": ["love"]}, caller=ANN)
    with pytest.raises(Unauthenticated):
        await calls.call("StartDeepAnalysis", {"league_id": PLL}, caller=ANONYMOUS)
    async with database.read() as connection:
        assert await connection.fetch_value("SELECT count(*) FROM ai.deliveries") == 0


async def test_the_report_comes_as_data_markdown_and_pdf_with_the_documented_progress(
    start: Start, database: Database, clock: FixedClock, streams: Streams
):
    _, run = await posted(start, database)
    analyses = put_together(database, clock, Layer(calls_of(), streams))
    work = Watched(orjson.loads(run.params))
    result = await analyses.handlers()[KIND](work)
    assert list(dict.fromkeys(work.seen)) == [0, 20, 80]
    orjson.dumps(result)
    assert result["ai_analysis"]["recommendations"]
    assert (result["document_url"], result["embeddings"]) == (None, [])  # no files and no embeddings here
    assert result["key_phrases"][0] == "Premier Lacrosse League"
    assert [each["title"] for each in result["report"]["aspects"]] == list(TITLES.values())
    assert result["markdown"].startswith("# Premier Lacrosse League: deep analysis")
    assert base64.b64decode(result["pdf_base64"]).startswith(b"%PDF")
    assert result["report"]["notes"][0].startswith("No language model took part")
    found = await analyses.store.find("ann", str(work.id))
    assert found is not None
    assert (found.analysis_type, found.confidence) == ("deep", result["report"]["confidence"])
    assert found.content["text"] == result["markdown"]


async def test_a_run_continues_with_the_subject_that_it_had_not_finished(
    start: Start, database: Database, clock: FixedClock, streams: Streams
):
    _, run = await posted(start, database, subjects=["market", "risk", "growth"])
    params = orjson.loads(run.params)
    failing = Writer(fails_at=2)
    first = Watched(params)
    with pytest.raises(ProviderOverloaded):
        await put_together(database, clock, Layer(failing, streams)).handlers()[KIND](first)
    assert [each["analysis_type"] for each in first.partial["aspects"]] == ["market"]
    writer = Writer()
    second = Watched(params, first.saved)
    second.id = first.id
    result = await put_together(database, clock, Layer(writer, streams)).handlers()[KIND](second)
    assert len(writer.requests) == 2
    assert failing.requests[1].call_id == writer.requests[0].call_id
    assert {each.caller.user_id for each in writer.requests} == {"ann"}
    report = result["report"]
    assert (report["tokens_used"], report["cost"], report["providers"]) == (90, 0.75, ["anthropic"])
    assert report["confidence_parts"]["completeness"] == 0.6


async def test_the_result_has_the_documented_parts_of_the_intelligence_pipeline(
    start: Start, database: Database, clock: FixedClock, streams: Streams
):
    """The PDF's address, the stored analysis, vectors of its key phrases, and what was found."""

    class Files:
        async def keep(self, owner: str, report_id: str, files: Mapping[str, bytes]) -> Kept:
            return Kept(tuple({"name": name, "url": f"/files/{name}"} for name in files))

    async def phrases(request: EmbedRequest) -> tuple[str, list[list[float]]]:
        return "words-1", [[1.0, 0.5] for _ in request.texts]

    _, run = await posted(start, database, subjects=["market"])
    analyses = put_together(database, clock, Layer(calls_of(), streams))
    work = Watched(orjson.loads(run.params))
    result = await replace(analyses, files=Files(), phrases=phrases).handlers()[KIND](work)
    assert result["document_url"] == "/files/premier-lacrosse-league_analysis.pdf"
    assert result["analysis_id"] == str(work.id)
    assert len(result["embeddings"]) == len(result["key_phrases"]) > 2
    assert result["embedding_model"] == "words-1"
    assert result["ai_analysis"]["key_insights"]
    assert "pdf_base64" not in result


@pytest.mark.parametrize(("dimension", "expected"), [(256, 8), (1536, 3), (6000, 1)])
def test_a_result_has_as_many_vectors_as_agents_can_read(dimension: int, expected: int):
    assert len(fitting([[0.1] * dimension] * 8)) == expected
    assert fitting([]) == []
