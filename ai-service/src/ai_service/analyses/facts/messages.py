"""Facts from the messages of the league service."""

from collections.abc import Mapping
from typing import Any

from google.protobuf.json_format import MessageToDict

from ai_service.analyses.facts.domain import Facts, League, Opportunity, Rivals, Source
from altsports.league.v1 import leagues_pb2, partnerships_pb2


def facts_from_pb(analysis: partnerships_pb2.PartnershipAnalysis) -> Facts:
    """The facts of an analysis, with their sources."""
    metadata: Mapping[str, Any] = MessageToDict(analysis.ai_metadata)
    figures = tuple(str(each) for each in metadata.get("figures", ()))
    return Facts(
        league=league_from_pb(analysis.league),
        opportunities=tuple(opportunity_from_pb(each) for each in analysis.opportunities),
        total=analysis.total_potential_value,
        summary=analysis.summary,
        risk_factors=tuple(analysis.risk_factors),
        recommendations=tuple(analysis.recommendations),
        rivals=_rivals(analysis),
        figures=figures,
        sources=_sources(analysis.league, figures, str(metadata.get("model_version", "partnerships"))),
    )


def league_from_pb(league: leagues_pb2.League) -> League:
    return League(
        id=league.id,
        name=league.name,
        sport=league.sport,
        level=league.level,
        status=league.status,
        location=league.location,
        country=league.country,
        founded_year=league.founded_year or None,
        member_count=league.member_count,
        website=league.website,
    )


def opportunity_from_pb(each: partnerships_pb2.PartnershipOpportunity) -> Opportunity:
    return Opportunity(
        partner_type=each.partner_type,
        value=each.estimated_value,
        low=each.value_range.low,
        high=each.value_range.high,
        probability=each.probability,
        confidence=each.ai_confidence,
        timeline=each.timeline,
        contacts=tuple(each.key_contacts),
        drivers=tuple(driver.detail for driver in each.drivers if driver.name != "ceiling"),
        would_change=tuple(each.what_would_change_it),
    )


def _rivals(analysis: partnerships_pb2.PartnershipAnalysis) -> Rivals:
    found: Mapping[str, Any] = MessageToDict(analysis.opportunities[0].competitive_landscape)
    return Rivals(
        same_sport=int(found.get("same_sport_leagues", 0)),
        same_country=int(found.get("same_country_leagues", 0)),
        best_known=tuple(str(each) for each in found.get("best_known_rivals", ())),
        market_growth=str(found.get("market_growth", "")),
    )


def _sources(league: leagues_pb2.League, figures: tuple[str, ...], version: str) -> tuple[Source, ...]:
    """The catalogue, the estimates, and one source for each published figure."""
    page = f"/catalogue/{league.id}"
    found = [
        Source("S1", "catalogue", f"League catalogue: {league.name}", url=page),
        Source("S2", "model", f"Partnership model {version}", url=page),
        *(Source(f"S{number}", "figure", figure) for number, figure in enumerate(figures, 3)),
    ]
    return tuple(found)
