"""Every number and claim in a reason is a fact that was known then, or is named as an estimate or reckoning.

claims.py lists the claims, and says when each is true.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ai_service.nfl_experts.books.engine import Engine, open_book
from ai_service.nfl_experts.books.state import Bet, Book, BookState
from ai_service.nfl_experts.experts.features import features_of
from ai_service.nfl_experts.experts.history import SeasonHistory
from ai_service.nfl_experts.experts.roster import BY_ID, EXPERTS
from ai_service.nfl_experts.facts.season import GameFacts, SeasonFacts, week_opening
from service_kit.testing.loading import load_file

Known = Any
"""What was known of a game when an expert decided; conftest.py computes it."""

pytestmark = pytest.mark.xdist_group("backtest")  # seasons are read and played once, not once a worker

is_true = load_file(Path(__file__).with_name("claims.py")).is_true


@pytest.fixture(scope="module", params=["closing lines alone", "opening lines"])
def played(
    request: pytest.FixtureRequest, real_seasons: Mapping[int, SeasonFacts], known_of: Callable[..., Any]
) -> tuple[Callable[..., Known], BookState]:
    """A whole season that the experts lived through, and what was known of it."""
    facts = real_seasons[2022 if request.param == "closing lines alone" else 2020]
    if request.param == "opening lines":
        facts = request.getfixturevalue("with_opening_lines")(facts)
    book = Book("b", None, "nfl", facts.season, False, 1, 22, "a seed")
    state, effects = open_book(book, week_opening(facts.by_week[1]))
    engine = Engine(facts, book)
    engine.run(state, effects, engine.steps)
    return known_of(facts), state


def test_every_claim_in_a_reason_was_true_when_it_was_made(
    played: tuple[Callable[..., Known], BookState],
) -> None:
    known_at, state = played
    checked: Counter[str] = Counter()
    for (game_id, expert_id), formed in state.opinions.items():
        known = known_at(game_id, formed.formed_at)
        for reason in (*formed.opinion.reasons, *formed.opinion.total_reasons):
            assert is_true(known, formed.opinion, reason), (expert_id, game_id, reason)
            checked[expert_id] += 1
    assert checked.keys() == BY_ID.keys()
    assert min(checked.values()) >= 4 * len({game_id for game_id, _ in state.opinions})


BET = re.compile(
    r".* (?:All in|(?P<share>[\d.]+)% of (?P<worth>[\d,.]+)) on (?P<at>.+?) at (?P<price>[+-]\d+)"
    r" for an edge of (?P<edge>\+[\d.]+)%"
    r"(?:, decided (?P<seen>at an estimate of|when the line was) (?P<then>.+?))?\."
    r"(?: Memories of games like this change it by (?P<change>[+-]\d+)%\.)?"
)


def test_every_bet_states_its_own_terms_beside_what_the_expert_saw(
    played: tuple[Callable[..., Known], BookState],
) -> None:
    known_at, state = played
    for bet in state.bets.values():
        found = BET.fullmatch(bet.reasoning)
        assert found, bet.reasoning
        formed = state.opinions[bet.game_id, bet.expert_id]
        then = known_at(bet.game_id, formed.formed_at)
        check_terms(bet, then.game, found)
        if bet.bet_type == "moneyline":
            assert found["seen"] is None
            continue
        seen = then.quotes(bet.bet_type)
        if not seen:
            assert found["seen"] == "at an estimate of"
        elif seen[-1].point != bet.point:
            assert (found["seen"], found["then"]) == ("when the line was", own_side(bet, seen[-1].point))
        else:
            assert found["seen"] is None
    assert len(state.bets) > 1000


def check_terms(bet: Bet, game: GameFacts, found: re.Match[str]) -> None:
    quote = game.standing(bet.bet_type, bet.placed_at)
    assert quote is not None
    assert quote.is_market
    price = quote.home_price if bet.side in ("home", "over") else quote.away_price
    assert (quote.point, price) == (bet.point, bet.price)
    assert (found["at"], int(found["price"])) == (own_side(bet, bet.point), bet.price)
    if found["share"]:
        assert Decimal(found["worth"].replace(",", "")) == bet.balance_before
        assert float(found["share"]) == pytest.approx(100 * float(bet.stake / bet.balance_before), abs=0.051)
    else:
        assert bet.stake == bet.balance_before
    is_capped = BY_ID[bet.expert_id].risk.style in ("flat", "percent")
    assert -26 < int(found["change"] or 0) < (1 if is_capped else 26), (
        "a memory raises no stake above its limit"
    )
    gain = bet.price / 100 if bet.price > 0 else 100 / -bet.price
    assert float(found["edge"]) == pytest.approx(100 * (bet.confidence * (1 + gain) - 1), abs=0.051)


def own_side(bet: Bet, point: float | None) -> str:
    if point is None:
        return "the moneyline"
    if bet.bet_type == "total":
        return f"{bet.side} {point:g}"
    point = point if bet.side == "home" else -point
    return f"{point:+g}" if point else "PK"


def test_a_claim_that_is_not_true_fails(played: tuple[Callable[..., Known], BookState]) -> None:
    known_at, state = played
    (game_id, _), formed = list(state.opinions.items())[-1]
    known = known_at(game_id, formed.formed_at)
    home = known.game.home
    for lie in (
        f"{home} scores 22.5 and allows 22.5 a game (games: 3)",
        f"{home} opens its season",
        "a hunch",
    ):
        assert not is_true(known, formed.opinion, lie)


def test_every_expert_can_be_asked_before_the_first_game_and_before_line_ups(
    real_seasons: Mapping[int, SeasonFacts], known_of: Callable[..., Any]
) -> None:
    """As provisional votes are: late experts, days before kick-off."""
    facts = real_seasons[2019]
    known_at, history = known_of(facts), SeasonHistory(facts)
    for game in (*facts.by_week[1], *facts.by_week[2], *facts.by_week[10]):
        at = game.kickoff - timedelta(days=4)
        for expert in EXPERTS:
            opinion = expert.strategy(features_of(history, game, at=at))
            for reason in (*opinion.reasons, *opinion.total_reasons):
                assert is_true(known_at(game.game_id, at), opinion, reason), (expert.id, game.game_id, reason)
