"""What is computed from facts: texts, risks, sections and the confidence."""

import re
from dataclasses import replace
from typing import Any

import pytest

from ai_service.analyses.facts.domain import Facts, Source
from ai_service.analyses.facts.naming import person
from ai_service.analyses.writing.confidence import confidence_of
from ai_service.analyses.writing.draft import SECTIONS, TYPES, AnalysisType, draft
from ai_service.analyses.writing.narrative import narrative
from ai_service.analyses.writing.prompts import analysis_prompt
from ai_service.analyses.writing.risks import risks_of
from ai_service.analyses.writing.sections import completeness, structured
from ai_service.models.numbers.checking import check_numbers


@pytest.mark.parametrize("analysis_type", TYPES)
def test_the_computed_analysis_has_every_section_with_content(facts: Facts, analysis_type: AnalysisType):
    text = draft(facts, analysis_type)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == list(SECTIONS)
    assert completeness(text) == 1
    data = structured(text)
    assert data["summary"].startswith("Premier Lacrosse League is a professional lacrosse league")
    assert len(data["opportunities"]) == len(facts.opportunities)
    assert all(data[name] for name in ("key_insights", "risk_factors", "recommendations"))
    assert text == draft(facts, analysis_type)


def test_the_kinds_of_analysis_find_different_insights(facts: Facts):
    assert len({str(structured(draft(facts, each))["key_insights"]) for each in TYPES}) == len(TYPES)


def test_the_narrative_names_the_values_of_the_estimates(facts: Facts):
    text = narrative(facts)
    assert len(text.split("\n\n")) == 3
    for value in ("$4,440,000", "$3,000,000", "$1,500,000", "$6,000,000", "$1,200,000", "40%", "Q1 2027"):
        assert value in text


@pytest.mark.parametrize(
    ("league", "rivals", "says"),
    [
        (
            {"sport": "american_football", "level": "semi_professional", "location": "United States"},
            {"market_growth": "fast", "same_sport": 3, "same_country": 0, "best_known": ("A", "B")},
            [
                "is a semi-professional American football league in the United States,",
                "The audience of American football grows quickly; the catalogue has 3 other leagues "
                "of the sport, none of them in the United States. The best known are A and B.",
            ],
        ),
        (
            {"sport": "rugby_sevens", "level": "international", "location": "International", "country": ""},
            {"market_growth": "", "same_sport": 0, "same_country": 0, "best_known": ()},
            [
                "is an international rugby sevens league, founded",
                "How the audience of rugby sevens grows is unknown; "
                "the catalogue has no other league of the sport.",
            ],
        ),
        (
            {"location": "England, Wales", "country": "England", "status": "defunct"},
            {"same_sport": 1, "same_country": 1, "best_known": ("A",)},
            [
                "league (England, Wales),",
                "1 other league of the sport, also in England. The best known is A.",
            ],
        ),
    ],
)
def test_texts_name_things_by_words(facts: Facts, league: Any, rivals: Any, says: list[str]):
    changed = replace(facts, league=replace(facts.league, **league), rivals=replace(facts.rivals, **rivals))
    text = narrative(changed)
    for part in says:
        assert part in text
    assert "_" not in text + "".join(risks_of(changed))
    assert [each.text for each in check_numbers(text, changed.stated()).unsupported] == []


def test_the_computed_analysis_quotes_documents_and_memories_and_cites_them(facts: Facts):
    words = "The lease of the arena [S9]\nends in 2031."
    told = facts.with_sources(
        (
            Source("D1", "document", "arena.pdf", page=12, text=words),
            Source("D2", "document", "long.pdf", text="word " * 100),
            Source("M1", "memory", "venues", text="We want venues only"),
        )
    )
    text = draft(told, "risk")
    insights = structured(text)["key_insights"]
    assert "arena.pdf, page 12: “The lease of the arena (S9) ends in 2031.” [D1]" in insights
    assert any(each.endswith("word …” [D2]") and len(each) < 330 for each in insights)
    assert "You asked to remember: “We want venues only” [M1]" in insights
    assert check_numbers(text, told.stated()).unsupported == ()
    assert "[D1]" not in draft(told, "risk", quotes=False)


