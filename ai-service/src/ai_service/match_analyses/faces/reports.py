"""ReportService: the analysis of a match as jobs and a report, over the same analyses."""

# ruff: noqa: ARG002 - the contract defines the signatures

from ai_service.match_analyses.errors import NotAnalysed, NothingToAnalyse
from ai_service.match_analyses.faces.totals import totals_of
from ai_service.match_analyses.messages import from_json
from ai_service.match_analyses.runs import repository as runs
from ai_service.match_analyses.runs.domain import Run, visible_teams
from ai_service.match_analyses.runs.repository import Wanted
from ai_service.match_analyses.segments import repository as segments
from ai_service.match_analyses.tasks.operations import Operations, Order
from altsports.analysis.v1 import analysis_pb2
from altsports.analysis.v1 import reports_pb2 as pb
from altsports.analysis.v1.reports_pb2_grpc import ReportServiceServicer
from service_kit.caller import Caller, current_caller
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class ReportRpc(ReportServiceServicer):
    """Handlers of the contract."""

    def __init__(self, operations: Operations) -> None:
        self._operations = operations
        self._database = operations.database

    async def StartMatchAnalysis(
        self, request: pb.StartMatchAnalysisRequest, context: Context
    ) -> pb.StartMatchAnalysisResponse:
        caller = current_caller()
        match = await self._operations.around.facts(caller, request.match_id)
        sync_points: list[analysis_pb2.SyncPoint] = []
        if request.file_ids:
            files = await self._operations.files(caller, [("file_ids", list(request.file_ids))])
        else:
            newest = await self._newest(caller, match.match_id, needs_files=True)
            if newest is None:
                raise NothingToAnalyse(match.match_id)
            files = newest.files
            sync_points = list(from_json(analysis_pb2.MatchFacts, newest.facts).sync_points)
        order = Order(caller, match, files, request.parameters, sync_points, clears_alerts=True)
        run_id = await self._operations.start(order)
        url = f"/api/v1/football/analysis_jobs/{run_id}"
        job = pb.StartedJob(job_id=str(run_id), match_id=match.match_id, status="pending", status_url=url)
        return pb.StartMatchAnalysisResponse(job=job)

    async def GetAnalysisJob(
        self, request: pb.GetAnalysisJobRequest, context: Context
    ) -> pb.GetAnalysisJobResponse:
        found = await self._operations.find(current_caller(), request.job_id)
        run, _ = await self._operations.current(found)
        return pb.GetAnalysisJobResponse(job=job_to_pb(run))

    async def GetMatchAnalysis(
        self, request: pb.GetMatchAnalysisRequest, context: Context
    ) -> pb.GetMatchAnalysisResponse:
        caller = current_caller()
        match = await self._operations.around.facts(caller, request.match_id)
        run = await self._newest(caller, match.match_id, complete=True)
        run = run or await self._newest(caller, match.match_id)
        if run is None:
            raise NotAnalysed(request.match_id)
        stored = await segments.after(self._database.pipelined, run.organisation_id, run.id)
        done = from_json(analysis_pb2.PacketDone, run.done or {})
        report = pb.AnalysisReport(
            job=job_to_pb(run),
            engine=run.engine,
            formats=done.formats,
            parameters=done.parameters,
            teams=totals_of([each.figures for each in stored]),
            notes=done.notes,
            unavailable=done.unavailable,
        )
        return pb.GetMatchAnalysisResponse(report=report)

    async def _newest(
        self, caller: Caller, match_id: str, *, complete: bool = False, needs_files: bool = False
    ) -> Run | None:
        wanted = Wanted(caller.organisation_id, visible_teams(caller), match=match_id)
        return await runs.newest(self._database.pipelined, wanted, complete=complete, needs_files=needs_files)


def job_to_pb(run: Run) -> pb.AnalysisJob:
    return pb.AnalysisJob(
        job_id=str(run.id),
        match_id=run.match_id,
        status=run.status,
        progress=pb.JobProgress(
            percent=run.progress,
            stage=run.stage,
            message=run.message,
            segments_done=run.segments_done,
            alerts=run.alerts,
        ),
        error=run.error,
        created_at=time_to_pb(run.created_at),
        completed_at=time_to_pb(run.completed_at),
    )
