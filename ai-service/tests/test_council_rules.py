"""The council: who sits in it, with which share of the votes, and what it says of a game."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from statistics import pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_service.nfl_experts.betting.markets import Category, Side
from ai_service.nfl_experts.council.consensus import Vote, consensus_of, disagreements_of, without
from ai_service.nfl_experts.council.domain import (
    WEIGHTS,
    Candidate,
    Decision,
    Seat,
    components_of,
    own_category,
    select_council,
)
from ai_service.nfl_experts.council.shares import shares_of
from ai_service.nfl_experts.experts.roster import BY_ID, EXPERTS
from ai_service.nfl_experts.predictions.stance import Stance, points_text

NOW = datetime(2025, 9, 2, 14, tzinfo=UTC)
CATEGORIES: tuple[Category, ...] = ("spread", "winner", "total")
DECISIONS = st.lists(
    st.builds(Decision, st.integers(1, 22), st.sampled_from(CATEGORIES), st.floats(0.5, 0.99), st.booleans()),
    max_size=60,
)


def candidate(
    expert_id: str, decisions: Sequence[Decision] = (), *, weight: float = 0.8, eliminated: bool = False
) -> Candidate:
    return Candidate(expert_id, "spread", weight, tuple(decisions), eliminated)


def record(right: int, wrong: int, *, week: int = 1, confidence: float = 0.6) -> list[Decision]:
    return [Decision(week, "spread", confidence, number < right) for number in range(right + wrong)]


def council(candidates: Sequence[Candidate], week: int = 10) -> list[str]:
    return [member.expert_id for member in select_council(candidates, week=week, at=NOW)]


def stance(expert_id: str, side: Side, pick: str, *, margin: float = 0.0, confidence: float = 0.6) -> Stance:
    category: Category = "total" if side in ("over", "under") else "spread"
    return Stance(expert_id, "2025_05_KC_BUF", category, side, pick, confidence, margin, 45.0 + margin)


def vote(expert_id: str, side: Side, weight: str, **numbers: float) -> Vote:
    pick = {"home": "BUF +2.5", "away": "KC -2.5", "over": "over 47.5", "under": "under 47.5"}[side]
    return Vote(stance(expert_id, side, pick, **numbers), Decimal(weight))


def test_weights_are_the_documented_ones_and_sum_to_one() -> None:
    assert WEIGHTS == {
        "accuracy": 0.35,
        "recent_performance": 0.25,
        "consistency": 0.20,
        "calibration": 0.10,
        "specialization": 0.10,
    }
    assert sum(map(Fraction, map(str, WEIGHTS.values()))) == 1


def test_components_are_what_their_formulas_say() -> None:
    decisions = [
        *record(6, 4, week=1, confidence=0.65),
        *record(8, 2, week=6, confidence=0.65),
        Decision(7, "total", 0.65, False),
    ]
    components = components_of(candidate("x", decisions, weight=0.9), week=8)
    assert components["accuracy"] == pytest.approx((14 + 10) / (21 + 20), abs=1e-6)
    assert components["recent_performance"] == pytest.approx((8 + 5) / (11 + 10), abs=1e-6)
    raw = 1 - pstdev([0.6, 0.8, 0.0]) / 0.5
    assert components["consistency"] == pytest.approx((3 * raw + 2 * 0.5) / 5, abs=1e-6)
    error = abs(0.65 - 14 / 21)
    assert components["calibration"] == pytest.approx(((1 - 2 * error) * 21 + 0.5 * 20) / 41, abs=1e-6)
    assert components["specialization"] == pytest.approx(0.9 * (14 + 10) / (20 + 20), abs=1e-6)


def test_the_score_is_reproduced_from_the_components_shown() -> None:
    members = select_council([candidate(name, record(3, 2)) for name in "abcdef"], week=2, at=NOW)
    for member in members:
        shown = sum(WEIGHTS[name] * value for name, value in member.components.items())
        assert member.selection_score == pytest.approx(shown, abs=5e-7)


def test_the_first_week_seats_the_five_with_the_greatest_specialization_weight() -> None:
    candidates = [candidate(f"expert-{n}", weight=0.5 + n / 100) for n in range(15)]
    members = select_council(candidates, week=1, at=NOW)
    assert [member.expert_id for member in members] == [f"expert-{n}" for n in (14, 13, 12, 11, 10)]
    assert [member.rank for member in members] == [1, 2, 3, 4, 5]
    assert "nothing is graded yet" in members[0].reason_selected
    assert "0.64" in members[0].reason_selected
    expected = {**dict.fromkeys(WEIGHTS, 0.5), "specialization": 0.32}
    assert members[0].components == expected


def test_equals_are_seated_by_id() -> None:
    assert council([candidate(name) for name in "gfedcba"]) == ["a", "b", "c", "d", "e"]


def test_the_eliminated_never_sit_even_when_they_were_the_best() -> None:
    best = candidate("best", record(50, 0), eliminated=True)
    others = [candidate(name, record(1, 1)) for name in "abcdef"]
    assert "best" not in council([best, *others])
    assert council([best, *others[:3]]) == ["a", "b", "c"]
    assert council([best]) == []


def test_nothing_of_the_week_itself_or_later_counts() -> None:
    decisions = record(4, 4, week=3)
    future = [*decisions, *record(40, 0, week=4), *record(40, 0, week=5)]
    assert components_of(candidate("x", future), week=4) == components_of(candidate("x", decisions), week=4)


def test_a_long_good_record_beats_a_short_perfect_one() -> None:
    lucky = candidate("lucky", record(2, 0, week=9))
    steady = candidate("steady", [each for week in range(1, 10) for each in record(10, 5, week=week)])
    assert council([lucky, steady])[0] == "steady"


def test_the_recent_four_weeks_count_apart() -> None:
    early = candidate("early", [*record(9, 1, week=1), *record(1, 9, week=9)])
    late = candidate("late", [*record(1, 9, week=1), *record(9, 1, week=9)])
    assert council([early, late])[0] == "late"


def test_reasons_cite_the_numbers() -> None:
    (member,) = select_council(
        [candidate("x", [*record(5, 3, week=1), *record(6, 2, week=8)])], week=9, at=NOW
    )
    assert "68.8% (11 of 16)" in member.reason_selected
    assert "last 4 weeks 75.0% (6 of 8)" in member.reason_selected
    assert (
        "spread as its own category 68.8% (11 of 16) with specialization weight 0.80"
        in member.reason_selected
    )
    assert f"calibration {member.components['calibration']:.2f}" in member.reason_selected


@pytest.mark.parametrize(("week", "words"), [(2, "last week"), (3, "last 2 weeks"), (7, "last 4 weeks")])
def test_reasons_count_no_weeks_that_nobody_played(week: int, words: str) -> None:
    (member,) = select_council([candidate("x", record(6, 2, week=week - 1))], week=week, at=NOW)
    assert f", {words} 75.0% (6 of 8)," in member.reason_selected


@given(records=st.lists(DECISIONS, min_size=5, max_size=8), week=st.integers(1, 23))
def test_any_records_give_five_members_whose_votes_sum_to_exactly_one(
    records: list[list[Decision]], week: int
) -> None:
    candidates = [candidate(f"expert-{number}", decisions) for number, decisions in enumerate(records)]
    members = select_council(candidates, week=week, at=NOW)
    assert len(members) == 5
    assert sum(member.vote_weight for member in members) == 1
    scores = [member.selection_score for member in members]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= value <= 1 for member in members for value in member.components.values())
    total = sum(map(Fraction, scores))
    for member in members:
        exact = Fraction(member.selection_score) / total
        assert abs(Fraction(member.vote_weight) - exact) < Fraction(1, 1_000_000)


@given(decisions=DECISIONS, random=st.randoms())
def test_the_order_of_grading_changes_no_digit(decisions: list[Decision], random: object) -> None:
    shuffled = list(decisions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert select_council([candidate("x", shuffled)], week=23, at=NOW) == select_council(
        [candidate("x", decisions)], week=23, at=NOW
    )


def test_a_specialist_is_judged_by_what_it_bets_on_first() -> None:
    assert {own_category(expert) for expert in EXPERTS} <= set(CATEGORIES)
    assert own_category(BY_ID["the-analyst"]) == "spread"
    assert own_category(BY_ID["the-meteorologist"]) == "total"


@given(weights=st.lists(st.floats(0, 1000), min_size=1, max_size=12))
def test_shares_sum_to_exactly_one_with_six_digits(weights: list[float]) -> None:
    shares = shares_of(weights)
    assert sum(shares) == 1
    assert all(share == share.quantize(Decimal("0.000001")) >= 0 for share in shares)


def test_missing_millionths_go_to_the_largest_remainders() -> None:
    assert shares_of([1, 1, 1]) == (Decimal("0.333334"), Decimal("0.333333"), Decimal("0.333333"))
    assert shares_of([0, 0]) == (Decimal("0.5"), Decimal("0.5"))
    assert shares_of([]) == ()


def test_a_verdict_is_the_weightier_side_with_its_breakdown() -> None:
    verdict = consensus_of(
        [
            vote("a", "away", "0.42", confidence=0.8),
            vote("b", "away", "0.30", confidence=0.6),
            vote("c", "home", "0.28", confidence=0.9),
        ]
    )["spread"]
    assert (verdict.prediction, verdict.side) == ("KC -2.5", "away")
    assert verdict.vote_breakdown == {"KC -2.5": Decimal("0.72"), "BUF +2.5": Decimal("0.28")}
    assert verdict.agreement_level == pytest.approx(0.44)
    assert verdict.confidence == pytest.approx((0.42 * 0.8 + 0.30 * 0.6) / 0.72, abs=1e-6)


def test_all_who_agree_agree_fully_even_at_different_lines() -> None:
    votes = [
        Vote(stance("a", "away", "KC -2.5"), Decimal("0.4")),
        Vote(stance("b", "away", "KC -3"), Decimal("0.6")),
    ]
    verdict = consensus_of(votes)["spread"]
    assert (verdict.prediction, verdict.agreement_level) == ("KC -3", 1.0)
    assert verdict.vote_breakdown == {"KC -3": 1}


def test_only_votes_that_were_cast_count_and_no_votes_give_no_verdict() -> None:
    verdicts = consensus_of([vote("a", "over", "0.2"), vote("b", "under", "0.1")])
    assert set(verdicts) == {"total"}
    assert sum(verdicts["total"].vote_breakdown.values()) == 1
    assert verdicts["total"].vote_breakdown["over 47.5"] == Decimal("0.666667")
    assert consensus_of([]) == {}


@given(
    sides=st.lists(
        st.tuples(st.sampled_from(["home", "away"]), st.integers(1, 10**6)), min_size=1, max_size=5
    )
)
def test_breakdowns_sum_to_one_and_the_prediction_leads_them(sides: list[tuple[Side, int]]) -> None:
    weights = shares_of([weight for _, weight in sides])
    votes = [
        vote(f"expert-{number}", side, str(weight))
        for number, ((side, _), weight) in enumerate(zip(sides, weights, strict=True))
    ]
    verdict = consensus_of(votes)["spread"]
    assert sum(verdict.vote_breakdown.values()) == 1
    assert verdict.vote_breakdown[verdict.prediction] == max(verdict.vote_breakdown.values())
    assert 0 <= verdict.agreement_level <= 1
    assert verdict == consensus_of(votes[::-1])["spread"]


def test_disagreements_are_between_sides_and_measured_by_what_is_expected() -> None:
    votes = [
        vote("the-gambler", "away", "0.4", margin=-4.5),
        vote("the-rebel", "home", "0.3", margin=0.5),
        vote("the-analyst", "away", "0.3", margin=-0.5),
    ]
    found = disagreements_of(votes)
    assert [(each.expert_a, each.expert_b, each.difference) for each in found] == [
        ("the-gambler", "the-rebel", "5 points"),
        ("the-analyst", "the-rebel", "1 point"),
    ]


def test_a_distance_reads_as_a_person_would_say_it() -> None:
    assert [points_text(value) for value in (5.04, 4.5, 1.0, 0.0)] == [
        "5 points",
        "4.5 points",
        "1 point",
        "0 points",
    ]


def test_without_one_expert_the_others_share_its_votes_and_may_decide_otherwise() -> None:
    votes = [vote("a", "away", "0.52"), vote("b", "home", "0.36"), vote("c", "away", "0.12")]
    rest = without(votes, "a")
    assert [(each.stance.expert_id, each.weight) for each in rest] == [
        ("b", Decimal("0.75")),
        ("c", Decimal("0.25")),
    ]
    assert consensus_of(votes)["spread"].prediction == "KC -2.5"
    assert consensus_of(rest)["spread"].prediction == "BUF +2.5"


def test_without_one_expert_all_of_its_votes_are_gone_and_weights_are_scaled_once() -> None:
    votes = [vote(name, side, "0.5") for name in "ab" for side in ("home", "over")]
    rest = without(votes, "a")
    assert [(each.stance.expert_id, each.weight) for each in rest] == [("b", 1), ("b", 1)]
    assert without(rest, "b") == ()
    assert without(votes, "nobody") == tuple(votes)


def test_a_member_is_comparable_as_stored() -> None:
    first, again = (select_council([candidate("x", record(3, 1))], week=2, at=NOW)[0] for _ in range(2))
    assert isinstance(first, Seat)
    assert first == again
