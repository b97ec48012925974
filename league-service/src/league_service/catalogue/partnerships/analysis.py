"""The analysis of one league: its opportunities, their total value, risks and recommendations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from league_service.catalogue.leagues.domain import Rivals
from league_service.catalogue.partnerships import words
from league_service.catalogue.partnerships.changes import what_would_change
from league_service.catalogue.partnerships.domain import (
    HIGH_CONFIDENCE,
    MODEL_VERSION,
    Case,
    Estimate,
    estimate,
)
from league_service.catalogue.partnerships.market import PARTNER_TYPES, SOURCE_NOTE, PartnerType


@dataclass(frozen=True, slots=True)
class Opportunity:
    """An estimate with its explanations."""

    estimate: Estimate
    timeline: str
    key_contacts: tuple[str, ...]
    competitive_landscape: dict[str, Any]
    what_would_change_it: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """The prospects of a league, most valuable first; `total` is their sum in USD a year."""

    opportunities: tuple[Opportunity, ...]
    summary: str
    total: float
    risk_factors: tuple[str, ...]
    recommendations: tuple[str, ...]
    metadata: dict[str, Any]

    def __post_init__(self) -> None:
        if not self.opportunities:
            raise ValueError("Analysis must include at least one opportunity")

    @property
    def high_confidence(self) -> tuple[Opportunity, ...]:
        return tuple(each for each in self.opportunities if each.estimate.confidence >= HIGH_CONFIDENCE)


def analyse(
    case: Case,
    rivals: Rivals,
    *,
    partner_types: Sequence[str] = (),
    min_probability: float = 0.0,
) -> Analysis:
    """Analyses the prospects for the given kinds of partners, or for all kinds if none are given.

    If none reaches the requested probability, the most probable one is kept, and the summary states this.
    """
    kinds: list[PartnerType] = [kind for kind in PARTNER_TYPES if not partner_types or kind in partner_types]
    estimates = [estimate(case, kind) for kind in kinds]
    likely = [each for each in estimates if each.probability >= min_probability]
    fallback = ""
    if not likely:
        likely = [max(estimates, key=lambda each: each.probability)]
        fallback = f"None reaches a probability of {min_probability:.0%}; the most probable one is shown."
    likely.sort(key=lambda each: (-each.value, each.partner_type))
    total = sum(each.value for each in likely)
    return Analysis(
        opportunities=tuple(_opportunity(case, each, rivals) for each in likely),
        summary=words.summary(case.league, likely, total, fallback),
        total=total,
        risk_factors=tuple(words.risks(case)),
        recommendations=tuple(words.recommendations(case, likely)),
        metadata=_metadata(case),
    )


def _opportunity(case: Case, each: Estimate, rivals: Rivals) -> Opportunity:
    return Opportunity(
        estimate=each,
        timeline=words.timeline(each, case.now),
        key_contacts=words.CONTACTS[each.partner_type],
        competitive_landscape={
            "same_sport_leagues": rivals.same_sport,
            "same_country_leagues": rivals.same_country,
            "best_known_rivals": list(rivals.best_known),
            "market_growth": case.market.growth,
        },
        what_would_change_it=tuple(what_would_change(case, each)),
    )


def _metadata(case: Case) -> dict[str, Any]:
    market = case.market
    assumptions = [SOURCE_NOTE, f"Market of the sport: {market.note}."]
    figures = [f"{figure.text}." for figure in case.figures.values()]
    return {
        "provider": "none",
        "model_version": MODEL_VERSION,
        "computed_at": case.now.isoformat().replace("+00:00", "Z"),
        "note": "Computed by a documented deterministic model, without a language model.",
        "figures": figures,
        "assumptions": ["Values are in USD a year for one main partner of each kind.", *assumptions],
    }
