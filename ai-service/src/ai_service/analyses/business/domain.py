"""A business analysis: its text, what it says as data, and what it was written from. No I/O."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from ai_service.analyses.facts.domain import Facts, Source
from ai_service.analyses.store.port import StoredAnalysis
from ai_service.analyses.writing.confidence import Confidence, confidence_of
from ai_service.analyses.writing.sections import structured

_NOTE_LOCAL: Final = "No language model took part: the text was computed from the facts"
NOTE_UNANSWERED: Final = (
    "The question was not answered: only a language model can. Your documents and memories that fit it best"
    " are quoted"
)
_CITED: Final = re.compile(r"\[([SDM]\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class Written:
    """What a model, or the computation without one, wrote, and what it cost."""

    text: str
    provider: str
    model: str
    tokens: int
    cost: float
    numbers: int = 0
    unsupported: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """An analysis as it is answered and stored."""

    id: str
    user_id: str
    analysis_type: str
    question: str
    league_id: str
    league_name: str
    written: Written
    data: Mapping[str, Any]
    confidence: Confidence
    sources: tuple[Source, ...]
    notes: tuple[str, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for which analysis. `id` is the analysis that will be stored."""

    id: str
    user_id: str
    analysis_type: str
    question: str = ""


def analysis_of(facts: Facts, asked: Asked, written: Written, now: datetime) -> Analysis:
    """The analysis of a text."""
    unsupported = len(written.unsupported)
    return Analysis(
        id=asked.id,
        user_id=asked.user_id,
        analysis_type=asked.analysis_type,
        question=asked.question,
        league_id=facts.league.id,
        league_name=facts.league.name,
        written=written,
        data=structured(written.text),
        confidence=confidence_of(facts, written.text, numbers=written.numbers, unsupported=unsupported),
        sources=cited(facts.sources, written.text),
        notes=tuple(_notes(written, facts.sources, asked.question)),
        created_at=now,
    )


def cited(sources: Sequence[Source], text: str) -> tuple[Source, ...]:
    """The sources that a text cites; those that every analysis is written from always count."""
    labels = {"S1", "S2", *_CITED.findall(text)}
    return tuple(source for source in sources if source.label in labels)


def _notes(written: Written, sources: Sequence[Source], question: str) -> list[str]:
    notes = [_NOTE_LOCAL] if written.provider == "local" else []
    if notes and question:
        notes.append(NOTE_UNANSWERED)
    if written.unsupported:
        notes.append(f"Numbers that are not among the facts: {', '.join(written.unsupported)}")
    known = {source.label for source in sources}
    strange = sorted(set(_CITED.findall(written.text)) - known)
    if strange:
        notes.append(f"Cited sources that do not exist: {', '.join(strange)}")
    return notes


def stored(analysis: Analysis) -> StoredAnalysis:
    """The analysis as the store keeps it."""
    written, confidence = analysis.written, analysis.confidence
    return StoredAnalysis(
        analysis_id=analysis.id,
        created_at=analysis.created_at,
        user_id=analysis.user_id,
        analysis_type=analysis.analysis_type,
        confidence=confidence.value,
        key_insights=tuple(analysis.data["key_insights"]),
        recommendations=tuple(analysis.data["recommendations"]),
        data_sources=tuple(source.title for source in analysis.sources),
        league_id=analysis.league_id,
        league_name=analysis.league_name,
        content={
            "text": written.text,
            "structured": dict(analysis.data),
            "provider": written.provider,
            "model": written.model,
            "tokens_used": written.tokens,
            "cost": written.cost,
            "question": analysis.question,
            "unsupported_numbers": list(written.unsupported),
            "notes": list(analysis.notes),
            "confidence_parts": confidence.parts(),
            "sources": [source_to_json(source) for source in analysis.sources],
        },
    )


def details_of(analysis: StoredAnalysis) -> dict[str, Any]:
    """What the last event of a stream says about the analysis, beside its text and cost."""
    names = ("structured", "sources", "unsupported_numbers", "notes", "confidence_parts")
    return {
        "analysis_id": analysis.analysis_id,
        "confidence": analysis.confidence,
        **{name: analysis.content[name] for name in names},
    }


def source_to_json(source: Source) -> dict[str, Any]:
    found = {"label": source.label, "kind": source.kind, "title": source.title, "url": source.url}
    return {**found, "page": source.page, "document_id": source.document_id}
