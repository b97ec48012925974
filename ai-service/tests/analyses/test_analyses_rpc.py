"""Analyses through the server: written without a model, stored, listed, read and deleted by their owner."""

from datetime import timedelta

import pytest

from ai_service.models.providers.errors import ProviderOverloaded
from service_kit.caller import ANONYMOUS
from service_kit.clock.clocks import FixedClock
from service_kit.errors import NotFound, ValidationFailed

from .conftest import ANN, BEN, PLL, OneAnswer, Start, completed


async def test_an_analysis_has_every_documented_field_and_is_stored(start: Start):
    calls = await start()
    found = (await calls.call("AnalyzeLeague", {"league_id": PLL}, caller=ANN))["analysis"]
    assert found["text"].startswith("## Summary")
    assert found["structured"]["key_insights"]
    assert (found["provider"], found["tokens_used"], found["cost"]) == ("local", 0, 0)
    assert 0.7 < found["confidence"] < 1
    assert found["analysis_type"] == "business"
    assert [source["label"] for source in found["sources"]] == ["S1", "S2", "S3"]
    assert "No language model took part" in found["notes"][0]
    (listed,) = (await calls.call("ListAnalyses", {}, caller=ANN))["analyses"]
    documented = ("created_at", "user_id", "confidence", "key_insights", "recommendations", "data_sources")
    assert all(listed[name] for name in documented)
    assert (listed["analysis_id"], listed["analysis_type"]) == (found["analysis_id"], "business")
    read = await calls.call("GetAnalysis", {"analysis_id": found["analysis_id"]}, caller=ANN)
    assert read["analysis"] == found


async def test_an_analysis_of_somebody_else_is_not_there(start: Start):
    calls = await start()
    one = (await calls.call("AnalyzeLeague", {"league_id": PLL}, caller=ANN))["analysis"]["analysis_id"]
    assert (await calls.call("ListAnalyses", {}, caller=BEN))["analyses"] == []
    for analysis_id in (one, "no uuid", "00000000-0000-4000-8000-000000000000"):
        for method in ("GetAnalysis", "DeleteAnalysis"):
            with pytest.raises(NotFound) as caught:
                await calls.call(method, {"analysis_id": analysis_id}, caller=BEN)
            assert caught.value.reason == "ANALYSIS_NOT_FOUND"
    await calls.call("DeleteAnalysis", {"analysis_id": one}, caller=ANN)
    with pytest.raises(NotFound):
        await calls.call("GetAnalysis", {"analysis_id": one}, caller=ANN)


async def test_analyses_are_listed_newest_first_in_pages(start: Start, clock: FixedClock):
    calls = await start()
    for kind in ("risk", "market", "risk"):
        await calls.call("AnalyzeLeague", {"league_id": PLL, "analysis_type": kind}, caller=ANN)
        clock.advance(timedelta(minutes=1))
    first = await calls.call("ListAnalyses", {"page_size": 2}, caller=ANN)
    assert [each["analysis_type"] for each in first["analyses"]] == ["risk", "market"]
    assert first["total_size"] == 3
    rest = await calls.call(
        "ListAnalyses", {"page_size": 2, "page_token": first["next_page_token"]}, caller=ANN
    )
    assert [each["analysis_type"] for each in rest["analyses"]] == ["risk"]
    assert rest["next_page_token"] == ""
    only = await calls.call("ListAnalyses", {"analysis_type": "market", "league_id": PLL}, caller=ANN)
    assert only["total_size"] == 1
    with pytest.raises(ValidationFailed) as caught:
        await calls.call("ListAnalyses", {"page_token": "x"}, caller=ANN)
    assert caught.value.reason == "INVALID_PAGE_TOKEN"


