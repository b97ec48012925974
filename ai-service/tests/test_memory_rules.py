"""Memories: what stays of a bet, how it felt, and when it comes back."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_service.nfl_experts.betting.settlement import Outcome
from ai_service.nfl_experts.facts.season import GameFacts, Quote
from ai_service.nfl_experts.memories.domain import Episode, Impression, impression_of, kind_of, streak_of
from ai_service.nfl_experts.memories.recall import cosine, recall
from ai_service.nfl_experts.memories.situation import Situation, situation_of
from ai_service.nfl_experts.memories.words import content_of

KICKOFF = datetime(2023, 9, 24, 17, tzinfo=UTC)
VECTORS = st.lists(st.floats(-1.5, 1.5), min_size=4, max_size=4)

OUTDOORS = Situation(
    week=3,
    handicap=-3.0,
    total=48.5,
    divisional=True,
    rest_difference=-3,
    indoors=False,
    temperature_f=28.0,
    wind_mph=18.0,
)

LOST = Episode(
    market="spread",
    pick="BUF +3",
    price=-110,
    stake=Decimal("1200.00"),
    bankroll_before=Decimal("9600.00"),
    confidence=0.78,
    outcome="lost",
    profit=Decimal("-1200.00"),
    lead=-7.0,
    expected_margin=-1.0,
    expected_total=47.0,
    home="MIA",
    away="BUF",
    home_score=30,
    away_score=20,
    streak=-1,
    situation=OUTDOORS,
)
WON = replace(LOST, outcome="won", profit=Decimal("300.00"), lead=4.0, home_score=21, away_score=22, streak=1)


@dataclass(frozen=True)
class Kept:
    """A memory as stored."""

    id: str
    features: tuple[float, ...]
    importance: float = 0.5
    created_at: datetime = KICKOFF


@pytest.mark.parametrize(
    ("episode", "kind"),
    [
        (LOST, "lesson_learned"),
        (replace(LOST, lead=-1.5), "bad_beat"),
        (replace(LOST, lead=-2.0), "lesson_learned"),
        (replace(LOST, streak=-3), "streak"),
        (replace(LOST, streak=-4), "lesson_learned"),
        (replace(LOST, home_score=40), "surprise"),
        (WON, None),
        (replace(WON, streak=5), "streak"),
        (replace(WON, streak=6), None),
        (replace(WON, profit=Decimal("960.00"), streak=3), "big_win"),
        (replace(WON, profit=Decimal("959.99")), None),
        (replace(WON, away_score=39), "surprise"),
        (replace(WON, market="total", expected_total=61.0), "surprise"),
        (replace(LOST, outcome="push"), None),
        (replace(LOST, outcome="void", streak=-3), None),
    ],
)
def test_what_a_bet_leaves_behind_follows_the_rules_in_order(episode: Episode, kind: str | None) -> None:
    assert kind_of(episode) == kind


def test_importance_and_valence_are_what_the_formulas_say() -> None:
    stake, surprise = 0.125 / 0.25, 11 / 28
    assert impression_of(LOST) == Impression(
        "lesson_learned",
        round(-(0.20 + 0.40 * stake + 0.30 * 0.78), 4),
        round(0.10 + 0.35 * stake + 0.25 * surprise + 0.20 * 0.78, 4),
    )
    beaten = impression_of(replace(LOST, lead=-0.5, stake=Decimal("9600.00"), confidence=0.99))
    assert beaten is not None
    assert beaten.emotional_valence == pytest.approx(-(0.20 + 0.40 + 0.297 + 0.10))


def test_a_win_that_was_not_expected_feels_better_than_one_that_was() -> None:
    sure, unsure = (
        impression_of(replace(WON, streak=3, confidence=confidence)) for confidence in (0.9, 0.55)
    )
    assert sure is not None
    assert unsure is not None
    assert 0 < sure.emotional_valence < unsure.emotional_valence


@given(
    stake=st.decimals("0.01", "20000", places=2),
    confidence=st.floats(0.5, 0.99),
    score=st.integers(0, 70),
    lead=st.floats(-60, -0.5),
    outcome=st.sampled_from(["won", "lost"]),
    streak=st.integers(-20, 20),
)
def test_measures_stay_in_their_bounds_and_losses_hurt(
    stake: Decimal, confidence: float, score: int, lead: float, outcome: Outcome, streak: int
) -> None:
    impression = impression_of(
        replace(
            LOST,
            stake=stake,
            confidence=confidence,
            home_score=score,
            lead=lead if outcome == "lost" else -lead,
            outcome=outcome,
            streak=streak,
        )
    )
    if impression is not None:
        assert 0 <= impression.importance <= 1
        assert 0.2 <= abs(impression.emotional_valence) <= 1
        assert (impression.emotional_valence > 0) == (outcome == "won")


@pytest.mark.parametrize(
    ("outcomes", "streak"),
    [
        ([], 0),
        (["won"], 1),
        (["lost", "won", "won"], 2),
        (["won", "lost", "push", "lost", "void"], -2),
        (["push"], 0),
    ],
)
def test_a_streak_counts_back_from_the_newest_and_skips_pushes(outcomes: list[Outcome], streak: int) -> None:
    assert streak_of(outcomes) == streak


def test_words_cite_the_numbers_of_the_bet_and_the_game() -> None:
    assert content_of("lesson_learned", LOST) == (
        "I picked BUF +3 (-110) at 78% confidence and was wrong. Lost $1,200.00. "
        "I expected BUF by 1; it ended BUF 20, MIA 30. "
        "Week 3; home line -3; total 48.5; divisional game; away team 3 days more rested; wind 18 mph; 28 °F."
    )


@pytest.mark.parametrize(
    ("kind", "episode", "words"),
    [
        (
            "bad_beat",
            replace(LOST, lead=-1.0),
            "Lost $1,200.00 on BUF +3 (-110) at 78% confidence by 1 point.",
        ),
        ("big_win", WON, "Won $300.00 on BUF +3 (-110) at 78% confidence with 12% of the bankroll at stake."),
        ("streak", replace(LOST, streak=-3), "confidence: wrong 3 times in a row."),
        ("streak", replace(WON, streak=5), "confidence: right 5 times in a row."),
        ("surprise", replace(LOST, home_score=40), "and was off by 21 points. I expected BUF by 1;"),
        ("surprise", replace(LOST, market="total"), "I expected 47 points; it ended BUF 20, MIA 30."),
        ("surprise", replace(LOST, expected_margin=0.04), "I expected an even game;"),
    ],
)
def test_each_kind_says_what_is_special_about_it(kind: str, episode: Episode, words: str) -> None:
    assert words in content_of(kind, episode)  # type: ignore[arg-type]


def test_what_is_not_known_is_not_said() -> None:
    bare = Situation(
        week=1,
        handicap=None,
        total=None,
        divisional=False,
        rest_difference=0,
        indoors=True,
        temperature_f=None,
        wind_mph=None,
    )
    assert content_of("streak", replace(LOST, situation=bare)).endswith("MIA 30. Week 1; indoors.")


def test_like_games_are_recalled_most_alike_first_and_unlike_ones_not_at_all() -> None:
    memories = [
        Kept("unlike", (-1.0, 0.2, 0.0)),
        Kept("near", (1.0, 0.4, 0.1)),
        Kept("same", (2.0, 0.4, 0.2)),
        Kept("far", (1.0, -0.5, 0.0)),
    ]
    found = recall(memories, (1.0, 0.2, 0.1), now=KICKOFF + timedelta(days=7))
    assert [memory.id for memory in found] == ["same", "near"]


def test_nothing_of_the_future_or_of_this_very_moment_is_recalled() -> None:
    memories = [Kept("past", (1.0, 0.0)), Kept("future", (1.0, 0.0), created_at=KICKOFF + timedelta(hours=4))]
    assert recall(memories, (1.0, 0.0), now=KICKOFF) == []
    assert [memory.id for memory in recall(memories, (1.0, 0.0), now=KICKOFF + timedelta(hours=1))] == [
        "past"
    ]


def test_at_most_three_come_back_the_important_before_the_newer_before_the_smaller_id() -> None:
    newer = KICKOFF + timedelta(days=1)
    memories = [
        Kept("d", (1.0,)),
        Kept("c", (1.0,)),
        Kept("b", (1.0,), created_at=newer),
        Kept("a", (1.0,), importance=0.9),
    ]
    found = recall(memories, (0.5,), now=KICKOFF + timedelta(days=9))
    assert [memory.id for memory in found] == ["a", "b", "c"]
    assert recall(memories[::-1], (0.5,), now=KICKOFF + timedelta(days=9)) == found


@given(one=VECTORS, other=VECTORS)
def test_likeness_is_mutual_and_between_minus_one_and_one(one: list[float], other: list[float]) -> None:
    assert -1 <= cosine(one, other) <= 1
    assert cosine(one, other) == cosine(other, one)


def test_a_game_that_says_nothing_is_like_no_other() -> None:
    assert cosine((0.0, 0.0), (1.0, 0.0)) == 0
    assert cosine((1.0, 2.0), (2.0, 4.0)) == 1


def test_a_situation_tells_only_what_is_known_by_then() -> None:
    opened, moved = KICKOFF - timedelta(days=5), KICKOFF - timedelta(days=1)
    game = GameFacts(
        game_id="2023_03_BUF_MIA",
        week=3,
        game_type="REG",
        kickoff=KICKOFF,
        home="MIA",
        away="BUF",
        roof="outdoors",
        wind_mph=20.0,
        temperature_f=25.0,
        home_rest=10,
        away_rest=7,
        quotes=(
            Quote("spread", opened, "market", "book", point=3.0),
            Quote("spread", moved, "market", "book", point=-1.0),
        ),
    )
    early, late = situation_of(game, at=opened), situation_of(game, at=KICKOFF)
    assert (early.handicap, early.wind_mph, early.total, early.rest_difference) == (3.0, None, None, 3)
    assert (late.handicap, late.wind_mph, late.temperature_f) == (-1.0, 20.0, 25.0)
    assert situation_of(replace(game, roof="dome"), at=KICKOFF).wind_mph is None
    assert late.vector == pytest.approx((-1 / 14, 6 / 7, 0, -0.5, 3 / 7, 1, 1, -1 / 3))
