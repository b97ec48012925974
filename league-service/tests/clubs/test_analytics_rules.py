"""The three rankings: figures computed by hand, and answers that depend on their inputs alone."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from league_service.clubs.analytics.domain import (
    Played,
    Spell,
    best_ratings,
    improving_players,
    pressing_formations,
)
from league_service.clubs.analytics.intervals import t_quantile

FIRST = datetime(2026, 8, 1, 14, tzinfo=UTC)


def played(player: str, match: int, minutes: float = 90, **given: Any) -> Played:
    return Played(player, f"m{match:02}", FIRST + timedelta(weeks=match), minutes, **given)


def sprints(player: str, *metres: float | None, minutes: float = 90) -> list[Played]:
    """A match a week with these sprint metres."""
    return [played(player, at, minutes, sprint_m=value) for at, value in enumerate(metres)]


def spell(shape: str, match: int, minutes: float, pressures: int | None) -> Spell:
    return Spell(shape, f"m{match:02}", FIRST + timedelta(weeks=match), minutes, pressures)


def test_the_trend_is_the_least_squares_slope_in_metres_a_minute_and_match() -> None:
    (row,) = improving_players(sprints("a", 90, 180, 360)).rows
    # intensities 1, 2, 4: slope (4 - 1) / 2; residues 1/6, -1/3, 1/6; error sqrt(1/6 / 1 / 2)
    assert (row.value, row.n, row.minutes) == (1.5, 3, 270)
    assert row.interval == pytest.approx((1.5 - 12.7062 * 0.288675, 1.5 + 12.7062 * 0.288675), abs=1e-3)
    assert row.match_ids == ("m00", "m01", "m02")
    assert (row.first_match_at, row.last_match_at) == (FIRST, FIRST + timedelta(weeks=2))


def test_the_trend_counts_the_last_six_matches_of_twenty_minutes_with_a_sprint_distance() -> None:
    season = [
        *sprints("a", 900, 900, 90, 180, 270, 360, 450, 540),
        played("a", 8, 19.99, sprint_m=900),
        played("a", 9, 90),
        played("a", 10, 20, sprint_m=140),
    ]
    (row,) = improving_players(season).rows
    assert row.match_ids == ("m03", "m04", "m05", "m06", "m07", "m10")
    assert row.value == 1.0
    assert [(each.match_id, each.reason) for each in row.excluded] == [
        ("m08", "19.99 of at least 20 minutes"),
        ("m09", "no sprint distance"),
    ]


def test_players_with_too_few_matches_or_without_a_rise_are_named_with_the_reason() -> None:
    ranking = improving_players(
        [*sprints("a", 90, 180), *sprints("b", 180, 90, 45), *sprints("c", 90, 90, 90), *sprints("d", None)]
    )
    assert ranking.rows == ()
    assert [(each.subject, each.reason) for each in ranking.excluded] == [
        ("a", "2 of at least 3 matches"),
        ("b", "does not improve: -0.75 a match over 3 matches"),
        ("c", "does not improve: 0 a match over 3 matches"),
        ("d", "no match that counts; left out: 1 x no sprint distance"),
    ]


def test_sprints_that_were_counted_from_another_speed_are_not_compared() -> None:
    season = [
        *(played("a", at, sprint_m=900, sprint_threshold="19.8") for at in range(2)),
        played("a", 2, sprint_m=90),
        *(played("a", at, sprint_m=90 * (at - 1), sprint_threshold="25.2") for at in range(3, 5)),
        played("a", 5, sprint_m=360),
        played("a", 6, 10, sprint_m=900, sprint_threshold="19.8"),
    ]
    (row,) = improving_players(season).rows
    assert (row.value, row.match_ids) == (1.0, ("m02", "m03", "m04", "m05"))
    (left,) = improving_players(season[:4]).excluded
    assert left.reason == (
        "2 of at least 3 matches; left out: 2 x sprints counted from 19.8 km/h, later from 25.2 km/h"
    )


def test_ratings_are_weighted_by_minutes_within_the_window() -> None:
    season = [
        played("a", 0, 90, rating=1.0),
        played("a", 1, 90, rating=8.0),
        played("a", 2, 30, rating=6.0),
        played("a", 3, 0, rating=10.0),
        played("a", 4, 90),
        played("b", 4, 90, rating=7.0),
    ]
    first, second = best_ratings(season, matches=2).rows
    assert (first.subject, first.value, first.n, first.match_ids) == ("a", 7.5, 2, ("m01", "m02"))
    # deviations 0.5 and -1.5: an error of sqrt(2 * (45² + 45²)) / 120 = 0.75; no rating is beyond 10
    assert first.interval == (0, 10)
    assert [each.reason for each in first.excluded] == ["no minutes", "not rated"]
    assert (second.subject, second.value, second.interval) == ("b", 7.0, None)


def test_pressures_count_in_ninety_minutes_in_force() -> None:
    ranking = pressing_formations(
        [
            spell("4-3-3", 0, 30, 20),
            spell("4-3-3", 0, 15, 10),
            spell("4-3-3", 1, 90, 30),
            spell("4-4-2", 1, 44.99, 90),
            spell("3-5-2", 0, 45, 20),
            spell("3-5-2", 1, 90, None),
        ]
    )
    # 60 pressures in 135 minutes, and 20 in 45: both 40 in 90, and the one with more matches is first
    assert [(row.rank, row.subject, row.value, row.n) for row in ranking.rows] == [
        (1, "4-3-3", 40.0, 2),
        (2, "3-5-2", 40.0, 1),
    ]
    assert [each.reason for each in ranking.rows[1].excluded] == ["no pressures recorded"]
    assert [(each.subject, each.reason) for each in ranking.excluded] == [
        ("4-4-2", "44.99 of at least 45 minutes in force")
    ]


def test_ties_go_to_more_matches_then_more_minutes_then_the_lower_id() -> None:
    ranked = best_ratings(
        [
            *(played(player, 0, 45, rating=7.0) for player in ("d", "c")),
            played("b", 0, 90, rating=7.0),
            played("a", 0, 10, rating=7.0),
            played("a", 1, 10, rating=7.0),
        ],
        matches=5,
    )
    assert [row.subject for row in ranked.rows] == ["a", "b", "c", "d"]


def test_the_order_of_the_rows_given_changes_nothing() -> None:
    made = random.Random(7)
    season = [
        played(
            f"p{at % 9}", at // 9, made.uniform(0, 95), sprint_m=made.uniform(0, 800), rating=made.random()
        )
        for at in range(180)
    ]
    again = made.sample(season, len(season))
    assert improving_players(season) == improving_players(again)
    assert best_ratings(season, matches=5) == best_ratings(again, matches=5)


def test_quantiles_go_on_smoothly_beyond_the_table() -> None:
    assert t_quantile(31) == pytest.approx(2.0395, abs=2e-4)
    assert t_quantile(120) == pytest.approx(1.9799, abs=2e-4)
