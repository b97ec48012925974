"""Prices as probabilities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from league_service.competition.lines.odds import implied_probability, no_vig_probabilities

PRICES = st.one_of(st.integers(-10_000, -100), st.integers(100, 10_000))


@pytest.mark.parametrize(("price", "probability"), [(-150, 0.6), (150, 0.4), (100, 0.5), (-100, 0.5)])
def test_a_price_is_the_probability_at_which_it_breaks_even(price: int, probability: float) -> None:
    assert implied_probability(price) == pytest.approx(probability)


@pytest.mark.parametrize("price", [0, 99, -99])
def test_a_number_that_is_no_price_is_refused(price: int) -> None:
    with pytest.raises(ValueError, match="invalid American odds"):
        implied_probability(price)


@given(first=PRICES, second=PRICES)
def test_without_the_margin_both_sides_sum_to_one_in_the_same_order(first: int, second: int) -> None:
    home, away = no_vig_probabilities(first, second)
    assert home + away == pytest.approx(1)
    assert (home > away) == (implied_probability(first) > implied_probability(second))
