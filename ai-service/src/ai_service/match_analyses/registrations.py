"""Puts analyses of matches together: their handlers, their runs, and the loops beside them."""

from dataclasses import dataclass, field
from functools import partial

from ai_service.analyses.writing.models import Calls
from ai_service.match_analyses.alerts.raising import ADVISORY
from ai_service.match_analyses.around import Around
from ai_service.match_analyses.effects.measuring import EFFECTS, Measurer
from ai_service.match_analyses.examples import restore_examples
from ai_service.match_analyses.faces.alerts import AlertRpc
from ai_service.match_analyses.faces.files import FileRpc
from ai_service.match_analyses.faces.reports import ReportRpc
from ai_service.match_analyses.faces.runs import RunRpc
from ai_service.match_analyses.faces.segments import SegmentRpc
from ai_service.match_analyses.faces.streaming import SegmentStreams, Wakes
from ai_service.match_analyses.files.keeping import Files
from ai_service.match_analyses.runs.domain import KIND
from ai_service.match_analyses.tasks.following import TaskFollower
from ai_service.match_analyses.tasks.operations import Operations
from ai_service.match_analyses.work.advising import Adviser
from ai_service.match_analyses.work.carrying_out import MatchAnalyst
from ai_service.match_engine.port import Engine
from altsports.analysis.v1.alerts_pb2_grpc import add_AlertServiceServicer_to_server
from altsports.analysis.v1.files_pb2_grpc import add_FileServiceServicer_to_server
from altsports.analysis.v1.reports_pb2_grpc import add_ReportServiceServicer_to_server
from altsports.analysis.v1.runs_pb2_grpc import add_RunServiceServicer_to_server
from altsports.analysis.v1.segments_pb2_grpc import add_SegmentServiceServicer_to_server
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.deliveries.courier import Courier
from service_kit.files.links import FileLinks
from service_kit.files.store import FileStore
from service_kit.process.loops import Loop, once
from service_kit.rpc.grpc_server import Registration
from service_kit.runs.work import Handler
from service_kit.settings.mesh import MeshSettings


@dataclass(frozen=True, slots=True)
class MatchAnalyses:
    """What analyses of matches need."""

    database: Database
    courier: Courier
    clock: Clock
    around: Around
    engine: Engine
    store: FileStore
    calls: Calls
    files: Files
    links: FileLinks
    wakes: Wakes = field(default_factory=Wakes)

    def handlers(self) -> dict[str, Handler]:
        """What carries out runs, by their kind."""
        return {
            KIND: MatchAnalyst(self.database, self.engine, self.store, self.files, self.clock).carry_out,
            ADVISORY: Adviser(self.database, self.calls, self.clock).advise,
            EFFECTS: Measurer(self.database, self.clock).measure,
        }

    def registrations(self) -> list[Registration]:
        """The handlers of the contract."""
        operations = Operations(self.database, self.courier, self.around, self.clock)
        return [
            (add_ReportServiceServicer_to_server, ReportRpc(operations)),
            (add_FileServiceServicer_to_server, FileRpc(operations, self.links)),
            (add_AlertServiceServicer_to_server, AlertRpc(operations)),
            (add_RunServiceServicer_to_server, RunRpc(operations)),
            (
                add_SegmentServiceServicer_to_server,
                SegmentRpc(operations, SegmentStreams(self.database, self.wakes)),
            ),
        ]

    def loops(self, settings: MeshSettings) -> list[Loop]:
        """The loops of the process; outside production, examples are stored."""
        loops = TaskFollower(self.database, self.around, self.clock).loops(settings)
        follow = partial(self.wakes.follow, settings.redis_dsn(), settings.redis_prefix)
        loops.append(Loop("streams of segments", follow))
        if settings.env != "production":
            restore = partial(restore_examples, self.database, self.clock)
            loops.append(once("examples of matches", restore))
        return loops
