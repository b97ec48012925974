"""RunService: starts, follows and ends analyses."""

# ruff: noqa: ARG002 - the contract defines the signatures

from datetime import datetime

from ai_service.match_analyses.runs import repository as runs
from ai_service.match_analyses.runs.domain import Run, visible_teams
from ai_service.match_analyses.runs.messages import run_to_pb, started_to_pb
from ai_service.match_analyses.runs.repository import Wanted
from ai_service.match_analyses.tasks.operations import Operations, Order
from altsports.analysis.v1 import runs_pb2 as pb
from altsports.analysis.v1.runs_pb2_grpc import RunServiceServicer
from service_kit import paging
from service_kit.caller import current_caller
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_from_pb


class RunRpc(RunServiceServicer):
    """Handlers of the contract."""

    def __init__(self, operations: Operations) -> None:
        self._operations = operations

    async def AnalyzeMatch(
        self, request: pb.AnalyzeMatchRequest, context: Context
    ) -> pb.AnalyzeMatchResponse:
        caller = current_caller()
        match = await self._operations.around.facts(caller, request.match_id)
        named = [("file_ids", list(request.file_ids)), ("upload_ids", list(request.upload_ids))]
        files = await self._operations.files(caller, named)
        order = Order(caller, match, files, request.parameters, list(request.sync_points))
        return pb.AnalyzeMatchResponse(analysis=started_to_pb(await self._operations.start(order)))

    async def GetAnalysisStatus(
        self, request: pb.GetAnalysisStatusRequest, context: Context
    ) -> pb.GetAnalysisStatusResponse:
        found = await self._operations.find(current_caller(), request.analysis_id)
        run, left = await self._operations.current(found)
        return pb.GetAnalysisStatusResponse(analysis=run_to_pb(run, eta_s=left))

    async def ListAnalyses(
        self, request: pb.ListAnalysesRequest, context: Context
    ) -> pb.ListAnalysesResponse:
        caller, size = current_caller(), request.page_size
        wanted = Wanted(
            caller.organisation_id,
            visible_teams(caller),
            match=request.match_id or None,
            team=request.team_id or None,
            status=request.status or None,
            since=time_from_pb(request.since_created_at) if request.HasField("since_created_at") else None,
            until=time_from_pb(request.until_created_at) if request.HasField("until_created_at") else None,
        )
        after = paging.decode(request.page_token, datetime, str) if request.page_token else None
        async with self._operations.database.read() as connection:
            found = await runs.page(connection, wanted, after=_place(after), limit=size + 1)
            total = await runs.count(connection, wanted)
        return pb.ListAnalysesResponse(
            analyses=[run_to_pb(run) for run in found[:size]],
            next_page_token=_token(found[size - 1]) if len(found) > size else "",
            total_size=total,
        )

    async def RetryAnalysis(
        self, request: pb.RetryAnalysisRequest, context: Context
    ) -> pb.RetryAnalysisResponse:
        run_id = await self._operations.retry(current_caller(), request.analysis_id, restart=request.restart)
        return pb.RetryAnalysisResponse(analysis=started_to_pb(run_id))

    async def CancelAnalysis(
        self, request: pb.CancelAnalysisRequest, context: Context
    ) -> pb.CancelAnalysisResponse:
        run = await self._operations.cancel(current_caller(), request.analysis_id)
        return pb.CancelAnalysisResponse(analysis=run_to_pb(run))


def _place(values: "list[datetime | str] | None") -> tuple[datetime, str] | None:
    if values is None:
        return None
    time, last = values
    if not isinstance(time, datetime) or not isinstance(last, str) or len(last) != 36:
        raise paging.InvalidPageToken.at(
            "page_token", "Use the next_page_token of the previous page unchanged"
        )
    return time, last


def _token(run: Run) -> str:
    return paging.encode([run.created_at, str(run.id)])