def test_what_applies_to_several_kinds_of_partners_is_said_once(facts: Facts):
    same = tuple(replace(each, drivers=("level: professional",)) for each in facts.opportunities)
    insights = structured(draft(replace(facts, opportunities=same), "partnership"))["key_insights"]
    kinds = "broadcasters, sponsors and venues"
    assert insights[-1] == f"What drives the value of {kinds}: level: professional [S2]"


def test_contacts_are_named_inside_the_sentence():
    assert person("Head of partnerships of the league") == "the head of partnerships of the league"
    assert person("CEO of the league") == "the CEO of the league"


def test_risks_follow_from_the_estimates(facts: Facts):
    assert risks_of(facts) == (
        "The league is young (8 years): it may end before a contract does",
        "68% of the total value depends on broadcasters",
        "3 other leagues of lacrosse may approach the same partners",
    )
    doubtful = tuple(replace(each, confidence=0.4, probability=0.2) for each in facts.opportunities)
    found = risks_of(replace(facts, opportunities=doubtful))
    assert "The estimate for venues is uncertain: $120,000 to $480,000 a year" in found
    assert "No kind of partner is more likely to be won than not" in found


def test_the_confidence_is_the_stated_sum_of_its_parts(facts: Facts):
    text = draft(facts, "business")
    of_facts = (0.62 * 3_000_000 + 0.74 * 1_200_000 + 0.81 * 240_000) / 4_440_000
    whole = confidence_of(facts, text, numbers=10, unsupported=0)
    assert whole.value == pytest.approx(0.5 * of_facts + 0.3 + 0.2, abs=0.005)
    worse = confidence_of(facts, "Good league.", numbers=4, unsupported=3)
    assert (worse.facts, worse.support, worse.completeness) == (whole.facts, 0.25, 0.2)
    assert worse.value == pytest.approx(0.5 * of_facts + 0.3 * 0.25 + 0.2 * 0.2, abs=0.005)
    assert confidence_of(facts, "Good league.", numbers=0, unsupported=0).support == 1


def test_a_defunct_league_never_has_more_than_half_of_the_confidence(facts: Facts):
    gone = replace(facts, league=replace(facts.league, status="defunct"))
    assert confidence_of(gone, draft(gone, "risk"), numbers=5, unsupported=0).value == 0.5


@pytest.mark.parametrize(
    "text",
    [
        "## Summary\nFine.\n## Key Insights\n- one\n- two\n### Risks:\n1. a risk\n   goes on\n",
        "Fine.\n\n**Key insights**\n* one\n* two\n\n**Risks:**\n- a risk goes on",
        "Fine.\n# 2. Key insights\none\ntwo\n# Risks and doubts\n• a risk goes on\n# Appendix\n",
    ],
)
def test_sections_are_found_however_a_model_writes_its_headings(text: str):
    data = structured(text)
    assert data["summary"] == "Fine."
    assert data["key_insights"] == ["one", "two"]
    assert data["risk_factors"][0] == "a risk goes on"
    assert data["recommendations"] == []
    assert completeness(text) == 0.6


def test_a_prompt_states_facts_and_question_and_keeps_to_the_documented_settings(facts: Facts):
    prompt = analysis_prompt(facts, "risk", "What could go wrong?")
    text = prompt.messages[0].text
    assert (prompt.max_tokens, prompt.temperature) == (2000, 0.3)
    for part in ("3000000", "What could go wrong?", "[S3] average attendance", "## Recommendations"):
        assert part in text
    assert prompt.draft == draft(facts, "risk")


@pytest.mark.parametrize("analysis_type", TYPES)
def test_every_number_of_a_computed_text_is_among_the_facts(facts: Facts, analysis_type: AnalysisType):
    for text in (draft(facts, analysis_type), narrative(facts)):
        check = check_numbers(text, facts.stated())
        assert check.numbers > 5
        assert [each.text for each in check.unsupported] == []
    invented = draft(facts, analysis_type) + "\n- It could even earn $7,654,321 [S1]"
    assert [each.text for each in check_numbers(invented, facts.stated()).unsupported] == ["$7,654,321"]


def test_a_note_behind_a_list_is_no_item_of_it():
    text = "## Recommendations\n- go\n  on\n- stop\n\nThis text was computed."
    assert structured(text)["recommendations"] == ["go on", "stop"]
