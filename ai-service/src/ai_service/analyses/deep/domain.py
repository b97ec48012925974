"""A deep analysis: an analysis of every subject, gathered in a report. No I/O."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ai_service.analyses.business.domain import NOTE_UNANSWERED, Analysis
from ai_service.analyses.facts.domain import Facts
from ai_service.analyses.reports.domain import Aspect, Report, league_facts
from ai_service.analyses.writing.draft import AnalysisType
from ai_service.analyses.writing.narrative import narrative

KIND: Final = "deep_league_analysis"
ESTIMATED_S: Final = 300
COLLECTED, ANALYSED = 20.0, 80.0

TITLES: Final[dict[AnalysisType, str]] = {
    "business": "The business as a whole",
    "market": "Market and rivals",
    "partnership": "Partnerships",
    "growth": "Growth",
    "risk": "Risks",
}


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for. `user_id` owns the report."""

    league_id: str
    user_id: str
    subjects: tuple[AnalysisType, ...]
    question: str = ""
    provider: str = ""
    organisation_id: str = ""


def aspect_of(analysis: Analysis, analysis_type: AnalysisType) -> Aspect:
    """An analysis as a part of a report."""
    written, data = analysis.written, analysis.data
    return Aspect(
        analysis_type=analysis_type,
        title=TITLES[analysis_type],
        summary=data["summary"],
        key_insights=tuple(data["key_insights"]),
        opportunities=tuple(data["opportunities"]),
        risk_factors=tuple(data["risk_factors"]),
        recommendations=tuple(data["recommendations"]),
        provider=written.provider,
        model=written.model,
        confidence=analysis.confidence,
        tokens_used=written.tokens,
        cost=written.cost,
        unsupported_numbers=written.unsupported,
    )


def report_of(
    facts: Facts, order: Order, aspects: Sequence[Aspect], *, analysis_id: str, now: datetime
) -> Report:
    """The report of what was found."""
    first = aspects[0].summary or narrative(facts).split("\n\n")[0]
    return Report(
        analysis_id=analysis_id,
        league_id=facts.league.id,
        league_name=facts.league.name,
        question=order.question,
        summary=first,
        facts=league_facts(facts),
        opportunities=facts.opportunities,
        total=facts.total,
        aspects=tuple(aspects),
        sources=facts.sources,
        notes=tuple(_notes(aspects, order.question)),
        created_at=now,
    )


def _notes(aspects: Sequence[Aspect], question: str) -> list[str]:
    notes = [
        f"{each.title}: numbers that are not among the facts: {', '.join(each.unsupported_numbers)}"
        for each in aspects
        if each.unsupported_numbers
    ]
    if all(each.provider == "local" for each in aspects):
        unanswered = [NOTE_UNANSWERED] if question else []
        notes[:0] = ["No language model took part: the texts were computed from the facts", *unanswered]
    return notes
