"""Partnership analysis over gRPC."""

from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict

from service_kit.db.database import Database
from service_kit.testing.callers import AI_SERVICE


async def analysis(leagues: Any, query: str = "PLL", **wanted: Any) -> Any:
    league = (await leagues.call("SearchLeagues", query=query)).leagues[0]
    return (await leagues.call("ScorePartnerships", AI_SERVICE, league_id=league.id, **wanted)).analysis


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


ORDER = (
    "National Football League",
    "National Basketball Association",
    "Premier League",
    "Major League Baseball",
    "Formula One World Championship",
    "National Hockey League",
    "Major League Soccer",
    "Australian Football League",
    "National Rugby League",
    "MotoGP World Championship",
    "Women's National Basketball Association",
    "National Women's Soccer League",
    "Canadian Football League",
    "A-League Men",
    "Women's Super League",
    "American Hockey League",
    "NBA G League",
    "Professional Fighters League",
    "Premier Lacrosse League",
    "Drone Racing League",
)


async def test_twenty_well_known_leagues_are_in_the_order_that_their_figures_suggest(
    leagues: Any, demo_database: Database
) -> None:
    """The order of their revenue, media rights and attendance, as published; no two are equal."""
    async with demo_database.read() as connection:
        cursor = await connection.execute(
            "SELECT name, id FROM league.leagues WHERE name = ANY(%s)", [list(ORDER)]
        )
        ids = dict(await cursor.fetchall())
    totals = {
        name: (
            await leagues.call("ScorePartnerships", AI_SERVICE, league_id=ids[name])
        ).analysis.total_potential_value
        for name in ORDER
    }
    assert sorted(totals, key=lambda name: -totals[name]) == list(ORDER)
    assert len(set(totals.values())) == len(ORDER)


async def test_unknown_income_does_not_make_a_league_look_larger(leagues: Any) -> None:
    """The first league of each pair is known to earn more than the second, of which less is known."""
    pairs = (
        ("National Hockey League", "Ligue 1"),
        ("Liga MX", "National Women's Soccer League"),
        ("KBO League", "American Hockey League"),
        ("Canadian Football League", "United Football League"),
        ("Premiership Rugby", "National Lacrosse League"),
        ("Formula E World Championship", "NBA G League"),
    )
    for larger, smaller in pairs:
        known, unknown = await analysis(leagues, larger), await analysis(leagues, smaller)
        assert (known.league.name, unknown.league.name) == (larger, smaller)
        assert known.total_potential_value > unknown.total_potential_value, (larger, smaller)


async def test_no_league_of_the_demo_stands_at_a_bound(leagues: Any, demo_database: Database) -> None:
    async with demo_database.read() as connection:
        cursor = await connection.execute("SELECT id FROM league.leagues")
        ids = [league_id for (league_id,) in await cursor.fetchall()]
    values: list[float] = []
    for league_id in ids:
        found = (await leagues.call("ScorePartnerships", AI_SERVICE, league_id=league_id)).analysis
        values += [each.estimated_value for each in found.opportunities]
    assert min(values) > 1000
    assert max(values) < 100_000_000


async def test_figures_are_named_with_their_date_and_publication(leagues: Any) -> None:
    found = await analysis(leagues, "National Hockey League")
    drivers = {driver.name: driver.detail for driver in found.opportunities[0].drivers}
    assert "(2023-24, press reports; rounded)" in drivers["revenue_usd"]
    assert any("average attendance of 17,500" in text for text in MessageToDict(found.ai_metadata)["figures"])
    figures = (await leagues.call("ListLeagueSources", league_id=found.league.id)).figures
    assert {figure.name for figure in figures} == {"revenue_usd", "broadcast_usd", "attendance", "followers"}


async def test_a_defunct_league_has_no_opportunities_of_high_confidence(leagues: Any) -> None:
    found = await analysis(leagues, "Overwatch League")
    assert not found.high_confidence_opportunities


async def test_the_best_known_leagues_come_first(leagues: Any) -> None:
    listed = (await leagues.call("ListLeagues", sport="hockey")).leagues
    assert listed[0].name == "National Hockey League"
    names = [league.name for league in (await leagues.call("ListLeagues", sport="basketball")).leagues]
    assert names[0] == "National Basketball Association"
