"""PartnershipService: opens the transaction, calls the operation, answers."""

# ruff: noqa: ARG002 - the contract defines the signatures

from typing import Any

from altsports.league.v1 import leagues_pb2, partnerships_pb2_grpc
from altsports.league.v1 import partnerships_pb2 as pb
from league_service.catalogue.partnerships import operations
from league_service.catalogue.partnerships.analysis import Analysis, Opportunity
from league_service.catalogue.partnerships.repository import Partnership
from league_service.core.vocabulary.repository import SportBook
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class PartnershipRpc(partnerships_pb2_grpc.PartnershipServiceServicer):
    """Analyses which partners a league could win, and records how far partnerships are."""

    def __init__(self, database: Database, book: SportBook, clock: Clock) -> None:
        self._database = database
        self._book = book
        self._clock = clock

    async def ScorePartnerships(
        self, request: pb.ScorePartnershipsRequest, context: Context
    ) -> pb.ScorePartnershipsResponse:
        async with self._database.transaction() as connection:
            message, analysis = await operations.analyse_league(
                connection,
                self._book,
                request.league_id,
                self._clock.now(),
                partner_types=request.partner_types,
                min_probability=request.min_probability,
            )
        return pb.ScorePartnershipsResponse(analysis=_analysis_to_pb(message, analysis))

    async def ListPartnerships(
        self, request: pb.ListPartnershipsRequest, context: Context
    ) -> pb.ListPartnershipsResponse:
        reader = self._database.pipelined
        found = await operations.list_partnerships(reader, request.league_id)
        return pb.ListPartnershipsResponse(partnerships=[_partnership_to_pb(each) for each in found])

    async def UpdatePartnership(
        self, request: pb.UpdatePartnershipRequest, context: Context
    ) -> pb.UpdatePartnershipResponse:
        async with self._database.transaction() as connection:
            stored = await operations.record_partnership(
                connection,
                self._book,
                (request.league_id, request.partner_type),
                _recorded(request),
                by=current_caller().user_id,
                now=self._clock.now(),
            )
        return pb.UpdatePartnershipResponse(partnership=_partnership_to_pb(stored))


def _recorded(request: pb.UpdatePartnershipRequest) -> dict[str, Any]:
    """The fields that the request states; an empty text clears a field."""
    names = ("status", "partner_name", "agreed_value", "note")
    stated = {name: getattr(request, name) for name in names if request.HasField(name)}
    return {name: None if value == "" else value for name, value in stated.items()}


def _partnership_to_pb(each: Partnership) -> pb.Partnership:
    return pb.Partnership(
        league_id=each.league_id,
        partner_type=each.partner_type,
        estimated_value=each.estimated_value,
        probability=each.probability,
        ai_confidence=each.confidence,
        timeline=each.timeline,
        analysed_at=time_to_pb(each.analysed_at),
        status=each.status,
        partner_name=each.partner_name,
        agreed_value=each.agreed_value,
        note=each.note,
        recorded_at=time_to_pb(each.recorded_at),
    )


def _analysis_to_pb(league: leagues_pb2.League, analysis: Analysis) -> pb.PartnershipAnalysis:
    message = pb.PartnershipAnalysis(
        league=league,
        opportunities=[_opportunity_to_pb(league.id, each) for each in analysis.opportunities],
        summary=analysis.summary,
        total_potential_value=analysis.total,
        high_confidence_opportunities=[
            _opportunity_to_pb(league.id, each) for each in analysis.high_confidence
        ],
        risk_factors=analysis.risk_factors,
        recommendations=analysis.recommendations,
    )
    message.ai_metadata.update(analysis.metadata)
    return message


def _opportunity_to_pb(league_id: str, each: Opportunity) -> pb.PartnershipOpportunity:
    found = each.estimate
    message = pb.PartnershipOpportunity(
        league_id=league_id,
        partner_type=found.partner_type,
        estimated_value=found.value,
        probability=found.probability,
        timeline=each.timeline,
        key_contacts=each.key_contacts,
        ai_confidence=found.confidence,
        value_range=pb.ValueRange(low=found.low, high=found.high),
        drivers=[
            pb.ValueDriver(name=driver.name, detail=driver.detail, factor=driver.factor)
            for driver in found.drivers
        ],
        what_would_change_it=each.what_would_change_it,
    )
    message.competitive_landscape.update(each.competitive_landscape)
    return message
