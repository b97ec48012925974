"""The partnership model: its invariants hold for every league, and the same facts give the same answer."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from league_service.catalogue.leagues.domain import League, Rivals
from league_service.catalogue.partnerships.analysis import Analysis, analyse
from league_service.catalogue.partnerships.domain import MAX_VALUE, MIN_VALUE, Estimate, estimate
from league_service.catalogue.partnerships.market import PARTNER_TYPES, market_of
from league_service.core.vocabulary.domain import packaged
from league_service.core.vocabulary.levels import level_keys

NOW = datetime(2026, 3, 1, tzinfo=UTC)
RIVALS = Rivals(3, 1, ("One", "Two"))

sports = st.sampled_from([(sport.key, sport.category) for sport in packaged().sports])
leagues = st.builds(
    League,
    id=st.just("id"),
    name=st.just("Some League"),
    sport=st.just("chess"),
    level=st.sampled_from(level_keys()),
    level_inferred=st.booleans(),
    founded_year=st.none() | st.integers(1800, 2100),
    member_count=st.integers(0, 1_000_000),
    status=st.sampled_from(["active", "defunct", "unknown"]),
    website=st.sampled_from(["", "https://example.org"]),
)


def analysis_of(league: League, sport: tuple[str, str], **wanted: object) -> Analysis:
    return analyse(replace(league, sport=sport[0]), market_of(*sport), RIVALS, NOW, **wanted)  # type: ignore[arg-type]


@given(leagues, sports)
def test_every_figure_is_within_its_bounds_and_the_total_is_the_sum(
    league: League, sport: tuple[str, str]
) -> None:
    analysis = analysis_of(league, sport)
    for each in analysis.opportunities:
        found = each.estimate
        assert MIN_VALUE <= found.low <= found.value <= found.high <= MAX_VALUE
        assert 0 <= found.probability <= 1
        assert 0 <= found.confidence <= 1
    assert analysis.total == sum(each.estimate.value for each in analysis.opportunities)
    assert {each.estimate.partner_type for each in analysis.opportunities} == set(PARTNER_TYPES)
    assert analysis.summary
    assert analysis.risk_factors
    assert analysis.recommendations


@given(leagues, sports, st.integers(1, 1_000_000), st.integers(1, 1_000_000))
def test_more_teams_are_never_worth_less(
    league: League, sport: tuple[str, str], one: int, other: int
) -> None:
    few, many = sorted((one, other))
    for kind in PARTNER_TYPES:
        smaller = estimate(replace(league, member_count=few), market_of(*sport), kind, NOW)  # type: ignore[arg-type]
        larger = estimate(replace(league, member_count=many), market_of(*sport), kind, NOW)  # type: ignore[arg-type]
        assert smaller.value <= larger.value


@given(leagues, sports, st.integers(1800, 2026), st.integers(1800, 2026))
def test_age_is_never_worth_less(league: League, sport: tuple[str, str], one: int, other: int) -> None:
    old, young = sorted((one, other))
    younger = estimate(replace(league, founded_year=young), market_of(*sport), "sponsor", NOW)
    older = estimate(replace(league, founded_year=old), market_of(*sport), "sponsor", NOW)
    assert younger.value <= older.value


@given(leagues, sports)
def test_a_known_fact_never_lowers_confidence_and_narrows_the_range(
    league: League, sport: tuple[str, str]
) -> None:
    unknown = estimate(replace(league, member_count=0), market_of(*sport), "venue", NOW)
    known = estimate(replace(league, member_count=8), market_of(*sport), "venue", NOW)
    assert known.confidence > unknown.confidence


@given(
    leagues,
    sports,
    st.lists(st.sampled_from(PARTNER_TYPES), max_size=4, unique=True),
    st.floats(0, 1),
)
def test_an_analysis_is_never_empty(
    league: League, sport: tuple[str, str], kinds: list[str], least: float
) -> None:
    analysis = analysis_of(league, sport, partner_types=kinds, min_probability=least)
    assert analysis.opportunities
    assert {each.estimate.partner_type for each in analysis.opportunities} <= set(kinds or PARTNER_TYPES)
    below = [each for each in analysis.opportunities if each.estimate.probability < least]
    assert not below or len(analysis.opportunities) == 1
    assert bool(below) == ("the most probable one is shown" in analysis.summary)


@given(leagues, sports)
def test_the_drivers_multiply_to_the_value(league: League, sport: tuple[str, str]) -> None:
    from league_service.catalogue.partnerships.domain import BASE_VALUE, clamp

    found = estimate(league, market_of(*sport), "broadcaster", NOW)
    value = BASE_VALUE["broadcaster"]
    for driver in found.drivers:
        value *= driver.factor
    assert found.value == clamp(round(value, -2))


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (999, "Partnership value must be at least $1,000"),
        (100_000_001, "Partnership value cannot exceed $100M"),
    ],
)
def test_a_value_out_of_bounds_is_refused(value: float, says: str) -> None:
    with pytest.raises(ValueError, match=says.replace("$", r"\$")):
        Estimate("sponsor", value, 1000, 2000, 0.5, 0.5)


def test_an_analysis_without_opportunities_is_refused() -> None:
    with pytest.raises(ValueError, match="Analysis must include at least one opportunity"):
        Analysis((), "", 0, (), (), {})


def test_a_known_league_of_a_known_sport() -> None:
    league = League("id", "Premier League", "soccer", "professional", founded_year=1992, member_count=20,
                    status="active", website="https://example.org")  # fmt: skip
    analysis = analysis_of(league, ("soccer", "football"))
    sponsor = next(each for each in analysis.opportunities if each.estimate.partner_type == "sponsor")
    assert sponsor.estimate.confidence == 0.95
    assert sponsor.timeline == "Q3 2026"
    assert len(analysis.high_confidence) == 4
    assert analysis.metadata["provider"] == "none"
    assert sponsor.competitive_landscape["best_known_rivals"] == ["One", "Two"]


def test_a_defunct_league_has_hardly_a_chance_and_says_so() -> None:
    league = League("id", "Old League", "soccer", "professional", status="defunct")
    analysis = analysis_of(league, ("soccer", "football"))
    assert {each.estimate.probability for each in analysis.opportunities} == {0.02}
    assert any("defunct" in risk for risk in analysis.risk_factors)


def test_a_sport_without_a_market_of_its_own_takes_its_family_s() -> None:
    assert market_of("futsal", "football").specific is False
    assert market_of("yukigassen", "snow things").sport == "other"


def test_timelines_are_quarters_or_immediate() -> None:
    league = League("id", "Some League", "padel", "professional", founded_year=2000, status="active")
    shown = {each.timeline for each in analysis_of(league, ("padel", "racquet sports")).opportunities}
    assert shown <= {"immediate", "Q1 2027", "Q3 2026", "Q2 2026"}
    assert "immediate" in shown
