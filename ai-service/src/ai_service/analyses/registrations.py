"""Puts analyses and memories together: their handlers, and the loops beside them."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import cast

from ai_service.analyses.business.operations import Desk, Recall
from ai_service.analyses.business.rpc import AnalysisRpc
from ai_service.analyses.citing import documented, embedded
from ai_service.analyses.deep.domain import KIND
from ai_service.analyses.deep.operations import DeepAnalyst, Phrases
from ai_service.analyses.deep.rpc import SCHEMA, DeepAnalysisRpc
from ai_service.analyses.examples import restore_examples
from ai_service.analyses.facts.client import LeagueFacts, MeshLeagueFacts
from ai_service.analyses.forgetting import Forgetter
from ai_service.analyses.partnerships.rpc import PartnershipAnalysisRpc
from ai_service.analyses.remembering import remembered
from ai_service.analyses.reports.files import ReportFiles, StoredReportFiles
from ai_service.analyses.store.announcing import Listener, Watched
from ai_service.analyses.store.opening import opened_store
from ai_service.analyses.store.port import AnalysisStore
from ai_service.analyses.writing.models import Models
from ai_service.knowledge.embedding.port import Embedder
from ai_service.memory.rpc import UserMemoryRpc
from ai_service.settings import AiSettings
from altsports.ai.v1.analyses_pb2_grpc import add_AnalysisServiceServicer_to_server
from altsports.ai.v1.deep_analyses_pb2_grpc import add_DeepAnalysisServiceServicer_to_server
from altsports.ai.v1.partnership_analyses_pb2_grpc import add_PartnershipAnalysisServiceServicer_to_server
from altsports.ai.v1.user_memories_pb2_grpc import add_UserMemoryServiceServicer_to_server
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.deliveries.courier import Courier
from service_kit.demo import FIRST_ADMIN
from service_kit.departures import Departures
from service_kit.files.opening import open_store
from service_kit.process.loops import Loop, once
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.grpc_server import Registration
from service_kit.runs.work import Handler


@dataclass(frozen=True, slots=True)
class Analyses:
    """What analyses need."""

    database: Database
    clock: Clock
    leagues: LeagueFacts
    models: Models
    store: AnalysisStore

    files: ReportFiles
    courier: Courier
    recalls: tuple[Recall, ...] = ()
    phrases: Phrases | None = None

    @classmethod
    @asynccontextmanager
    async def running(
        cls,
        settings: AiSettings,
        database: Database,
        client: MeshClient,
        clock: Clock,
        models: Models,
        embedder: Embedder,
    ) -> AsyncGenerator["Analyses"]:
        """Analyses with what the settings choose, and with documents, which the embedder finds."""
        recalls, phrases = (documented(database, embedder),), embedded(embedder)
        files = StoredReportFiles(client, open_store(settings))
        courier, leagues = Courier(database, client, SCHEMA), MeshLeagueFacts(client)
        async with opened_store(settings, database) as store:
            yield cls(database, clock, leagues, models, store, files, courier, recalls, phrases)

    @property
    def desk(self) -> Desk:
        recalls = (remembered(self.database, self.clock), *self.recalls)
        return Desk(self.leagues, recalls, self.models, self.store, self.clock)

    def handlers(self) -> dict[str, Handler]:
        """What carries out runs, by their kind."""
        return {KIND: DeepAnalyst(self.desk, self.files, self.phrases).carry_out}

    def registrations(self) -> list[Registration]:
        """The handlers."""
        partnerships = PartnershipAnalysisRpc(self.leagues, self.models)
        deep = DeepAnalysisRpc(self.database, self.courier, self.leagues, self.clock)
        memories = UserMemoryRpc(self.database, self.leagues.check, self.clock)
        return [
            (add_PartnershipAnalysisServiceServicer_to_server, partnerships),
            (add_AnalysisServiceServicer_to_server, AnalysisRpc(self.desk)),
            (add_DeepAnalysisServiceServicer_to_server, deep),
            (add_UserMemoryServiceServicer_to_server, memories),
        ]

    def loops(self, settings: AiSettings, client: MeshClient) -> list[Loop]:
        """The loops: what belongs to deleted accounts is deleted; outside production, examples are stored."""
        has_examples = settings.env != "production"
        forgetter = Forgetter(self.database, self.store, spared={FIRST_ADMIN} if has_examples else ())
        departures = Departures(
            client,
            service="ai-service",
            what="analyses",
            owners=forgetter.owners,
            forget=forgetter.forget,
            redis_url=settings.redis_dsn(),
            prefix=settings.redis_prefix,
        )
        loops = departures.loops()
        if settings.analyses_store == "firestore":
            listener = Listener(self.database, cast("Watched", self.store), self.clock)
            loops.append(Loop("listener of analyses", listener.run))
        if has_examples:
            restore = partial(restore_examples, self.database, self.store, self.clock)
            loops.append(once("examples of analyses", restore))
        return loops
