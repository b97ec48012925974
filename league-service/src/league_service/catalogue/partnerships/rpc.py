"""PartnershipService: opens the transaction, calls the operation, answers."""

# ruff: noqa: ARG002 - the contract defines the signatures

from altsports.league.v1 import leagues_pb2, partnerships_pb2_grpc
from altsports.league.v1 import partnerships_pb2 as pb
from league_service.catalogue.errors import LeagueNotFound
from league_service.catalogue.figures.domain import newest
from league_service.catalogue.figures.repository import figures_of
from league_service.catalogue.leagues.repository import find_league, find_rivals, get_league
from league_service.catalogue.partnerships.analysis import Analysis, Opportunity, analyse
from league_service.catalogue.partnerships.domain import Case
from league_service.catalogue.partnerships.market import market_of
from league_service.catalogue.partnerships.repository import store_analysis
from league_service.core.vocabulary.repository import SportBook
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context


class PartnershipRpc(partnerships_pb2_grpc.PartnershipServiceServicer):
    """Analyses which partners a league could win."""

    def __init__(self, database: Database, book: SportBook, clock: Clock) -> None:
        self._database = database
        self._book = book
        self._clock = clock

    async def AnalyzePartnerships(
        self, request: pb.AnalyzePartnershipsRequest, context: Context
    ) -> pb.AnalyzePartnershipsResponse:
        now = self._clock.now()
        async with self._database.transaction() as connection:
            league = await find_league(connection, request.league_id)
            message = await get_league(connection, request.league_id)
            if league is None or message is None:
                raise LeagueNotFound(request.league_id)
            sport = await self._book.sport(connection, league.sport)
            market = market_of(league.sport, sport.category if sport else "")
            figures = newest(await figures_of(connection, league.id))
            analysis = analyse(
                Case(league, market, now, figures),
                await find_rivals(connection, league),
                partner_types=request.partner_types,
                min_probability=request.min_probability,
            )
            await store_analysis(connection, league.id, analysis, now)
        return pb.AnalyzePartnershipsResponse(analysis=_analysis_to_pb(message, analysis))


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
