"""Puts documents together: their handlers, their runs, and the loops beside them."""

from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final

from ai_service.knowledge.demo import keep_demo_documents
from ai_service.knowledge.embedding.choice import chosen_embedder
from ai_service.knowledge.embedding.port import Embedder
from ai_service.knowledge.extraction.extraction import Extraction
from ai_service.knowledge.files import SCHEMA
from ai_service.knowledge.gone import Gone
from ai_service.knowledge.indexes import Indexes
from ai_service.knowledge.operations import Library
from ai_service.knowledge.rpc import CheckLeague, DocumentRpc
from ai_service.knowledge.runs import Embedding
from ai_service.models.calls.embedding import EmbeddingCalls
from ai_service.settings import AiSettings
from altsports.ai.v1.documents_pb2_grpc import add_DocumentServiceServicer_to_server
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.deliveries.courier import Courier
from service_kit.files.links import FileLinks
from service_kit.files.opening import open_store
from service_kit.files.store import FileStore
from service_kit.owners import Owners
from service_kit.process.loops import Loop, once
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.grpc_server import Registration
from service_kit.runs.work import Handler

_LOOK_FOR_GONE_S: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything about documents in this process."""

    registration: Registration
    handlers: dict[str, Handler]
    loops: list[Loop]
    embedder: Embedder


def library_of(store: FileStore, database: Database, client: MeshClient, clock: Clock) -> Library:
    """What adds documents."""
    return Library(database, client, store, Courier(database, client, SCHEMA), Extraction(), clock)


@asynccontextmanager
async def running_knowledge(
    settings: AiSettings,
    database: Database,
    client: MeshClient,
    clock: Clock,
    *,
    check_league: CheckLeague,
    calls: EmbeddingCalls,
) -> AsyncGenerator[Knowledge]:
    """The parts, whose embedder is closed at the end."""
    made = knowledge_of(settings, database, client, clock, check_league=check_league, calls=calls)
    async with aclosing(made.embedder):
        yield made


def knowledge_of(
    settings: AiSettings,
    database: Database,
    client: MeshClient,
    clock: Clock,
    *,
    check_league: CheckLeague,
    calls: EmbeddingCalls,
) -> Knowledge:
    """Assembles the parts. Raises SettingsError if the store or AI_EMBEDDINGS is wrong."""
    embedder = chosen_embedder(settings.ai_embeddings, calls)
    store = open_store(settings)
    library = library_of(store, database, client, clock)
    links = FileLinks.from_settings(settings, store, clock)
    embedding = Embedding(database, embedder, Indexes(database), clock)
    gone = Gone(database, Owners(client, service="ai-service"))
    follow = partial(gone.follow, settings.redis_dsn(), settings.redis_prefix)
    loops = [
        once("embeddings of another model", embedding.notice_another_model),
        Loop("documents of deleted owners", follow),
        Loop("documents without owners", gone.compare, every_s=_LOOK_FOR_GONE_S),
    ]
    if settings.env != "production":
        loops.append(once("demo documents", partial(keep_demo_documents, database, library)))
    rpc = DocumentRpc(database, library, embedder, links, check_league)
    return Knowledge((add_DocumentServiceServicer_to_server, rpc), embedding.handlers(), loops, embedder)
