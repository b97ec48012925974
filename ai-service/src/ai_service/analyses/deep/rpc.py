"""The gRPC handler that starts deep analyses."""

# ruff: noqa: ARG002 - the contract gives the signatures

from typing import Final

from ai_service.analyses.deep.domain import ESTIMATED_S, KIND, TITLES, Order
from ai_service.analyses.deep.saved import params_of
from ai_service.analyses.facts.client import LeagueFacts
from ai_service.analyses.writing.prompts import check_question
from altsports.ai.v1 import deep_analyses_pb2 as pb
from altsports.ai.v1.deep_analyses_pb2_grpc import DeepAnalysisServiceServicer
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.deliveries.courier import Courier
from service_kit.rpc.incoming import Context
from service_kit.runs.requests import RunRequest, enqueue_run
from service_kit.timestamps import time_to_pb

SCHEMA: Final = "ai"


class DeepAnalysisRpc(DeepAnalysisServiceServicer):
    """Starts deep analyses."""

    def __init__(self, database: Database, courier: Courier, leagues: LeagueFacts, clock: Clock) -> None:
        self._database = database
        self._courier = courier
        self._leagues = leagues
        self._clock = clock

    async def StartDeepAnalysis(
        self, request: pb.StartDeepAnalysisRequest, context: Context
    ) -> pb.StartDeepAnalysisResponse:
        check_question(request.question)
        await self._leagues.check(request.league_id)
        caller = current_caller()
        wanted = request.subjects or TITLES
        order = Order(
            league_id=request.league_id,
            user_id=caller.principal,
            subjects=tuple(each for each in TITLES if each in wanted),
            question=request.question.strip(),
            provider=request.provider,
        )
        run = RunRequest(
            KIND, user_id=order.user_id, params=params_of(order, caller), estimated_s=ESTIMATED_S
        )
        async with self._database.transaction() as connection:
            run_id = await enqueue_run(connection, SCHEMA, run)
        await self._courier.delivered(run_id)
        task = pb.AnalysisTask(
            task_id=str(run_id),
            status="pending",
            created_at=time_to_pb(self._clock.now()),
            estimated_duration=ESTIMATED_S,
            status_url=f"/api/v1/tasks/{run_id}/status",
        )
        return pb.StartDeepAnalysisResponse(task=task)
