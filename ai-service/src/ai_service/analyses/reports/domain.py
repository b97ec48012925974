"""The report of a deep analysis: what it says, independent of how it is shown. No I/O."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, cast

from ai_service.analyses.facts.domain import Facts, Opportunity, Source
from ai_service.analyses.facts.naming import growth, level_name, sport_name
from ai_service.analyses.writing.confidence import Confidence, mean


@dataclass(frozen=True, slots=True)
class Aspect:
    """One subject of a report, with what was found about it."""

    analysis_type: str
    title: str
    summary: str
    key_insights: tuple[str, ...]
    opportunities: tuple[str, ...]
    risk_factors: tuple[str, ...]
    recommendations: tuple[str, ...]
    provider: str
    model: str
    confidence: Confidence
    tokens_used: int
    cost: float
    unsupported_numbers: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The lists that have items, with their titles."""
        found = (
            ("Key insights", self.key_insights),
            ("Opportunities", self.opportunities),
            ("Risks", self.risk_factors),
            ("Recommendations", self.recommendations),
        )
        return tuple((title, items) for title, items in found if items)


@dataclass(frozen=True, slots=True)
class Chapter:
    """An aspect as readers see it: what an earlier chapter said is not said again."""

    title: str
    summary: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report. Its confidence is the mean of those of its aspects."""

    analysis_id: str
    league_id: str
    league_name: str
    question: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    opportunities: tuple[Opportunity, ...]
    total: float
    aspects: tuple[Aspect, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]
    created_at: datetime

    @property
    def title(self) -> str:
        return f"{self.league_name}: deep analysis"

    @property
    def confidence(self) -> Confidence:
        return mean([each.confidence for each in self.aspects])

    @property
    def cost(self) -> float:
        return round(sum(each.cost for each in self.aspects), 6)

    @property
    def tokens_used(self) -> int:
        return sum(each.tokens_used for each in self.aspects)

    @property
    def providers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.provider for each in self.aspects))

    @property
    def byline(self) -> str:
        """Who wrote the texts."""
        if self.providers == ("local",):
            return "written without a language model"
        return f"written by {', '.join(self.providers)}"

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The aspects that say something new, each with what it adds."""
        said: set[str] = {self.summary}
        found: list[Chapter] = []
        for aspect in self.aspects:
            summary = "" if aspect.summary in said else aspect.summary
            parts = [
                (title, tuple(item for item in items if item not in said)) for title, items in aspect.parts
            ]
            said.add(aspect.summary)
            said.update(item for _, items in parts for item in items)
            chapter = Chapter(aspect.title, summary, tuple((title, items) for title, items in parts if items))
            if chapter.summary or chapter.parts:
                found.append(chapter)
        return tuple(found)

    def as_json(self) -> dict[str, Any]:
        """The report as data."""
        return {
            "analysis_id": self.analysis_id,
            "title": self.title,
            "league_id": self.league_id,
            "league_name": self.league_name,
            "question": self.question,
            "created_at": self.created_at.isoformat().replace("+00:00", "Z"),
            "summary": self.summary,
            "confidence": self.confidence.value,
            "confidence_parts": self.confidence.parts(),
            "providers": list(self.providers),
            "tokens_used": self.tokens_used,
            "cost": self.cost,
            "facts": [{"name": name, "value": value} for name, value in self.facts],
            "opportunities": [_opportunity_json(each) for each in self.opportunities],
            "total_potential_value": self.total,
            "aspects": [_aspect_json(each) for each in self.aspects],
            "sources": [_source_json(each) for each in self.sources],
            "notes": list(self.notes),
        }


def league_facts(facts: Facts) -> tuple[tuple[str, str], ...]:
    """The facts of a league as rows of a table; what is not known is left out."""
    league = facts.league
    rows = (
        ("Sport", sport_name(league.sport)),
        ("Level", level_name(league.level)),
        ("Status", league.status),
        ("Location", league.location),
        ("Founded", str(league.founded_year or "")),
        ("Member teams", str(league.member_count or "")),
        ("Website", league.website),
        ("Audience of the sport", growth(facts.rivals.market_growth)),
    )
    return tuple((name, value) for name, value in rows if value)


def _aspect_json(each: Aspect) -> dict[str, Any]:
    parts = {"confidence": each.confidence.value, "confidence_parts": each.confidence.parts()}
    return {**_plain(asdict(each)), **parts}


def _opportunity_json(each: Opportunity) -> dict[str, Any]:
    return {**_plain(asdict(each)), "expected_value": each.expected}


def _source_json(source: Source) -> dict[str, Any]:
    return {name: value for name, value in asdict(source).items() if name != "text"}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Lists in place of tuples, as JSON has them."""
    return {
        name: list(cast("tuple[Any, ...]", value)) if isinstance(value, tuple) else value
        for name, value in values.items()
    }
