"""Puts analyses and memories together: their handlers, and the loops beside them."""

from dataclasses import dataclass
from functools import partial

from ai_service.analyses.business.operations import Desk
from ai_service.analyses.business.rpc import AnalysisRpc
from ai_service.analyses.examples import restore_examples
from ai_service.analyses.facts.client import LeagueFacts, MeshLeagueFacts
from ai_service.analyses.forgetting import Forgetter
from ai_service.analyses.partnerships.rpc import PartnershipAnalysisRpc
from ai_service.analyses.remembering import remembered
from ai_service.analyses.store.port import AnalysisStore
from ai_service.analyses.store.postgres import PostgresAnalyses
from ai_service.analyses.writing.models import Models
from ai_service.memory.rpc import UserMemoryRpc
from ai_service.settings import AiSettings
from altsports.ai.v1.analyses_pb2_grpc import add_AnalysisServiceServicer_to_server
from altsports.ai.v1.partnership_analyses_pb2_grpc import add_PartnershipAnalysisServiceServicer_to_server
from altsports.ai.v1.user_memories_pb2_grpc import add_UserMemoryServiceServicer_to_server
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.process.loops import Loop, once
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.grpc_server import Registration

_LOOK_FOR_GONE_S = 3600.0


@dataclass(frozen=True, slots=True)
class Analyses:
    """What analyses need."""

    database: Database
    clock: Clock
    leagues: LeagueFacts
    models: Models
    store: AnalysisStore

    @classmethod
    def build(cls, database: Database, client: MeshClient, clock: Clock, models: Models) -> "Analyses":
        return cls(database, clock, MeshLeagueFacts(client), models, PostgresAnalyses(database))

    def registrations(self) -> list[Registration]:
        """The handlers."""
        recalls = (remembered(self.database, self.clock),)
        desk = Desk(self.leagues, recalls, self.models, self.store, self.clock)
        partnerships = PartnershipAnalysisRpc(self.leagues, self.models)
        memories = UserMemoryRpc(self.database, self.leagues.check, self.clock)
        return [
            (add_PartnershipAnalysisServiceServicer_to_server, partnerships),
            (add_AnalysisServiceServicer_to_server, AnalysisRpc(desk)),
            (add_UserMemoryServiceServicer_to_server, memories),
        ]

    def loops(self, settings: AiSettings, client: MeshClient) -> list[Loop]:
        """The loops: what belongs to deleted accounts is deleted; outside production, examples are stored."""
        forgetter = Forgetter(self.database, self.store, client)
        follow = partial(forgetter.follow, settings.redis_dsn(), settings.redis_prefix)
        loops = [
            Loop("forget deleted accounts", follow),
            Loop("forget accounts that are gone", forgetter.forget_gone, every_s=_LOOK_FOR_GONE_S),
        ]
        if settings.env != "production":
            restore = partial(restore_examples, self.database, self.store, self.clock)
            loops.append(once("examples of analyses", restore))
        return loops
