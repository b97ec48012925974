"""Documents of leagues: stored with passages, embedded by a run, found with citations by their readers."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from ai_service.knowledge import chunk_repository as chunks
from ai_service.knowledge import operations
from ai_service.knowledge.embedding.local import LocalEmbedder
from ai_service.knowledge.extraction.extraction import Extraction
from ai_service.knowledge.gone import Gone
from ai_service.knowledge.indexes import Indexes
from ai_service.knowledge.operations import Library
from ai_service.knowledge.rpc import DocumentRpc
from ai_service.knowledge.runs import Embedding
from altsports.ai.v1.documents_pb2_grpc import add_DocumentServiceServicer_to_server
from altsports.task.v1 import files_pb2, queue_pb2
from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.deliveries.courier import Courier
from service_kit.errors import AlreadyExists, DomainError, NotFound
from service_kit.files.links import FileLinks
from service_kit.files.opening import open_store
from service_kit.files.settings import FileSettings
from service_kit.files.store import FileStore
from service_kit.owners import Owner, Owners
from service_kit.process.loops import Loop, running
from service_kit.rpc.grpc_client import MeshClient
from service_kit.runs.work import Work
from service_kit.testing import documents
from service_kit.testing.callers import ADMIN
from service_kit.testing.in_process import Serve

ALL = frozenset({"documents:*", "ai:use"})
ANN = Caller(kind="user", user_id="ann", role="user", organisation_id="o1", permissions=ALL)
BOB = Caller(kind="user", user_id="bob", role="user", organisation_id="o1", permissions=ALL)
EVE = Caller(kind="user", user_id="eve", role="user", permissions=ALL)
CAP = "The salary cap of the league is 3 million dollars per club."


class TaskService(MeshClient):
    """The calls to task-service, which has tests of its own; keys are unique there."""

    def __init__(self) -> None:
        super().__init__({}, b"secret")
        self.keys: dict[str, str] = {}
        self.runs: list[Any] = []
        self.finished: list[str] = []
        self.removed: list[str] = []

    async def call(self, method: Any, request: Any, **_: Any) -> Any:
        if isinstance(request, files_pb2.BeginUploadRequest):
            if request.key in self.keys.values():
                raise AlreadyExists("taken")
            file_id = str(uuid4())
            self.keys[file_id] = request.key
            return files_pb2.BeginUploadResponse(file_id=file_id, key=request.key, limit=request.limit)
        if isinstance(request, files_pb2.FinishUploadRequest):
            self.finished.append(request.file_id)
        elif isinstance(request, files_pb2.RemoveFilesRequest):
            self.removed += request.file_ids
            for file_id in request.file_ids:
                self.keys.pop(file_id, None)
        elif isinstance(request, queue_pb2.EnqueueRunRequest):
            self.runs.append(request)
        return None


class OneRun(Work):
    def __init__(self, **params: Any) -> None:
        self.id, self.kind, self.attempt = uuid4(), "embed_document", 1
        self.params, self.reported = params, list[float]()

    async def progress(self, percent: float, **_: Any) -> None:
        self.reported.append(percent)

    async def save(self, state: dict[str, Any]) -> None:
        raise NotImplementedError


@pytest_asyncio.fixture
async def database(migrated: Callable[..., Awaitable[Database]]) -> Database:
    return await migrated("ai")


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return open_store(FileSettings(env="test", home=tmp_path))


@pytest_asyncio.fixture
async def task(database: Database) -> AsyncIterator[TaskService]:
    client = TaskService()
    async with running([Loop("courier", Courier(database, client, "ai").run)]):
        yield client


@pytest_asyncio.fixture
async def embedder() -> AsyncIterator[LocalEmbedder]:
    made = LocalEmbedder()
    yield made
    await made.aclose()


@pytest.fixture
def embedding(database: Database, embedder: LocalEmbedder, clock: FixedClock) -> Embedding:
    return Embedding(database, embedder, Indexes(database), clock)


@pytest_asyncio.fixture
async def calls(
    database: Database,
    store: FileStore,
    task: TaskService,
    embedder: LocalEmbedder,
    clock: FixedClock,
    serve: Serve,
) -> Any:
    library = Library(database, task, store, Courier(database, task, "ai"), Extraction(), clock)
    links = FileLinks(store, b"secret", "http://arena.example", clock)

    async def check_league(league_id: str) -> None:
        if league_id != "7":
            raise NotFound("no league", reason="LEAGUE_NOT_FOUND")

    rpc = DocumentRpc(database, library, embedder, links, check_league)
    return await serve("ai", [(add_DocumentServiceServicer_to_server, rpc)])


@pytest.fixture
def add(calls: Any) -> Callable[..., Awaitable[Any]]:
    async def make(text: str = CAP, name: str = "cap.txt", *, caller: Caller = ANN, **more: Any) -> Any:
        request = {"league_id": "7", "name": name, "text": text, **more}
        return (await calls.call("AddTextDocument", request, caller=caller))["document"]

    return make


async def find(calls: Any, query: str, caller: Caller = ANN, **more: Any) -> Any:
    return await calls.call("SearchDocuments", {"league_id": "7", "query": query, **more}, caller=caller)


async def test_a_document_is_stored_embedded_by_a_run_and_found_with_its_citation(
    calls, add, store, task, embedding
):
    made = await add()
    assert made["object_key"] == "leagues/7/documents/cap.txt"
    assert [each.key for each in await store.listed("leagues")] == [made["object_key"]]
    assert (made["status"], task.finished) == ("processing", [made["file_id"]])
    assert made["link"]["expires_at"] == "2026-03-02T12:00:00Z"
    (run,) = task.runs
    assert (run.kind, run.user_id, run.run_id) == ("embed_document", "ann", made["task_id"])
    assert (await find(calls, "salary cap"))["passages"] == []
    assert (await find(calls, "salary cap"))["warnings"] != []
    work = OneRun(document_id=made["id"])
    assert (await embedding.embed_document(work))["passages"] == 1
    await add("Tickets are sold at the gate of the stadium.", "tickets.txt")
    await embedding.embed_again(OneRun())
    answer = await find(calls, "How much may a club pay its players?")
    assert [each["citation"] for each in answer["passages"]] == ["cap.txt, page 1", "tickets.txt, page 1"]
    best = answer["passages"][0]
    assert (best["excerpt"], best["page"], best["offset"]) == (CAP, 1, 0)
    assert answer["passages"][0]["score"] > answer["passages"][1]["score"]
    assert answer["model"] == embedding.embedder.model
    found = await calls.call("GetDocument", {"league_id": "7", "document_id": made["id"]}, caller=ANN)
    assert (found["document"]["status"], found["document"]["link"]) == ("ready", None)
    link = await calls.call("CreateDocumentLink", {"league_id": "7", "document_id": made["id"]}, caller=ANN)
    assert link["link"]["expires_at"] == "2026-03-02T12:00:00Z"


async def test_who_reads_a_document_also_finds_its_passages_and_nobody_else(calls, add, embedding):
    own = await add()
    shared = await add(name="shared.txt", owner_kind="organisation")
    everybody = await add(name="league.txt", owner_kind="league", caller=ADMIN)
    await embedding.embed_again(OneRun())
    for caller, expected in (
        (ANN, {own["id"], shared["id"], everybody["id"]}),
        (BOB, {shared["id"], everybody["id"]}),
        (EVE, {everybody["id"]}),
        (ADMIN, {own["id"], shared["id"], everybody["id"]}),
    ):
        listed = await calls.call("ListDocuments", {"league_id": "7"}, caller=caller)
        assert {each["id"] for each in listed["documents"]} == expected
        assert {each["document_id"] for each in (await find(calls, CAP, caller))["passages"]} == expected
    for caller, document, reason in (
        (EVE, own, "DOCUMENT_NOT_FOUND"),
        (BOB, shared, "DOCUMENT_NOT_YOURS"),
        (EVE, everybody, "DOCUMENT_NOT_YOURS"),
    ):
        with pytest.raises(DomainError) as caught:
            await calls.call(
                "DeleteDocument", {"league_id": "7", "document_id": document["id"]}, caller=caller
            )
        assert caught.value.reason == reason
    with pytest.raises(DomainError) as caught:
        await add(name="x.txt", owner_kind="league")
    assert caught.value.reason == "FILE_OWNER_FORBIDDEN"


async def test_the_index_finds_what_a_comparison_of_all_passages_finds(calls, add, embedding, monkeypatch):
    texts = ["Clubs may spend three million.", "Tickets are sold at the gate.", "The arena has 9,000 seats."]
    for number, text in enumerate(texts):
        await add(text, f"{number}.txt")
    await add("Clubs may spend nothing.", "other.txt", caller=EVE)
    await embedding.embed_again(OneRun())
    answers = []
    for few in (10_000, 0):
        monkeypatch.setattr(operations, "_FEW", few)
        found = (await find(calls, "What may a club spend?", limit=2))["passages"]
        answers.append([(each["document_name"], round(each["score"], 5)) for each in found])
    assert answers[0] == answers[1]
    assert (answers[0][0][0], len(answers[0])) == ("0.txt", 2)


async def test_names_belong_to_their_owner_and_the_same_text_again_is_the_same_document(calls, add, task):
    first = await add()
    assert await add() == first
    with pytest.raises(DomainError) as caught:
        await add("Another text")
    assert caught.value.reason == "DOCUMENT_EXISTS"
    other = await add(caller=BOB)
    assert other["id"] != first["id"]
    assert other["object_key"] != first["object_key"]
    assert other["object_key"].endswith("/cap.txt")
    with pytest.raises(NotFound):
        await calls.call("AddTextDocument", {"league_id": "8", "name": "a", "text": "b"}, caller=ANN)
    assert len(task.runs) == 2


async def test_a_deleted_document_takes_its_passages_and_its_file_along(calls, add, task, embedding):
    made = await add()
    await embedding.embed_again(OneRun())
    await calls.call("DeleteDocument", {"league_id": "7", "document_id": made["id"]}, caller=ANN)
    assert (await find(calls, CAP))["passages"] == []
    for _ in range(100):
        if task.removed:
            break
        await find(calls, CAP)
    assert task.removed == [made["file_id"]]


async def test_documents_go_with_their_owner_and_their_league(add, database, task, calls):
    await add()
    await add(name="b.txt", caller=BOB)
    gone = Gone(database, Owners(task, service="ai"))
    await gone.delete(Owner("user", "ann"))
    listed = await calls.call("ListDocuments", {"league_id": "7"}, caller=ADMIN)
    assert [each["name"] for each in listed["documents"]] == ["b.txt"]
    await add(name="c.txt", owner_kind="organisation")
    await gone.delete(Owner("organisation", "o1"))
    listed = await calls.call("ListDocuments", {"league_id": "7"}, caller=ADMIN)
    assert [each["name"] for each in listed["documents"]] == ["b.txt"]
    await gone.delete(Owner("league", "7"))
    assert (await calls.call("ListDocuments", {"league_id": "7"}, caller=ADMIN))["total_size"] == 0


async def test_another_model_embeds_everything_again_by_a_run(add, calls, database, embedding, task):
    await add()
    await embedding.embed_again(OneRun())
    async with database.transaction() as connection:
        await connection.execute(
            "UPDATE ai.document_chunks SET model = 'openai/old', dimension = 3, embedding = '[1,2,3]'::vector"
        )
    assert (await find(calls, CAP))["passages"] == []
    before = len(task.runs)
    await embedding.notice_another_model()
    for _ in range(100):
        if len(task.runs) > before:
            break
        await find(calls, CAP)
    assert task.runs[-1].kind == "reembed_documents"
    assert (await embedding.embed_again(OneRun()))["passages"] == 1
    assert len((await find(calls, CAP))["passages"]) == 1
    async with database.read() as connection:
        assert await chunks.count_unembedded(connection, embedding.embedder.model) == 0
        query = "SELECT count(*) FROM pg_indexes WHERE indexname LIKE 'ix_document_chunks_meaning_256%%'"
        assert await connection.fetch_value(query) == 1


async def test_texts_become_as_many_vectors_of_length_one(calls):
    answer = await calls.call("EmbedTexts", {"texts": ["hockey", "lacrosse", "\u4e16"]}, caller=ANN)
    assert (len(answer["embeddings"]), answer["dimension"]) == (3, 256)
    assert all(abs(sum(v * v for v in each["values"]) - 1) < 1e-5 for each in answer["embeddings"])


@pytest.mark.parametrize("reason", ["DOCUMENT_DAMAGED", "UNSUPPORTED_DOCUMENT"])
async def test_a_refused_document_is_not_stored(calls, store, task, reason):
    data = documents.pdf("x")[:-200] if reason == "DOCUMENT_DAMAGED" else b"MZ\0\0" + b"\0" * 60
    begun = {"league_id": "7", "name": "a.pdf", "owner_kind": "user", "uploaded_by": "ann"}
    ticket = await calls.call("BeginDocument", begun)

    async def content() -> AsyncIterator[bytes]:
        yield data

    stored = await store.put(ticket["key"], content(), name="a.pdf", limit=10_000)
    facts = {"size": stored.size, "sha256": stored.sha256, "md5": stored.md5}
    facts |= {"file_id": ticket["file_id"], "key": ticket["key"], "content_type": stored.content_type}
    with pytest.raises(DomainError) as caught:
        await calls.call("FinishDocument", {"begun": begun, **facts})
    assert caught.value.reason == reason
    assert (await calls.call("ListDocuments", {"league_id": "7"}, caller=ADMIN))["total_size"] == 0
    assert task.runs == []
