"""Partnership analysis over gRPC."""

from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict

from service_kit.db.database import Database


async def analysis(leagues: Any, query: str = "PLL", **wanted: Any) -> Any:
    league = (await leagues.call("SearchLeagues", query=query)).leagues[0]
    return (await leagues.call("AnalyzePartnerships", league_id=league.id, **wanted)).analysis


async def test_an_analysis_holds_every_documented_part(leagues: Any) -> None:
    found = await analysis(leagues)
    assert found.league.name == "Premier Lacrosse League"
    assert {each.partner_type for each in found.opportunities} == {
        "sponsor",
        "broadcaster",
        "venue",
        "technology",
    }
    first = found.opportunities[0]
    assert 1000 <= first.value_range.low <= first.estimated_value <= first.value_range.high <= 100_000_000
    assert first.league_id == found.league.id
    assert first.key_contacts
    assert first.drivers
    assert first.what_would_change_it
    landscape = MessageToDict(first.competitive_landscape)
    assert landscape["same_sport_leagues"] == 2
    assert "National Lacrosse League" in landscape["best_known_rivals"]
    assert found.total_potential_value == sum(each.estimated_value for each in found.opportunities)
    assert all(each.ai_confidence >= 0.7 for each in found.high_confidence_opportunities)


async def test_it_says_that_no_model_took_part(leagues: Any) -> None:
    metadata = MessageToDict((await analysis(leagues)).ai_metadata)
    assert (metadata["provider"], metadata["computed_at"]) == ("none", "2026-03-01T12:00:00Z")
    assert "without a language model" in metadata["note"]
    assert metadata["assumptions"]


async def test_the_same_facts_give_the_same_answer(leagues: Any) -> None:
    assert await analysis(leagues) == await analysis(leagues)


async def test_kinds_and_probability_narrow_it_but_never_to_nothing(leagues: Any) -> None:
    found = await analysis(leagues, partner_types=["venue"])
    assert [each.partner_type for each in found.opportunities] == ["venue"]
    improbable = await analysis(leagues, min_probability=1)
    assert len(improbable.opportunities) == 1
    assert "most probable one is shown" in improbable.summary


@pytest.mark.parametrize("query", ["Overwatch League", "World Surf League", "Pop Warner", "Korfbal League"])
async def test_leagues_with_few_facts_are_analysed_with_less_confidence(leagues: Any, query: str) -> None:
    found = await analysis(leagues, query)
    assert found.opportunities
    assert max(each.ai_confidence for each in found.opportunities) < 0.95


async def test_what_was_estimated_is_kept_with_the_league_and_goes_with_it(
    leagues: Any, demo_database: Database
) -> None:
    found = await analysis(leagues)
    await analysis(leagues)
    count = "SELECT count(*) FROM league.partnerships WHERE league_id = %s"
    async with demo_database.read() as connection:
        assert await connection.fetch_value(count, [found.league.id]) == 4
    async with demo_database.transaction() as connection:
        await connection.execute("DELETE FROM league.leagues WHERE id = %s", [found.league.id])
        assert await connection.fetch_value(count, [found.league.id]) == 0
