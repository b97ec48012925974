"""What an expert puts on a game: never more than it has, and all of it when the rest would be too little."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ai_service.nfl_experts.betting.markets import CATEGORY_OF, Market
from ai_service.nfl_experts.betting.risk import is_bankrupt
from ai_service.nfl_experts.experts.domain import Expert, Opinion, RiskProfile
from ai_service.nfl_experts.experts.roster import BY_ID, EXPERTS
from ai_service.nfl_experts.experts.stakes import LEAST_STAKE, Wager, choose_bet, mood_of, risk_level
from ai_service.nfl_experts.facts.season import ESTIMATE, Quote

NOW = datetime(2023, 9, 10, tzinfo=UTC)
SPREAD = Quote("spread", NOW, "market", "book", -3.0, -110, -110)
TOTAL = Quote("total", NOW, "market", "book", 44.0, -110, -110)
MONEYLINE = Quote("moneyline", NOW, "market", "book", None, -160, 140)
QUOTES = (SPREAD, TOTAL, MONEYLINE)
TEN_THOUSAND = Decimal("10000.00")


@dataclass(frozen=True)
class Remembered:
    emotional_valence: float
    importance: float = 1.0


@pytest.fixture
def opinion() -> Callable[..., Opinion]:
    def make(margin: float = 8.0, total: float = 44.0, **fields: Any) -> Opinion:
        usual: dict[str, Any] = {
            "home_win_probability": 0.73,
            "line_margin": 3.0,
            "line_total": 44.0,
            "scatter": 20.0,
        }
        return Opinion(
            margin=margin, total=total, reasons=("a 1",), total_reasons=("b 2",), **{**usual, **fields}
        )

    return make


def risky(risk: RiskProfile) -> Expert:
    return replace(BY_ID["the-analyst"], risk=risk)


def bet(expert: Expert, opinion: Opinion, balance: Decimal = TEN_THOUSAND, *quotes: Quote) -> Wager | None:
    return choose_bet(expert, opinion, quotes=quotes or QUOTES, balance=balance)


def stake_of(risk: RiskProfile, opinion: Opinion, balance: Decimal = TEN_THOUSAND) -> Decimal:
    wager = bet(risky(risk), opinion, balance)
    assert wager is not None
    return wager.stake


def test_kelly_stakes_follow_from_confidence_and_price(opinion: Callable[..., Opinion]) -> None:
    """(0.5987 · 210/110 − 1) / (100/110) = 0.1573 of the balance in full, half of it here."""
    assert opinion().confidence["spread"] == 0.5987
    assert stake_of(RiskProfile("kelly", 0.0, ("spread",), share=0.5), opinion()) == Decimal("790.00")
    assert stake_of(RiskProfile("kelly", 0.0, ("spread",), share=0.5, ceiling=0.05), opinion()) == 500


def test_flat_percent_and_all_in_stakes(opinion: Callable[..., Opinion]) -> None:
    assert stake_of(RiskProfile("flat", 0.0, ("spread",), amount=Decimal("400.00")), opinion()) == 400
    assert stake_of(RiskProfile("percent", 0.0, ("spread",), share=0.3), opinion()) == 3000
    sure = opinion(margin=60.0)
    assert stake_of(RiskProfile("all_in", 0.0, ("spread",), share=1.0), sure) == Decimal("9800.00")


def test_who_has_a_habit_goes_all_in_when_less_is_left(opinion: Callable[..., Opinion]) -> None:
    risk = RiskProfile("percent", 0.0, ("spread",), share=0.1, habit=Decimal("500.00"))
    assert stake_of(risk, opinion(), Decimal("2000.00")) == 500
    assert stake_of(risk, opinion(), Decimal("505.00")) == Decimal("505.00")
    assert stake_of(risk, opinion(), Decimal("123.45")) == Decimal("123.45")


def test_a_bet_backs_the_prediction_and_is_let_be_where_the_line_has_turned_it_round(
    opinion: Callable[..., Opinion],
) -> None:
    expert = risky(RiskProfile("flat", 0.0, ("spread",), amount=Decimal("100.00")))
    wager = bet(expert, opinion())
    assert wager is not None
    assert (wager.market, wager.side, wager.point, wager.price) == ("spread", "home", -3.0, -110)
    assert bet(expert, opinion(), TEN_THOUSAND, replace(SPREAD, point=-9.5)) is None


def test_estimates_and_quotes_without_a_price_on_the_winner_are_never_bet_against(
    opinion: Callable[..., Opinion],
) -> None:
    expert = risky(RiskProfile("flat", 0.0, ("spread", "moneyline"), amount=Decimal("100.00")))
    assert bet(expert, opinion(), TEN_THOUSAND, replace(SPREAD, source=ESTIMATE)) is None
    assert bet(expert, opinion(), TEN_THOUSAND, replace(MONEYLINE, home_price=None)) is None


def test_no_bet_without_an_edge_or_without_money(opinion: Callable[..., Opinion]) -> None:
    expert = risky(RiskProfile("kelly", 0.0, ("spread",), share=0.5))
    assert bet(expert, opinion(margin=3.2)) is None
    assert bet(expert, opinion(), Decimal("0.00")) is None


def test_memories_move_a_stake_by_a_quarter_at_most_and_the_reasoning_says_so(
    opinion: Callable[..., Opinion],
) -> None:
    assert mood_of([]) == 1.0
    assert mood_of([Remembered(1.0)]) == 1.25
    assert mood_of([Remembered(-1.0), Remembered(-0.5)]) == pytest.approx(0.8125)
    assert mood_of([Remembered(1.0, importance=0.0)]) == 1.0
    expert = risky(RiskProfile("percent", 0.0, ("spread",), share=0.1))
    wager = choose_bet(
        expert, opinion(), quotes=QUOTES, balance=TEN_THOUSAND, recalled=[Remembered(-0.8, 0.5)]
    )
    assert wager is not None
    assert wager.stake == 800
    assert "Memories of games like this change it by -20%." in wager.reasoning
    capped = risky(RiskProfile("percent", 0.0, ("spread",), share=0.1, ceiling=0.1))
    glad = choose_bet(capped, opinion(), quotes=QUOTES, balance=TEN_THOUSAND, recalled=[Remembered(0.8, 0.5)])
    assert glad is not None
    assert glad.stake == 1000
    assert "Memories" not in glad.reasoning, "a limit comes before a memory"


def test_a_bet_states_its_own_line_and_the_one_at_which_the_expert_decided(
    opinion: Callable[..., Opinion],
) -> None:
    expert = risky(RiskProfile("flat", 0.0, ("spread",), amount=Decimal("100.00")))
    seen, moved = (bet(expert, opinion(), TEN_THOUSAND, replace(SPREAD, point=at)) for at in (-3.0, -4.5))
    guessed = bet(
        expert, replace(opinion(), spread_estimated=True), TEN_THOUSAND, replace(SPREAD, point=-4.5)
    )
    assert None not in (seen, moved, guessed)
    assert seen.reasoning.endswith("on -3 at -110 for an edge of +14.3%.")
    assert "on -4.5 at -110" in moved.reasoning
    assert moved.reasoning.endswith(", decided when the line was -3.")
    assert guessed.reasoning.endswith(", decided at an estimate of -3.")


@pytest.mark.parametrize(
    ("stake", "level"),
    [("299.99", "low"), ("300", "medium"), ("800", "high"), ("1999.99", "high"), ("2000", "extreme")],
)
def test_risk_levels_are_shares_of_the_bankroll(stake: str, level: str) -> None:
    assert risk_level(Decimal(stake), TEN_THOUSAND) == level


@settings(deadline=None)
@given(
    expert=st.sampled_from(EXPERTS),
    margin=st.floats(-40, 40),
    total=st.floats(10, 90),
    probability=st.floats(0.01, 0.99),
    scatter=st.floats(1, 60),
    prices=st.lists(
        st.integers(100, 2000).flatmap(lambda p: st.sampled_from([p, -p])), min_size=6, max_size=6
    ),
    cents=st.integers(1, 5_000_000),
    at_risk=st.integers(0, 5_000_000),
    valence=st.floats(-1, 1),
)
def test_no_stake_is_ever_more_than_the_balance_or_a_stated_limit(
    expert: Expert,
    margin: float,
    total: float,
    probability: float,
    scatter: float,
    prices: list[int],
    cents: int,
    at_risk: int,
    valence: float,
) -> None:
    opinion = Opinion(margin, total, probability, 3.0, 44.0, scatter, ("a 1",), ("b 2",))
    quotes = [
        replace(quote, home_price=home, away_price=away)
        for quote, home, away in zip(QUOTES, prices[::2], prices[1::2], strict=True)
    ]
    balance, open_stakes = Decimal(cents) / 100, Decimal(at_risk) / 100
    recalled = [Remembered(valence)]
    wager = choose_bet(
        expert, opinion, quotes=quotes, balance=balance, open_stakes=open_stakes, recalled=recalled
    )
    if wager is None:
        return
    worth = balance + open_stakes
    assert Decimal(0) < wager.stake <= balance
    assert_within_limits(expert.risk, wager.stake, worth=worth, open_stakes=open_stakes)
    assert wager.risk_level == risk_level(wager.stake, worth)
    assert wager.stake == wager.stake.quantize(Decimal("0.01"))
    assert wager.market in expert.risk.markets
    assert wager.side == opinion.picks[CATEGORY_OF[wager.market]]


def assert_within_limits(risk: RiskProfile, stake: Decimal, *, worth: Decimal, open_stakes: Decimal) -> None:
    """The limits as `strategy` and `limits` of the expert state them."""
    share = worth * Decimal(str(risk.ceiling))
    assert stake <= max(share, risk.habit if risk.habit > LEAST_STAKE else Decimal(0))
    assert stake + open_stakes <= worth * Decimal(str(risk.at_once))
    if risk.style == "flat":
        assert stake <= risk.amount
    if stake < risk.habit:  # only if a limit or the money that is left is smaller
        assert stake > min(share, worth * Decimal(str(risk.at_once)) - open_stakes) - LEAST_STAKE


def test_the_gambler_and_the_chaos_can_lose_what_makes_them_bankrupt(opinion: Callable[..., Opinion]) -> None:
    for expert_id in ("the-gambler", "the-chaos"):
        balance = TEN_THOUSAND
        for _ in range(60):
            wager = bet(BY_ID[expert_id], opinion(margin=30.0, scatter=13.0), balance)
            balance -= wager.stake if wager else 0
        assert is_bankrupt(balance)


def test_who_stakes_up_to_thirty_per_cent_has_never_more_at_risk(opinion: Callable[..., Opinion]) -> None:
    """However many games there are in a week, and however little is left."""
    sure = opinion(margin=60.0)
    for worth in (Decimal("17630.00"), TEN_THOUSAND, Decimal("640.00"), Decimal("21.50")):
        cash, staked = worth, Decimal("0.00")
        for _ in range(16):
            wager = choose_bet(BY_ID["the-chaos"], sure, quotes=QUOTES, balance=cash, open_stakes=staked)
            if wager is not None:
                cash, staked = cash - wager.stake, staked + wager.stake
        assert 0 < staked <= worth * Decimal("0.3")


def test_shares_and_risk_are_those_of_the_bankroll_with_its_open_stakes(
    opinion: Callable[..., Opinion],
) -> None:
    expert = risky(RiskProfile("percent", 0.0, ("spread",), share=0.05, ceiling=0.05))
    wager = choose_bet(
        expert, opinion(), quotes=QUOTES, balance=Decimal("1130.00"), open_stakes=Decimal("16500.00")
    )
    assert wager is not None
    assert (wager.stake, wager.risk_level) == (Decimal("880.00"), "medium")
    assert wager.reasoning.endswith("5.0% of 17,630.00 on -3 at -110 for an edge of +14.3%.")


@pytest.mark.parametrize("expert", EXPERTS, ids=lambda expert: expert.id)
def test_the_stated_strategy_names_the_limits_that_the_code_keeps(expert: Expert) -> None:
    numbers = [float(number) for number in re.findall(r"\d+", expert.creed.rpartition(";")[2])]
    risk = expert.risk
    limit = float(risk.amount) if risk.style == "flat" else round(100 * risk.ceiling)
    assert limit in numbers
    if risk.habit > LEAST_STAKE:
        assert float(risk.habit) in numbers
    if risk.at_once < 1:
        assert f"{risk.at_once:.0%} of the bankroll at once".replace("%", " %") in expert.creed


def test_every_market_is_bet_on_by_somebody() -> None:
    markets: set[Market] = {market for expert in EXPERTS for market in expert.risk.markets}
    assert markets == {"spread", "moneyline", "total"}
