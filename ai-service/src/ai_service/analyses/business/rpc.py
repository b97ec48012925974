"""The gRPC handlers of business analyses."""

# ruff: noqa: ARG002 - the contract gives the signatures

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import cast

from google.protobuf.empty_pb2 import Empty

from ai_service.analyses.business import operations
from ai_service.analyses.business.messages import analysis_to_pb, summary_to_pb
from ai_service.analyses.business.operations import Desk, Order
from ai_service.analyses.store.port import Wanted
from ai_service.analyses.writing.draft import AnalysisType
from ai_service.models.streams.errors import StreamLost, StreamStopped
from ai_service.models.streams.streams import parse_event_id
from altsports.ai.v1 import analyses_pb2 as pb
from altsports.ai.v1 import streams_pb2
from altsports.ai.v1.analyses_pb2_grpc import AnalysisServiceServicer
from service_kit.caller import current_caller
from service_kit.rpc.incoming import Context


class AnalysisRpc(AnalysisServiceServicer):
    """Writes analyses, and shows those of the caller."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def AnalyzeLeague(
        self, request: pb.AnalyzeLeagueRequest, context: Context
    ) -> pb.AnalyzeLeagueResponse:
        found = await operations.analyse(self._desk, _order(request), endpoint="AnalyzeLeague")
        return pb.AnalyzeLeagueResponse(analysis=analysis_to_pb(found))

    async def StreamAnalysis(
        self, request: pb.StreamAnalysisRequest, context: Context
    ) -> AsyncGenerator[pb.StreamAnalysisResponse]:
        streams, owner = self._desk.models.streams, current_caller().principal
        if request.last_event_id:
            stream_id, after = parse_event_id(request.last_event_id)
            try:
                async with aclosing(streams.follow(stream_id, owner=owner, after=after)) as events:
                    async for event in events:
                        yield pb.StreamAnalysisResponse(event=event)
                return
            except (StreamStopped, StreamLost) as error:
                reason = error.reason
            restart = streams_pb2.StreamRestart(next_attempt=1, reason=reason)
            again = streams_pb2.StreamEvent(
                event_id=request.last_event_id, event_type="restart", restart=restart
            )
            yield pb.StreamAnalysisResponse(event=again)
        stream_id = await operations.stream(self._desk, _order(request), endpoint="StreamAnalysis")
        async with aclosing(streams.follow(stream_id, owner=owner)) as events:
            async for event in events:
                yield pb.StreamAnalysisResponse(event=event)

    async def ListAnalyses(
        self, request: pb.ListAnalysesRequest, context: Context
    ) -> pb.ListAnalysesResponse:
        page = await operations.page_of(
            self._desk.store,
            Wanted(current_caller().principal, request.league_id, request.analysis_type),
            size=request.page_size,
            token=request.page_token,
        )
        return pb.ListAnalysesResponse(
            analyses=map(summary_to_pb, page.analyses),
            next_page_token=page.next_page_token,
            total_size=page.total_size,
        )

    async def GetAnalysis(self, request: pb.GetAnalysisRequest, context: Context) -> pb.GetAnalysisResponse:
        user_id = current_caller().principal
        found = await operations.get(self._desk.store, user_id, request.analysis_id)
        return pb.GetAnalysisResponse(analysis=analysis_to_pb(found))

    async def DeleteAnalysis(self, request: pb.DeleteAnalysisRequest, context: Context) -> Empty:
        await operations.delete(self._desk.store, current_caller().principal, request.analysis_id)
        return Empty()


def _order(request: pb.AnalyzeLeagueRequest | pb.StreamAnalysisRequest) -> Order:
    caller = current_caller()
    return Order(
        user_id=caller.principal,
        organisation_id=caller.organisation_id,
        league_id=request.league_id,
        analysis_type=cast("AnalysisType", request.analysis_type),
        question=request.question.strip(),
        provider=request.provider,
    )
