"""Carries out a deep analysis: collects the facts, analyses each subject, writes the report.

Each step is saved, so that a run whose worker was killed continues with the subject that it had not finished.
The result has the id of the run, so that a repeated last step stores nothing twice.
"""

import base64
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

import orjson

from ai_service.analyses.business.domain import Asked, analysis_of, source_to_json
from ai_service.analyses.business.operations import Desk, facts_for, written_of
from ai_service.analyses.business.operations import Order as OneOrder
from ai_service.analyses.deep.domain import ANALYSED, COLLECTED, Order, aspect_of, report_of
from ai_service.analyses.deep.saved import (
    aspect_from_json,
    aspect_to_json,
    facts_from_json,
    facts_to_json,
    order_of,
)
from ai_service.analyses.facts.domain import Facts
from ai_service.analyses.reports.domain import Aspect, Report
from ai_service.analyses.reports.files import ReportFiles, file_name
from ai_service.analyses.reports.markdown import markdown
from ai_service.analyses.reports.pdf import pdf
from ai_service.analyses.store.port import StoredAnalysis
from ai_service.analyses.writing.draft import AnalysisType
from ai_service.analyses.writing.prompts import analysis_prompt
from ai_service.models.calls.embedding import EmbedRequest
from ai_service.models.calls.values import ModelRequest
from service_kit.caller import Caller
from service_kit.errors import DomainError
from service_kit.runs.work import Work

logger = logging.getLogger(__name__)

Phrases = Callable[[EmbedRequest], Awaitable[tuple[str, Sequence[Sequence[float]]]]]
"""Turns texts into vectors; returns the name of the model as well."""

ENDPOINT: Final = "StartDeepAnalysis"
_MOST_PHRASES: Final = 8
_MOST_NUMBERS: Final = 4608
_DIGITS: Final = 6
TASK: Final = "deep_analysis"


class DeepAnalyst:
    """The handler of the runs."""

    def __init__(self, desk: Desk, files: ReportFiles, phrases: Phrases | None) -> None:
        self._desk = desk
        self._files = files
        self._phrases = phrases

    async def carry_out(self, work: Work) -> dict[str, Any]:
        """Returns the report as the result of the run."""
        order, caller = order_of(work.params)
        facts = await self._collected(work, order, caller)
        aspects = [aspect_from_json(each) for each in work.saved.get("aspects", ())]
        done = {each.analysis_type for each in aspects}
        for subject in order.subjects:
            if subject not in done:
                aspects.append(await self._analysed(work, order, facts, subject, caller))
                await work.save({**work.saved, "aspects": [aspect_to_json(each) for each in aspects]})
                message = f"Analysed {len(aspects)} of {len(order.subjects)} subjects"
                await work.progress(COLLECTED, message=message, partial=_partial(facts, aspects))
        await work.progress(ANALYSED, message="Writing the report")
        now = self._desk.clock.now()
        report = report_of(facts, order, aspects, analysis_id=str(work.id), now=now)
        return await self._published(order, report, caller)

    async def _collected(self, work: Work, order: Order, caller: Caller) -> Facts:
        """The facts, which do not change while a run continues."""
        if "facts" in work.saved:
            facts = facts_from_json(work.saved["facts"])
        else:
            await work.progress(0, message="Collecting the facts of the league")
            facts = await facts_for(self._desk, _one(order, order.subjects[0], caller))
            await work.save({"facts": facts_to_json(facts)})
        await work.progress(COLLECTED, message="Analysing", partial=_partial(facts, ()))
        return facts

    async def _analysed(
        self, work: Work, order: Order, facts: Facts, subject: AnalysisType, caller: Caller
    ) -> Aspect:
        """One subject. A repeated attempt is the same call for the budgets."""
        request = ModelRequest(
            prompt=analysis_prompt(facts, subject, order.question, quotes=subject == order.subjects[0]),
            task=TASK,
            endpoint=ENDPOINT,
            provider=order.provider,
            call_id=f"{work.id}.{subject}",
            caller=caller,
        )
        completion = await self._desk.models.calls.generate(request)
        asked = Asked(str(work.id), order.user_id, subject, order.question)
        written = written_of(completion, facts, order.question)
        analysis = analysis_of(facts, asked, written, self._desk.clock.now())
        return aspect_of(analysis, subject)

    async def _published(self, order: Order, report: Report, caller: Caller) -> dict[str, Any]:
        """Stores the report as an analysis, and renders it."""
        text, document, data = markdown(report), await pdf(report), report.as_json()
        contents = {"json": orjson.dumps(data), "md": text.encode(), "pdf": document}
        named = {file_name(report.league_name, ending): each for ending, each in contents.items()}
        kept = await self._files.keep(order.user_id, report.analysis_id, named)
        stored = _stored(order, report, text)
        await self._desk.store.put(stored)
        result = {
            "analysis_id": report.analysis_id,
            "document_url": next((each["url"] for each in kept.files if each["name"].endswith(".pdf")), None),
            "ai_analysis": stored.content["structured"],
            **await self._embedded(report, caller),
            "report": data,
            "markdown": text,
        }
        if kept.problem:  # the PDF is not lost
            encoded = base64.b64encode(document).decode()
            return {**result, "files": [], "files_problem": kept.problem, "pdf_base64": encoded}
        return {**result, "files": list(kept.files)}

    async def _embedded(self, report: Report, caller: Caller) -> dict[str, Any]:
        """The key phrases as vectors, for searches by meaning. A report is complete without them."""
        texts = [report.league_name, *(item for each in report.aspects for item in each.key_insights)]
        texts = list(dict.fromkeys(texts))[:_MOST_PHRASES]
        model, vectors = "", list[list[float]]()
        try:
            if self._phrases is not None:
                call_id = f"{report.analysis_id}.phrases"
                model, found = await self._phrases(EmbedRequest(tuple(texts), ENDPOINT, call_id, caller))
                vectors = [[round(number, _DIGITS) for number in each] for each in fitting(found)]
        except DomainError as error:
            logger.warning("The key phrases of a report have no vectors: %s", error.reason)
        shown = texts[: len(vectors)] or texts
        return {"key_phrases": shown, "embedding_model": model, "embeddings": vectors}