async def test_an_unknown_league_and_a_question_that_is_too_long_are_refused(start: Start):
    calls = await start()
    with pytest.raises(NotFound) as unknown:
        await calls.call("AnalyzeLeague", {"league_id": "nowhere"}, caller=ANN)
    assert unknown.value.reason == "LEAGUE_NOT_FOUND"
    with pytest.raises(ValidationFailed) as long:
        await calls.call("AnalyzeLeague", {"league_id": PLL, "question": "why? " * 1000}, caller=ANN)
    assert long.value.reason == "PROMPT_TOO_LONG"
    assert long.value.violations[0]["loc"] == ["question"]
    assert "4,999 characters" in long.value.message
    assert (await calls.call("ListAnalyses", {}, caller=ANN))["total_size"] == 0


async def test_what_a_user_remembers_is_a_source_of_the_analysis_and_private(start: Start):
    seen: list[str] = []

    class Reading(OneAnswer):
        """A model that cites what it was shown."""

        async def generate(self, request):
            seen.append(request.prompt.messages[0].text)
            return await completed("## Summary\nThe board wants a venue [M1], not [S9].")

    calls = await start(Reading())
    note = {"content": "The board wants a venue partner first", "league_id": PLL}
    await calls.call("StoreMemory", note, caller=ANN)
    found = (await calls.call("AnalyzeLeague", {"league_id": PLL}, caller=ANN))["analysis"]
    assert "[M1] The board wants a venue partner first" in seen[0]
    assert found["sources"][-1]["kind"] == "memory"
    assert found["sources"][-1]["title"] == note["content"]
    assert found["notes"] == ["Cited sources that do not exist: S9"]
    assert (found["provider"], found["tokens_used"], found["cost"]) == ("anthropic", 30, 0.25)
    await calls.call("AnalyzeLeague", {"league_id": PLL}, caller=BEN)
    assert "board" not in seen[1]


async def test_a_partnership_analysis_explains_its_figures_and_states_risks(start: Start):
    calls = await start()
    found = (await calls.call("AnalyzePartnerships", {"league_id": PLL}, caller=ANONYMOUS))["analysis"]
    assert "worth $4,440,000 a year" in found["narrative"]
    assert "68% of the total value depends on broadcasters" in found["risk_factors"]
    assert found["ai_metadata"]["narrative_by"] == "computed"
    assert found["opportunities"]
    some = {"league_id": PLL, "partner_types": ["venue"]}
    narrow = (await calls.call("AnalyzePartnerships", some, caller=ANN))["analysis"]
    assert [each["partner_type"] for each in narrow["opportunities"]] == ["venue"]
    with pytest.raises(NotFound):
        await calls.call("AnalyzePartnerships", {"league_id": "nowhere"}, caller=ANN)


async def test_a_model_writes_the_narrative_only_for_callers_with_credentials(start: Start):
    class Poet(OneAnswer):
        asked = 0

        async def generate(self, request):
            self.asked += 1
            return await completed("A fine league.")

    poet = Poet()
    calls = await start(poet)
    anonymous = (await calls.call("AnalyzePartnerships", {"league_id": PLL}, caller=ANONYMOUS))["analysis"]
    computed = {"league_id": PLL, "narrative": "computed"}
    await calls.call("AnalyzePartnerships", computed, caller=ANN)
    assert (poet.asked, anonymous["ai_metadata"]["narrative_by"]) == (0, "computed")
    found = (await calls.call("AnalyzePartnerships", {"league_id": PLL}, caller=ANN))["analysis"]
    assert found["narrative"] == "A fine league."
    metadata = found["ai_metadata"]
    assert (metadata["provider"], metadata["cost"], metadata["tokens_used"]) == ("anthropic", 0.25, 30)


async def test_without_an_answer_of_a_model_the_narrative_is_computed_and_says_why(start: Start):
    class Broken(OneAnswer):
        async def generate(self, request):
            raise ProviderOverloaded("Anthropic generation failed: overloaded")

    calls = await start(Broken())
    found = (await calls.call("AnalyzePartnerships", {"league_id": PLL}, caller=ANN))["analysis"]
    assert "worth $4,440,000 a year" in found["narrative"]
    assert "PROVIDER_OVERLOADED" in found["ai_metadata"]["narrative_note"]
