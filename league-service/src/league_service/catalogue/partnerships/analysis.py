"""The analysis of one league: its opportunities, their total value, risks and recommendations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from league_service.catalogue.leagues.domain import League, Rivals
from league_service.catalogue.partnerships import words
from league_service.catalogue.partnerships.domain import HIGH_CONFIDENCE, MODEL_VERSION, Estimate, estimate
from league_service.catalogue.partnerships.market import PARTNER_TYPES, SOURCE_NOTE, Market, PartnerType


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
    league: League,
    market: Market,
    rivals: Rivals,
    now: datetime,
    *,
    partner_types: Sequence[str] = (),
    min_probability: float = 0.0,
) -> Analysis:
    """Analyses the prospects for the given kinds of partners, or for all kinds if none are given.

    If none reaches the requested probability, the most probable one is kept, and the summary states this.
    """
    kinds: list[PartnerType] = [kind for kind in PARTNER_TYPES if not partner_types or kind in partner_types]
    estimates = [estimate(league, market, kind, now) for kind in kinds]
    likely = [each for each in estimates if each.probability >= min_probability]
    fallback = ""
    if not likely:
        likely = [max(estimates, key=lambda each: each.probability)]
        fallback = f"None reaches a probability of {min_probability:.0%}; the most probable one is shown."
    likely.sort(key=lambda each: (-each.value, each.partner_type))
    total = sum(each.value for each in likely)
    return Analysis(
        opportunities=tuple(_opportunity(league, each, market, rivals, now) for each in likely),
        summary=words.summary(league, likely, total, fallback),
        total=total,
        risk_factors=tuple(words.risks(league, market, now)),
        recommendations=tuple(words.recommendations(league, likely)),
        metadata=_metadata(market, now),
    )


def _opportunity(
    league: League, each: Estimate, market: Market, rivals: Rivals, now: datetime
) -> Opportunity:
    return Opportunity(
        estimate=each,
        timeline=words.timeline(each, now),
        key_contacts=words.CONTACTS[each.partner_type],
        competitive_landscape={
            "same_sport_leagues": rivals.same_sport,
            "same_country_leagues": rivals.same_country,
            "best_known_rivals": list(rivals.best_known),
            "market_growth": market.growth,
        },
        what_would_change_it=tuple(words.what_would_change(league, each)),
    )


def _metadata(market: Market, now: datetime) -> dict[str, Any]:
    return {
        "provider": "none",
        "model_version": MODEL_VERSION,
        "computed_at": now.isoformat().replace("+00:00", "Z"),
        "note": "Computed by a documented deterministic model, without a language model.",
        "assumptions": [
            SOURCE_NOTE,
            "Values are in USD a year for one main partner of each kind.",
            f"Market of {market.sport}: {market.note}.",
        ],
    }