def fitting(vectors: Sequence[Sequence[float]]) -> Sequence[Sequence[float]]:
    """As many vectors as a result should contain, at least one: agents take answers of 100 kB."""
    return vectors[: max(_MOST_NUMBERS // len(vectors[0]), 1)] if vectors else vectors


def _one(order: Order, subject: AnalysisType, caller: Caller) -> OneOrder:
    return OneOrder(
        user_id=order.user_id,
        league_id=order.league_id,
        analysis_type=subject,
        question=order.question,
        provider=order.provider,
        organisation_id=order.organisation_id,
        payer=caller,
    )


def _partial(facts: Facts, aspects: "list[Aspect] | tuple[()]") -> dict[str, Any]:
    """What exists of the report so far. A cancelled run keeps it."""
    return {
        "league_name": facts.league.name,
        "total_potential_value": facts.total,
        "facts": dict(facts.as_json()),
        "aspects": [aspect_to_json(each) for each in aspects],
    }


def _stored(order: Order, report: Report, text: str) -> StoredAnalysis:
    insights = [item for each in report.aspects for item in each.key_insights]
    steps = dict.fromkeys(item for each in report.aspects for item in each.recommendations)
    data = {
        "summary": report.summary,
        "key_insights": insights,
        "opportunities": [item for each in report.aspects for item in each.opportunities],
        "risk_factors": list(dict.fromkeys(item for each in report.aspects for item in each.risk_factors)),
        "recommendations": list(steps),
    }
    return StoredAnalysis(
        analysis_id=report.analysis_id,
        created_at=report.created_at,
        user_id=order.user_id,
        analysis_type="deep",
        confidence=report.confidence.value,
        key_insights=tuple(insights),
        recommendations=tuple(steps),
        data_sources=tuple(source.title for source in report.sources),
        league_id=report.league_id,
        league_name=report.league_name,
        content={
            "text": text,
            "structured": data,
            "provider": ", ".join(report.providers),
            "model": ", ".join(dict.fromkeys(each.model for each in report.aspects)),
            "tokens_used": report.tokens_used,
            "cost": report.cost,
            "question": report.question,
            "unsupported_numbers": [number for each in report.aspects for number in each.unsupported_numbers],
            "notes": list(report.notes),
            "confidence_parts": report.confidence.parts(),
            "sources": [source_to_json(source) for source in report.sources],
        },
    )
