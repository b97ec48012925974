"""SegmentService: the segments that analyses have found."""

# ruff: noqa: ARG002 - the contract defines the signatures

from collections.abc import AsyncGenerator
from contextlib import aclosing

from ai_service.match_analyses.errors import NoCompleteAnalysis
from ai_service.match_analyses.faces.streaming import SegmentStreams, analysis_of
from ai_service.match_analyses.runs import repository as runs
from ai_service.match_analyses.runs.domain import Run, visible_teams
from ai_service.match_analyses.runs.repository import Wanted
from ai_service.match_analyses.segments import repository as segments
from ai_service.match_analyses.segments.messages import segment_to_pb
from ai_service.match_analyses.tasks.operations import Operations
from altsports.analysis.v1 import segments_pb2 as pb
from altsports.analysis.v1.segments_pb2_grpc import SegmentServiceServicer
from service_kit.caller import Caller, current_caller
from service_kit.rpc.incoming import Context


class SegmentRpc(SegmentServiceServicer):
    """Handlers of the contract."""

    def __init__(self, operations: Operations, streams: SegmentStreams) -> None:
        self._operations = operations
        self._streams = streams

    async def ListMatchSegments(
        self, request: pb.ListMatchSegmentsRequest, context: Context
    ) -> pb.ListMatchSegmentsResponse:
        run = await self._of_match(current_caller(), request.match_id, request.analysis_id, complete=True)
        found = await self._segments(run, players=request.players)
        return pb.ListMatchSegmentsResponse(segments=found, analysis_id=str(run.id))

    async def ListAnalysisSegments(
        self, request: pb.ListAnalysisSegmentsRequest, context: Context
    ) -> pb.ListAnalysisSegmentsResponse:
        run = await self._operations.find(current_caller(), request.analysis_id)
        return pb.ListAnalysisSegmentsResponse(segments=await self._segments(run, players=request.players))

    async def StreamMatchSegments(
        self, request: pb.StreamMatchSegmentsRequest, context: Context
    ) -> AsyncGenerator[pb.StreamMatchSegmentsResponse]:
        named = request.analysis_id or analysis_of(request.last_event_id)
        run = await self._of_match(current_caller(), request.match_id, named, complete=False)
        events = self._streams.follow(run, request.last_event_id, players=request.players)
        async with aclosing(events):
            async for event in events:
                yield pb.StreamMatchSegmentsResponse(event=event)

    async def StreamAnalysisSegments(
        self, request: pb.StreamAnalysisSegmentsRequest, context: Context
    ) -> AsyncGenerator[pb.StreamAnalysisSegmentsResponse]:
        run = await self._operations.find(current_caller(), request.analysis_id)
        events = self._streams.follow(run, request.last_event_id, players=request.players)
        async with aclosing(events):
            async for event in events:
                yield pb.StreamAnalysisSegmentsResponse(event=event)

    async def _segments(self, run: Run, *, players: bool) -> list[pb.MatchSegment]:
        stored = await segments.after(self._operations.database.pipelined, run.organisation_id, run.id)
        return [segment_to_pb(run, each, players=players) for each in stored]

    async def _of_match(self, caller: Caller, match_id: str, analysis_id: str, *, complete: bool) -> Run:
        """The named analysis of a match, or its newest (complete) one. Raises AnalysisNotFound."""
        match = await self._operations.around.facts(caller, match_id)
        if analysis_id:
            return await self._operations.of_match(caller, match.match_id, analysis_id)
        wanted = Wanted(caller.organisation_id, visible_teams(caller), match=match.match_id)
        newest = await runs.newest(self._operations.database.pipelined, wanted, complete=complete)
        if newest is None:
            raise NoCompleteAnalysis(match_id)
        return newest
