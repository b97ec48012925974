"""The gRPC handler of partnership analyses."""

# ruff: noqa: ARG002 - the contract gives the signatures

from ai_service.analyses.facts.client import LeagueFacts
from ai_service.analyses.facts.messages import facts_from_pb
from ai_service.analyses.partnerships.operations import computed, written
from ai_service.analyses.writing.models import Models
from ai_service.analyses.writing.risks import risks_of
from altsports.ai.v1 import partnership_analyses_pb2 as pb
from altsports.ai.v1.partnership_analyses_pb2_grpc import PartnershipAnalysisServiceServicer
from service_kit.caller import current_caller
from service_kit.rpc.incoming import Context


class PartnershipAnalysisRpc(PartnershipAnalysisServiceServicer):
    """Analyses the partnerships that a league could win."""

    def __init__(self, leagues: LeagueFacts, models: Models) -> None:
        self._leagues = leagues
        self._models = models

    async def AnalyzePartnerships(
        self, request: pb.AnalyzePartnershipsRequest, context: Context
    ) -> pb.AnalyzePartnershipsResponse:
        analysis = await self._leagues.score(
            request.league_id,
            partner_types=request.partner_types,
            min_probability=request.min_probability,
        )
        facts = facts_from_pb(analysis)
        caller = current_caller()
        if request.narrative == "computed" or not caller.has_permission("ai:use"):
            told = computed(facts)
        else:
            told = await written(facts, self._models, provider=request.provider)
        analysis.narrative = told.text
        analysis.ai_metadata.update(told.metadata)
        del analysis.risk_factors[:]
        analysis.risk_factors.extend(risks_of(facts))
        return pb.AnalyzePartnershipsResponse(analysis=analysis)
