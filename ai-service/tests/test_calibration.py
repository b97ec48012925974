"""Scores of probabilities, against values computed by hand and by definition."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_service.nfl_experts.predictions.calibration import (
    Forecast,
    Interval,
    brier_score,
    calibration_of,
    difference,
    expected_calibration_error,
    log_loss,
    reliability,
    wilson,
)
from ai_service.nfl_experts.predictions.grading import Grade, grade

FORECASTS = st.lists(st.builds(Forecast, st.floats(0, 1), st.booleans()), max_size=80)


def forecasts(*pairs: tuple[float, bool]) -> list[Forecast]:
    return [Forecast(probability, happened) for probability, happened in pairs]


def test_brier_score_and_log_loss_are_means_over_the_forecasts() -> None:
    given_ = forecasts((0.8, True), (0.6, False))
    assert brier_score(given_) == pytest.approx((0.04 + 0.36) / 2)
    assert log_loss(given_) == pytest.approx(-(log(0.8) + log(0.4)) / 2)


def test_a_coin_scores_a_quarter() -> None:
    assert brier_score(forecasts((0.5, True), (0.5, False))) == 0.25


def test_being_certain_and_wrong_costs_much_but_not_everything() -> None:
    assert log_loss(forecasts((1.0, False))) == pytest.approx(-log(1e-6))
    assert log_loss(forecasts((0.0, False))) == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize("tenth", range(10))
def test_a_probability_on_a_border_is_in_the_bin_that_begins_there(tenth: int) -> None:
    (bin_,) = reliability(forecasts((tenth / 10, True)))
    assert (bin_.low, bin_.high) == (tenth / 10, (tenth + 1) / 10)


def test_certainty_is_in_the_last_bin() -> None:
    (bin_,) = reliability(forecasts((1.0, True), (0.95, False)))
    assert (bin_.low, bin_.count, bin_.observed) == (0.9, 2, 0.5)
    assert bin_.mean_probability == pytest.approx(0.975)


def test_expected_error_weighs_bins_by_their_counts() -> None:
    bins = reliability(forecasts((0.75, True), (0.75, True), (0.75, False), (0.25, True)))
    assert expected_calibration_error(bins) == pytest.approx((3 * abs(0.75 - 2 / 3) + 0.75) / 4)


@pytest.mark.parametrize(
    ("successes", "count", "low", "high"),
    [
        (0, 0, 0.0, 1.0),
        (5, 10, 0.2366, 0.7634),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (26, 40, 0.4951, 0.7787),
    ],
)
def test_wilson_intervals_are_the_published_ones(successes: int, count: int, low: float, high: float) -> None:
    interval = wilson(successes, count)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-5)


@given(given_=FORECASTS)
def test_every_forecast_is_in_one_bin_and_every_score_in_its_bounds(given_: list[Forecast]) -> None:
    calibration = calibration_of(given_)
    assert sum(bin_.count for bin_ in calibration.bins) == calibration.count == len(given_)
    assert all(bin_.low <= bin_.mean_probability <= bin_.high for bin_ in calibration.bins)
    assert all(bin_.interval.low <= bin_.observed <= bin_.interval.high for bin_ in calibration.bins)
    assert calibration.brier_interval.low <= calibration.brier_score <= calibration.brier_interval.high
    assert 0 <= expected_calibration_error(calibration.bins) <= 1


@given(given_=FORECASTS, random=st.randoms())
def test_the_order_of_forecasts_changes_no_digit(given_: list[Forecast], random: object) -> None:
    shuffled = list(given_)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert calibration_of(shuffled) == calibration_of(given_)


def test_one_forecast_proves_nothing() -> None:
    assert calibration_of(forecasts((0.7, True))).brier_interval == Interval(0.0, 1.0)


def test_a_better_forecaster_of_the_same_games_has_an_interval_below_nothing() -> None:
    happened = [number % 3 > 0 for number in range(60)]
    own = [Forecast(0.8 if each else 0.2, each) for each in happened]
    coin = [Forecast(0.5, each) for each in happened]
    better = difference(own, coin)
    assert better.mean == pytest.approx(0.04 - 0.25)
    assert better.interval.high < 0
    assert difference(own, own).interval == Interval(0.0, 0.0)


def test_different_games_are_not_compared() -> None:
    with pytest.raises(ValueError, match="same events"):
        difference(forecasts((0.6, True)), forecasts((0.6, False)))
    with pytest.raises(ValueError, match="shorter"):
        difference(forecasts((0.6, True)), [])


@pytest.mark.parametrize(
    ("category", "side", "point", "graded"),
    [
        ("spread", "away", 2.5, "correct"),
        ("spread", "home", 2.5, "incorrect"),
        ("spread", "home", 3.0, "push"),
        ("winner", "away", None, "correct"),
        ("winner", "away", 2.5, "correct"),
        ("total", "under", 43.5, "correct"),
        ("total", "over", 43.0, "push"),
    ],
)
def test_a_prediction_is_graded_as_a_bet_on_it_would_be(
    category: str, side: str, point: float | None, graded: Grade
) -> None:
    assert grade(category, side, point=point, home_score=20, away_score=23) == graded  # type: ignore[arg-type]


def test_a_tie_is_right_for_nobody_who_named_a_winner() -> None:
    assert grade("winner", "home", home_score=20, away_score=20) == "push"
