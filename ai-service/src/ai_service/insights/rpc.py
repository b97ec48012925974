"""The gRPC handlers of tactical insights."""

# ruff: noqa: ARG002 - the contract gives the signatures

from uuid import UUID

from google.protobuf.empty_pb2 import Empty

from ai_service.insights import repository
from ai_service.insights.domain import Insight, recalled, visible_to
from ai_service.insights.errors import TacticalInsightNotFound
from altsports.ai.v1 import tactical_insights_pb2 as pb
from altsports.ai.v1.tactical_insights_pb2_grpc import TacticalInsightServiceServicer
from altsports.football.v1 import analytics_pb2
from service_kit import paging
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.access import require_club_permission
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_from_pb, time_to_pb

_NEEDED = "analysis:run"


class TacticalInsightRpc(TacticalInsightServiceServicer):
    """Keeps outcomes, and recalls them for members of the club."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def ListTacticalInsights(
        self, request: pb.ListTacticalInsightsRequest, context: Context
    ) -> pb.ListTacticalInsightsResponse:
        caller = current_caller()
        require_club_permission(caller, _NEEDED)
        query = (request.query, request.kind, request.include_superseded)
        start = _start(request.page_token, query)
        async with self._database.read() as connection:
            found = await repository.newest(
                connection,
                caller.organisation_id,
                kind=request.kind or None,
                everything=request.include_superseded,
            )
        seen = [each for each in found if visible_to(caller, each)]
        fitting = recalled(seen, request.query, self._clock.now())
        end = start + request.page_size
        return pb.ListTacticalInsightsResponse(
            insights=[insight_to_pb(insight, score) for insight, score in fitting[start:end]],
            next_page_token=paging.encode([end, *map(str, query)]) if end < len(fitting) else "",
            total_size=len(fitting),
        )

    async def GetTacticalInsight(
        self, request: pb.GetTacticalInsightRequest, context: Context
    ) -> pb.GetTacticalInsightResponse:
        caller = current_caller()
        require_club_permission(caller, _NEEDED)
        try:
            insight_id = UUID(request.insight_id)
        except ValueError:
            raise TacticalInsightNotFound(request.insight_id) from None
        async with self._database.read() as connection:
            found = await repository.find(connection, caller.organisation_id, insight_id)
        if found is None or not visible_to(caller, found):
            raise TacticalInsightNotFound(request.insight_id)
        insight = insight_to_pb(found, None)
        insight.outcome.CopyFrom(analytics_pb2.Ranking.FromString(found.outcome))
        return pb.GetTacticalInsightResponse(insight=insight)

    async def KeepTacticalInsight(self, request: pb.KeepTacticalInsightRequest, context: Context) -> Empty:
        computed_at = time_from_pb(request.computed_at)
        outcome = analytics_pb2.Ranking.FromString(request.outcome)
        insight = Insight(
            id=UUID(request.id),
            organisation_id=request.organisation_id,
            kind=outcome.kind,
            parameters=request.parameters,
            data_version=outcome.data_version,
            team_ids=tuple(outcome.team_ids),
            summary=request.summary,
            created_at=computed_at,
            confirmed_at=computed_at,
            superseded_at=None,
            outcome=request.outcome,
        )
        async with self._database.transaction() as connection:
            await repository.keep(connection, insight)
        return Empty()


def _start(token: str, query: tuple[object, ...]) -> int:
    if not token:
        return 0
    position, *asked = paging.decode(token, int, str, str, str)
    if asked != list(map(str, query)) or position < 0:
        raise paging.InvalidPageToken.at(
            "page_token", "The page token belongs to another search; omit it to start from the first page"
        )
    return position


def insight_to_pb(insight: Insight, score: float | None) -> pb.TacticalInsight:
    return pb.TacticalInsight(
        id=str(insight.id),
        kind=insight.kind,
        summary=insight.summary,
        team_ids=insight.team_ids,
        data_version=insight.data_version,
        created_at=time_to_pb(insight.created_at),
        confirmed_at=time_to_pb(insight.confirmed_at),
        superseded_at=time_to_pb(insight.superseded_at),
        score=score,
    )
