"""The facts that an analysis is written from: a league, its estimates, and the sources of both. No I/O."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from ai_service.analyses.facts.naming import level_name, sport_name

SourceKind = Literal["catalogue", "figure", "model", "document", "memory"]


@dataclass(frozen=True, slots=True)
class Source:
    """What a text may cite. `label` is how it does so, such as S1."""

    label: str
    kind: SourceKind
    title: str
    url: str = ""
    page: int | None = None
    document_id: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class League:
    """The facts of a league. An empty text or None stands for what is not known."""

    id: str
    name: str
    sport: str
    level: str
    status: str
    location: str = ""
    country: str = ""
    founded_year: int | None = None
    member_count: int = 0
    website: str = ""


@dataclass(frozen=True, slots=True)
class Opportunity:
    """The estimate for one kind of partner, in USD a year."""

    partner_type: str
    value: float
    low: float
    high: float
    probability: float
    confidence: float
    timeline: str
    contacts: tuple[str, ...] = ()
    drivers: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()

    @property
    def expected(self) -> float:
        """The value multiplied by the probability, rounded to 100 USD."""
        return round(self.value * self.probability, -2)

    @property
    def plural(self) -> str:
        return "technology partners" if self.partner_type == "technology" else f"{self.partner_type}s"


@dataclass(frozen=True, slots=True)
class Rivals:
    """Who competes for the same partners."""

    same_sport: int = 0
    same_country: int = 0
    best_known: tuple[str, ...] = ()
    market_growth: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is known about a league when an analysis begins. Opportunities: most valuable first."""

    league: League
    opportunities: tuple[Opportunity, ...]
    total: float
    summary: str
    risk_factors: tuple[str, ...]
    recommendations: tuple[str, ...]
    rivals: Rivals
    figures: tuple[str, ...] = ()
    sources: tuple[Source, ...] = field(default=())

    @property
    def best(self) -> Opportunity:
        """The opportunity with the highest expected value."""
        return max(self.opportunities, key=lambda each: (each.expected, each.partner_type))

    @property
    def expected_total(self) -> float:
        return sum(each.expected for each in self.opportunities)

    @property
    def confidence(self) -> float:
        """The confidence of the estimates, weighted by their values."""
        whole = sum(each.value for each in self.opportunities)
        return sum(each.confidence * each.value for each in self.opportunities) / whole

    def share(self, opportunity: Opportunity) -> int:
        """The share of the total value in percent."""
        return round(100 * opportunity.value / self.total)

    def with_sources(self, more: tuple[Source, ...]) -> "Facts":
        return replace(self, sources=(*self.sources, *more))

    def as_json(self) -> Mapping[str, Any]:
        """The facts as data: what a text may state."""
        league = self.league
        return {
            "league": {
                "name": league.name,
                "sport": sport_name(league.sport),
                "level": level_name(league.level),
                "status": league.status,
                "location": league.location or None,
                "founded_year": league.founded_year,
                "member_count": league.member_count or None,
                "website": league.website or None,
            },
            "figures": list(self.figures),
            "total_potential_value": self.total,
            "expected_total": self.expected_total,
            "lowest_total": sum(each.low for each in self.opportunities),
            "highest_total": sum(each.high for each in self.opportunities),
            "kinds_of_partner": len(self.opportunities),
            "confidence_of_estimates": round(self.confidence, 2),
            "opportunities": [self._opportunity_json(each) for each in self.opportunities],
            "risk_factors": list(self.risk_factors),
            "recommendations": list(self.recommendations),
            "rivals": {
                "same_sport_leagues": self.rivals.same_sport,
                "same_country_leagues": self.rivals.same_country,
                "best_known": list(self.rivals.best_known),
                "market_growth": self.rivals.market_growth or None,
            },
        }

    def stated(self) -> tuple[Any, ...]:
        """Everything that a text may state: the facts, what was computed from them, and the sources."""
        return (
            self.as_json(),
            self.summary,
            [each.title for each in self.sources],
            [each.text for each in self.sources],
            [each.page for each in self.sources if each.page],
        )

    def _opportunity_json(self, each: Opportunity) -> dict[str, Any]:
        return {
            "partner_type": each.partner_type,
            "estimated_value": each.value,
            "low": each.low,
            "high": each.high,
            "probability": each.probability,
            "probability_percent": round(100 * each.probability),
            "expected_value": each.expected,
            "share_of_total_percent": self.share(each),
            "confidence": each.confidence,
            "timeline": each.timeline,
            "key_contacts": list(each.contacts),
            "drivers": list(each.drivers),
            "what_would_change_it": list(each.would_change),
        }
