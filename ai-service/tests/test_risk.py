"""Risk from the balances of a ledger."""

from decimal import Decimal
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_service.nfl_experts.betting.risk import (
    BANKRUPT_BELOW,
    Status,
    change_percent,
    is_bankrupt,
    max_drawdown,
    returns_of,
    risk_of,
    sharpe_ratio,
    status_of,
    volatility,
)
from ai_service.nfl_experts.experts.stakes import LEAST_STAKE

BALANCES = st.lists(st.decimals("0", "100000", places=2), min_size=1, max_size=60)


def balances(*amounts: int | str) -> list[Decimal]:
    return [Decimal(amount) for amount in amounts]


def test_the_documented_fall_is_eight_hundredths() -> None:
    assert risk_of(balances(10000, 9200, 13200, 12450)).max_drawdown == 0.08


@pytest.mark.parametrize(
    ("series", "drawdown"),
    [
        (balances(100), 0.0),
        (balances(100, 110, 120), 0.0),
        (balances(100, 200, 150, 300, 120), 0.6),
        (balances(100, 0), 1.0),
        (balances(100, 50, 120, 90), 0.5),
    ],
)
def test_drawdown_is_the_deepest_fall_from_the_peak_before_it(series: list[Decimal], drawdown: float) -> None:
    assert max_drawdown(series) == drawdown


def test_volatility_and_sharpe_are_those_of_the_returns_per_settlement() -> None:
    series = balances(10000, 10500, 9975, 11970)
    assert returns_of(series) == [0.05, -0.05, 0.2]
    assert volatility(series) == pytest.approx(stdev([0.05, -0.05, 0.2]))
    assert sharpe_ratio(series) == pytest.approx(fmean([0.05, -0.05, 0.2]) / stdev([0.05, -0.05, 0.2]))


@pytest.mark.parametrize("series", [balances(100), balances(100, 105), balances(100, 100, 100)])
def test_without_two_returns_or_variation_nothing_is_claimed(series: list[Decimal]) -> None:
    assert (volatility(series), sharpe_ratio(series)) == (0.0, 0.0)


@given(series=BALANCES)
def test_measures_stay_in_their_bounds_whatever_happens(series: list[Decimal]) -> None:
    risk = risk_of(series)
    assert 0 <= risk.max_drawdown <= 1
    assert risk.volatility >= 0


@given(series=BALANCES, factor=st.integers(2, 9))
def test_the_size_of_the_bankroll_changes_no_measure(series: list[Decimal], factor: int) -> None:
    larger = [balance * factor for balance in series]
    assert max_drawdown(larger) == pytest.approx(max_drawdown(series))
    assert volatility(larger) == pytest.approx(volatility(series))


@pytest.mark.parametrize(
    ("balance", "status"),
    [("12450", "safe"), ("7000", "safe"), ("6999.99", "warning"), ("3000", "warning"), ("2999.99", "danger")],
)
def test_a_bankroll_is_judged_by_its_share_of_the_start(balance: str, status: Status) -> None:
    assert status_of(Decimal(balance), Decimal(10000)) == status
    assert status_of(Decimal(balance), Decimal(10000), eliminated=True) == "eliminated"


def test_bankrupt_is_who_cannot_pay_the_least_stake_and_has_nothing_open() -> None:
    assert BANKRUPT_BELOW == LEAST_STAKE
    assert is_bankrupt(Decimal("9.99"))
    assert not is_bankrupt(Decimal("10.00"))
    assert not is_bankrupt(Decimal(0), open_stakes=Decimal("500.00"))


def test_change_is_in_percent_of_the_start() -> None:
    assert change_percent(Decimal("12450.00"), Decimal("10000.00")) == 24.5
