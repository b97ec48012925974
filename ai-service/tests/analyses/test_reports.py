"""Reports of deep analyses: the same as data, as Markdown and as PDF, whatever their texts contain."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from ai_service.analyses.facts.domain import Facts, Source
from ai_service.analyses.reports import pdf as typesetting
from ai_service.analyses.reports.chart import chart
from ai_service.analyses.reports.domain import Aspect, Report, league_facts
from ai_service.analyses.reports.markdown import markdown
from ai_service.analyses.reports.pdf import TypesettingFailed, pdf
from ai_service.analyses.writing.confidence import Confidence

HOSTILE = '#evil[*x*] $y$ <b> \\ "quoted" {curly} @label ~ `code` ünïcödé 🏒'


@pytest.fixture
def report(facts: Facts) -> Report:
    def aspect(kind: str, confidence: float) -> Aspect:
        return Aspect(
            analysis_type=kind,
            title=f"About {kind}",
            summary=HOSTILE,
            key_insights=(HOSTILE, "**bold** insight [S1]"),
            opportunities=(),
            risk_factors=("a | risk",) if kind == "risk" else (),
            recommendations=(),
            provider="local",
            model="deterministic-1",
            confidence=Confidence(confidence, 0.5, 1, 1),
            tokens_used=10,
            cost=0.01,
        )

    return Report(
        analysis_id="a1",
        league_id=facts.league.id,
        league_name=facts.league.name,
        question=HOSTILE,
        summary="A summary.",
        facts=league_facts(facts),
        opportunities=facts.opportunities,
        total=facts.total,
        aspects=(aspect("market", 0.8), aspect("risk", 0.6)),
        sources=(*facts.sources, Source("D1", "document", HOSTILE, page=3)),
        notes=("a note",),
        created_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    )


def test_the_report_as_data_adds_up_its_aspects(report: Report):
    data = report.as_json()
    assert (data["confidence"], data["tokens_used"], data["cost"]) == (0.7, 20, 0.02)
    assert data["title"] == "Premier Lacrosse League: deep analysis"
    assert {"name": "Founded", "value": "2018"} in data["facts"]
    assert data["opportunities"][0]["expected_value"] == 1_200_000
    assert [each["title"] for each in data["aspects"]] == ["About market", "About risk"]
    assert data["sources"][-1]["page"] == 3


def test_the_report_as_markdown_has_every_part(report: Report):
    text = markdown(report)
    for part in (
        "# Premier Lacrosse League: deep analysis",
        "| broadcaster | $3,000,000 | $1,500,000 to $6,000,000 | 40% | Q1 2027 |",
        "## About risk",
        "- a | risk",
        "- a note",
        "[S3] average attendance of 6,000 (2024).",
        ", page 3",
        "written without a language model",
    ):
        assert part in text
    for said_by_both in (HOSTILE + "\n\n### Key", "**bold** insight"):
        assert text.count(said_by_both) == 1


def test_an_aspect_that_adds_nothing_is_no_chapter(report: Report):
    twice = replace(report, aspects=(report.aspects[0], replace(report.aspects[0], title="Again")))
    assert [each.title for each in twice.chapters] == ["About market"]
    named = replace(report.aspects[0], provider="openai")
    assert replace(report, aspects=(*report.aspects, named)).byline == "written by local, openai"


async def test_the_report_as_pdf_is_reproducible_and_prints_hostile_text(report: Report):
    first, second = await asyncio.gather(pdf(report), pdf(report))
    assert first == second
    assert first.startswith(b"%PDF-1.")
    assert len(first) > 10_000
    assert await pdf(replace(report, summary="Another summary.")) != first


async def test_a_typesetter_that_fails_or_takes_too_long_is_an_error(
    report: Report, monkeypatch: pytest.MonkeyPatch
):
    import sys

    monkeypatch.setattr(typesetting, "_COMMAND", (sys.executable, "-c", "raise SystemExit(3)"))
    with pytest.raises(TypesettingFailed):
        await pdf(report)
    monkeypatch.setattr(
        typesetting, "_COMMAND", (sys.executable, "-c", "input(); input()\nimport time; time.sleep(60)")
    )
    monkeypatch.setattr(typesetting, "_TIMEOUT_S", 0.2)
    with pytest.raises(TypesettingFailed):
        await pdf(report)


def test_the_chart_has_a_bar_for_each_estimate_within_its_frame(facts: Facts):
    root = ElementTree.fromstring(chart(facts.opportunities))
    bars = [each for each in root if each.tag.endswith("rect")]
    assert len(bars) == 2 * len(facts.opportunities)
    assert all(0 < float(bar.attrib["x"]) + float(bar.attrib["width"]) < 640 for bar in bars)
    strange = replace(facts.opportunities[0], partner_type="<b>&")
    assert "&lt;b&gt;&amp;" in chart([strange])
