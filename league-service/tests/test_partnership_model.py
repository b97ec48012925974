"""The partnership model: its invariants hold for every league, and the same facts give the same answer."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from league_service.catalogue.figures.domain import FIGURES, Figure
from league_service.catalogue.leagues.domain import League, Rivals
from league_service.catalogue.partnerships.analysis import Analysis, analyse
from league_service.catalogue.partnerships.changes import what_would_change
from league_service.catalogue.partnerships.domain import (
    HIGH_CONFIDENCE,
    MAX_VALUE,
    MIN_VALUE,
    Case,
    Estimate,
    Figures,
    bounded,
    estimate,
)
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


figures = st.dictionaries(st.sampled_from(FIGURES), st.floats(1, 1e10), max_size=4).map(
    lambda values: {name: Figure(name, value, "2025", "s", "a report") for name, value in values.items()}
)


def case_of(league: League, sport: tuple[str, str], figures: Figures | None = None, **facts: object) -> Case:
    changed = replace(league, sport=sport[0], **facts)  # type: ignore[arg-type]
    return Case(changed, market_of(*sport), NOW, figures or {})


def analysis_of(
    league: League, sport: tuple[str, str], figures: Figures | None = None, **wanted: object
) -> Analysis:
    return analyse(case_of(league, sport, figures), RIVALS, **wanted)  # type: ignore[arg-type]


@given(leagues, sports, figures)
def test_every_figure_is_within_its_bounds_and_the_total_is_the_sum(
    league: League, sport: tuple[str, str], known: Figures
) -> None:
    analysis = analysis_of(league, sport, known)
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
        smaller = estimate(case_of(league, sport, member_count=few), kind)
        larger = estimate(case_of(league, sport, member_count=many), kind)
        assert smaller.value <= larger.value


@given(leagues, sports, st.integers(1800, 2026), st.integers(1800, 2026))
def test_age_is_never_worth_less(league: League, sport: tuple[str, str], one: int, other: int) -> None:
    old, young = sorted((one, other))
    younger = estimate(case_of(league, sport, founded_year=young), "sponsor")
    older = estimate(case_of(league, sport, founded_year=old), "sponsor")
    assert younger.value <= older.value


@given(leagues, sports)
def test_a_known_fact_never_lowers_confidence_and_narrows_the_range(
    league: League, sport: tuple[str, str]
) -> None:
    unknown = estimate(case_of(league, sport, member_count=0), "venue")
    known = estimate(case_of(league, sport, member_count=8), "venue")
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


@given(leagues, sports, figures)
def test_the_drivers_multiply_to_the_value(league: League, sport: tuple[str, str], known: Figures) -> None:
    from league_service.catalogue.partnerships.domain import BASE_VALUE, clamp

    found = estimate(case_of(league, sport, known), "broadcaster")
    value = BASE_VALUE["broadcaster"]
    for driver in found.drivers:
        value *= driver.factor
    assert found.value == pytest.approx(clamp(round(value, -2)), abs=100)


@given(st.floats(0, 1e12), st.floats(0, 1e12))
def test_a_larger_value_stays_larger_under_the_bounds(one: float, other: float) -> None:
    small, large = sorted((one, other))
    assert MIN_VALUE <= bounded(small) <= bounded(large) <= MAX_VALUE
    assert bounded(2_000_000_000) - bounded(1_000_000_000) > 1_000_000


@given(leagues, sports, st.floats(1, 1e10), st.floats(1, 1e10))
def test_larger_figures_are_never_worth_less(
    league: League, sport: tuple[str, str], one: float, other: float
) -> None:
    few, many = sorted((one, other))
    for name in FIGURES:
        for kind in PARTNER_TYPES:
            smaller, larger = (
                estimate(case_of(league, sport, {name: Figure(name, value, "2025", "s", "p")}), kind)
                for value in (few, many)
            )
            assert smaller.value <= larger.value


@given(leagues, sports, st.floats(1e6, 1e10), st.floats(1, 1e9))
def test_figures_that_stand_in_for_income_do_not_change_what_income_says(
    league: League, sport: tuple[str, str], income: float, followers: float
) -> None:
    revenue: Figures = {"revenue_usd": Figure("revenue_usd", income, "2025", "s", "p")}
    both: Figures = {**revenue, "followers": Figure("followers", followers, "2025", "s", "p")}
    for kind in PARTNER_TYPES:
        less, more = (estimate(case_of(league, sport, known), kind) for known in (revenue, both))
        assert less.value == more.value
        assert less.confidence <= more.confidence


@given(leagues, sports, st.floats(1, 1e6))
def test_a_league_of_unknown_income_is_not_above_what_its_attendance_suggests(
    league: League, sport: tuple[str, str], attendance: float
) -> None:
    known: Figures = {"attendance": Figure("attendance", attendance, "2025", "s", "p")}
    drivers = {
        driver.name: driver.factor for driver in estimate(case_of(league, sport, known), "sponsor").drivers
    }
    assert 0 < drivers["unknown_income"] <= 1


@given(leagues, sports, figures.filter(bool))
def test_figures_raise_confidence_and_narrow_the_range(
    league: League, sport: tuple[str, str], known: Figures
) -> None:
    for kind in PARTNER_TYPES:
        without, with_figures = (
            estimate(case_of(league, sport), kind),
            estimate(case_of(league, sport, known), kind),
        )
        assert without.confidence < with_figures.confidence
        assert without.confidence < HIGH_CONFIDENCE


@given(leagues, sports, figures)
def test_what_an_estimate_says_would_change_it_is_what_the_model_computes(
    league: League, sport: tuple[str, str], known: Figures
) -> None:
    case = case_of(league, sport, known)
    for kind in PARTNER_TYPES:
        found = estimate(case, kind)
        said = what_would_change(case, found)
        assert said
        for count, effect in re.findall(r"Expansion: (\d+) teams .* would add (\d+)%", "\n".join(said)):
            more = estimate(case_of(league, sport, known, member_count=int(count)), kind)
            assert int(effect) == round(100 * (more.value / found.value - 1))


@given(leagues, sports, figures)
def test_a_defunct_league_has_no_opportunity_of_high_confidence(
    league: League, sport: tuple[str, str], known: Figures
) -> None:
    assert analysis_of(replace(league, status="defunct"), sport, known).high_confidence == ()


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
    values = zip(FIGURES, (7e9, 4e9, 38_000, 7e7), strict=True)
    known: Figures = {name: Figure(name, value, "2025", "s", "a report") for name, value in values}
    analysis = analysis_of(league, ("soccer", "football"), known)
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
