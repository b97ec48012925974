"""Prices, settlement and statistics: money is exact to the cent."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_service.nfl_experts.betting.markets import Side
from ai_service.nfl_experts.betting.odds import (
    cents_between,
    decimal_odds,
    implied_probability,
    no_vig,
    payout,
    price_text,
    profit,
    to_cents,
)
from ai_service.nfl_experts.betting.settlement import Outcome, Terms, lead, outcome_of, paid, settle, voided
from ai_service.nfl_experts.betting.statistics import statistics_of

PRICES = st.one_of(st.integers(-10_000, -100), st.integers(100, 10_000))
STAKES = st.decimals("0.01", "100000", places=2)
SCORES = st.integers(0, 70)
HALF_POINTS = st.integers(-140, 140).map(lambda halves: halves / 2)
OPPOSITE: dict[Side, Side] = {"home": "away", "away": "home", "over": "under", "under": "over"}


@dataclass(frozen=True)
class Ended:
    """A bet that ended."""

    outcome: Outcome
    stake: Decimal
    profit: Decimal


def ended(outcome: Outcome, stake: str, price: int = -110) -> Ended:
    settlement = paid(outcome, stake=Decimal(stake), price=price)
    return Ended(outcome, Decimal(stake), settlement.profit)


def test_documented_bets_pay_the_documented_sums() -> None:
    assert payout(Decimal("2400.00"), -110) == Decimal("4581.82")
    assert profit(Decimal("600.00"), -110) == Decimal("545.45")
    assert payout(Decimal("600.00"), -110) == Decimal("1145.45")


@pytest.mark.parametrize(
    ("stake", "price", "earned"), [("100", 150, "150.00"), ("150", -150, "100.00"), ("100", 100, "100.00")]
)
def test_a_plus_price_pays_for_a_hundred_and_a_minus_price_pays_a_hundred(
    stake: str, price: int, earned: str
) -> None:
    assert profit(Decimal(stake), price) == Decimal(earned)


@pytest.mark.parametrize(("amount", "cents"), [("0.125", "0.12"), ("0.135", "0.14"), ("0.1251", "0.13")])
def test_half_a_cent_goes_to_the_even_cent(amount: str, cents: str) -> None:
    assert to_cents(Decimal(amount)) == Decimal(cents)


@given(stake=STAKES, price=PRICES)
def test_profit_is_the_exact_fraction_to_within_half_a_cent(stake: Decimal, price: int) -> None:
    exact = Fraction(stake) * (Fraction(price, 100) if price > 0 else Fraction(100, -price))
    assert abs(Fraction(profit(stake, price)) - exact) <= Fraction(1, 200)


@given(price=PRICES)
def test_implied_probability_is_the_inverse_of_decimal_odds(price: int) -> None:
    assert implied_probability(price) == pytest.approx(float(1 / decimal_odds(price)), rel=1e-12)


@given(first=PRICES, second=PRICES)
def test_without_the_margin_the_two_sides_sum_to_one_and_keep_their_proportion(
    first: int, second: int
) -> None:
    one, other = no_vig(first, second)
    assert one + other == pytest.approx(1, abs=1e-12)
    assert one / other == pytest.approx(implied_probability(first) / implied_probability(second), rel=1e-9)


def test_a_market_at_minus_110_on_both_sides_is_even() -> None:
    assert no_vig(-110, -110) == (0.5, 0.5)
    assert implied_probability(-130) == pytest.approx(13 / 23)


@pytest.mark.parametrize("price", [0, 99, -99])
def test_a_number_that_is_no_american_price_is_refused(price: int) -> None:
    with pytest.raises(ValueError, match="American price"):
        profit(Decimal(100), price)


def test_prices_are_written_with_their_sign() -> None:
    assert (price_text(150), price_text(-110)) == ("+150", "-110")


@pytest.mark.parametrize(
    ("terms", "score", "outcome"),
    [
        # The home handicap is +2.5: the away team gives two and a half points, as in "KC -2.5" at BUF.
        (Terms("spread", "away", 2.5), (20, 23), "won"),
        (Terms("spread", "home", 2.5), (20, 23), "lost"),
        (Terms("spread", "away", 2.5), (21, 23), "lost"),
        (Terms("spread", "home", -3.0), (24, 21), "push"),
        (Terms("spread", "away", -3.0), (24, 21), "push"),
        (Terms("spread", "home", -3.0), (25, 21), "won"),
        (Terms("spread", "home", 0.0), (20, 20), "push"),
        (Terms("total", "over", 47.5), (24, 24), "won"),
        (Terms("total", "under", 47.5), (24, 24), "lost"),
        (Terms("total", "under", 48.0), (24, 24), "push"),
        (Terms("moneyline", "home"), (21, 20), "won"),
        (Terms("moneyline", "away"), (21, 20), "lost"),
        (Terms("moneyline", "home"), (20, 20), "push"),
        (Terms("moneyline", "away"), (20, 20), "push"),
    ],
)
def test_a_bet_ends_by_its_line(terms: Terms, score: tuple[int, int], outcome: Outcome) -> None:
    assert outcome_of(terms, home_score=score[0], away_score=score[1]) == outcome


@given(market=st.sampled_from(["spread", "total", "moneyline"]), point=HALF_POINTS, home=SCORES, away=SCORES)
def test_of_two_opposite_bets_one_wins_what_the_other_loses_or_both_push(
    market: str, point: float, home: int, away: int
) -> None:
    side: Side = "over" if market == "total" else "home"
    stated = None if market == "moneyline" else point
    one = Terms(market, side, stated)  # type: ignore[arg-type]
    other = Terms(market, OPPOSITE[side], stated)  # type: ignore[arg-type]
    outcomes = {outcome_of(terms, home_score=home, away_score=away) for terms in (one, other)}
    assert outcomes in ({"won", "lost"}, {"push"})
    assert lead(one, home_score=home, away_score=away) == -lead(other, home_score=home, away_score=away)


@given(home=SCORES, away=SCORES, halves=st.integers(-70, 69))
def test_a_half_point_never_pushes(home: int, away: int, halves: int) -> None:
    assert outcome_of(Terms("spread", "home", halves + 0.5), home_score=home, away_score=away) != "push"


@pytest.mark.parametrize(
    ("market", "side", "point"),
    [("spread", "over", 3.0), ("total", "home", 40.0), ("spread", "home", None), ("moneyline", "home", 1.0)],
)
def test_terms_that_make_no_sense_are_refused(market: str, side: str, point: float | None) -> None:
    with pytest.raises(ValueError, match=market):
        Terms(market, side, point)  # type: ignore[arg-type]


@given(stake=STAKES, price=PRICES, home=SCORES, away=SCORES)
def test_a_settled_bet_gives_back_its_stake_and_profit(
    stake: Decimal, price: int, home: int, away: int
) -> None:
    settlement = settle(
        Terms("moneyline", "home"), stake=stake, price=price, home_score=home, away_score=away
    )
    expected = {"won": stake + profit(stake, price), "lost": Decimal(0), "push": stake}
    assert settlement.payout == expected[settlement.outcome]
    assert settlement.profit == settlement.payout - stake


def test_a_void_bet_gives_back_its_very_stake() -> None:
    settlement = voided(stake=Decimal("123.45"))
    assert (settlement.outcome, settlement.payout, settlement.profit) == ("void", Decimal("123.45"), 0)


def test_rates_count_decided_bets_and_documented_averages_come_out() -> None:
    stake = "1085.714285714285714285714286"
    bets = [ended("won", stake)] * 26 + [ended("lost", stake)] * 14 + [ended("push", stake)] * 2
    statistics = statistics_of(bets)
    assert (statistics.wins, statistics.losses, statistics.pushes) == (26, 14, 2)
    assert (statistics.total_bets, statistics.decided_bets) == (42, 40)
    assert statistics.win_rate == 0.65
    assert to_cents(statistics.wagered) == Decimal("45600.00")
    assert statistics.avg_bet_size == 1085.71


def test_return_on_investment_is_profit_by_stakes_and_a_void_bet_never_happened() -> None:
    statistics = statistics_of(
        [ended("won", "110"), ended("lost", "100"), ended("push", "40"), ended("void", "999")]
    )
    assert (statistics.won, statistics.lost, statistics.wagered) == (Decimal(100), Decimal(100), Decimal(250))
    assert (statistics.profit, statistics.roi, statistics.total_bets) == (0, 0.0, 3)
    assert statistics_of([ended("lost", "100")]).roi == -1.0


def test_without_bets_every_rate_is_nothing() -> None:
    statistics = statistics_of([])
    assert (statistics.win_rate, statistics.roi, statistics.avg_bet_size) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "cents"),
    [(105, -105, 10), (-110, -120, 10), (120, 110, 10), (100, -100, 0), (-102, 101, 3), (150, -150, 100)],
)
def test_prices_are_as_many_cents_apart_as_bookmakers_count(one: int, other: int, cents: int) -> None:
    assert cents_between(one, other) == cents_between(other, one) == cents


@given(one=PRICES, between=PRICES, other=PRICES)
def test_cents_follow_the_implied_probabilities_and_add_up(one: int, between: int, other: int) -> None:
    one, between, other = sorted((one, between, other), key=implied_probability)
    assert cents_between(one, between) + cents_between(between, other) == cents_between(one, other)
    assert (cents_between(one, other) == 0) == (implied_probability(one) == implied_probability(other))
